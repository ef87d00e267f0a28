// What every test file shares: one server and one browser a file, the pages that are looked at, and how a page is read.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { launch, openPage } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** No language has this word, so no project does, whatever the corpus. */
export const NONSENSE = "vqxzkwjq";

/**
 * Registers the hooks that start and end the server and the browser of a test file. The answer's
 * `open(options)` gives a fresh page; every page is closed by the end.
 */
export function useSite() {
  const site = { open: (options) => openPage(site.browser, site.address, options) };
  before(async () => {
    const server = await startServer();
    Object.assign(site, { address: server.address, stop: server.stop });
    site.browser = await launch();
  });
  after(async () => {
    await site.browser?.close();
    await site.stop?.();
  });
  return site;
}

/** The pages that must look and behave well, by name: their paths on a server. */
export async function pagePaths(address) {
  return {
    start: "/",
    results: "/?q=kompetensutveckling",
    "no hits": `/?q=${NONSENSE}`,
    filtered: "/?q=energi&fund=ERUF&granted_min=1000000&granted_max=1999999&county=23",
    project: await firstProjectPath(address),
    owner: await largestOwnerPath(address),
    overview: "/overview",
    "overview of a search": "/overview?q=energi&county=23",
    English: "/?q=kompetensutveckling&lang=en",
    understood: `/?q=${encodeURIComponent("smaforetag energi Umeå över 1 mnkr")}`,
    nearby: "/?q=musselodling",
    help: "/help",
    "help in English": "/help?lang=en",
    "within a county": "/?q=energi&scope=county:23",
    configurator: "/embed/configure",
    "configurator with a weak colour": "/embed/configure?county=23&accent=%236fa52a&layout=compact&embed_lang=en&lang=en",
    frame: "/embed?q=energi&scope=county:23",
    "compact frame": "/embed?layout=compact&limit=3&lang=en",
    "frame without hits": `/embed?q=${NONSENSE}`,
  };
}

/** The path of some project's page, asked of the API so that it does not depend on the search page. */
async function firstProjectPath(address) {
  const response = await fetch(`${address}/v1/projects?q=kompetensutveckling&limit=1&facets=none`);
  assert.equal(response.status, 200, "the API answers");
  const [project] = (await response.json()).projects;
  assert.ok(project, "the corpus has a project about kompetensutveckling");
  return `/projects/${project.id}`;
}

/** The path of the owner with most projects. */
async function largestOwnerPath(address) {
  const response = await fetch(`${address}/v1/facets/owner?facet_limit=1`);
  return `/owners/${encodeURIComponent((await response.json()).values[0].value)}`;
}

/** A whole number as it stands on a page, with any kind of space between the thousands. */
export function wholeNumber(text) {
  return Number(/\d[\d\s]*/.exec(text)?.[0].replace(/\s/g, "") ?? 0);
}

/** How many hits the heading says; `Inga träffar` is none. */
export async function total(page) {
  const heading = (await page.locator("h1.count").innerText()).trim();
  return /^(Inga|No)\s/.test(heading) ? 0 : wholeNumber(heading);
}

/** Every facet value on the page, also those in a closed branch: `{name, value, count, checked}`. */
export async function facetValues(page) {
  const rows = await page.locator(".value:has(input)").evaluateAll((labels) =>
    labels.map((label) => {
      const { name, value, checked } = label.querySelector("input");
      return { name, value, checked, count: label.querySelector(".n").textContent };
    }),
  );
  return rows.map((row) => ({ ...row, count: wholeNumber(row.count) }));
}

/** The checkbox of a facet value. */
export function checkbox(page, { name, value }) {
  return page.locator(`.value input[name="${name}"][value=${JSON.stringify(value)}]`).first();
}

/** Ticks a value the way a visitor does, opening the filters and the branches it lies in, and asks for the hits. */
export async function tickAndShow(page, facetValue) {
  const box = checkbox(page, facetValue);
  await openAround(box);
  await box.check();
  await page.getByRole("button", { name: "Visa träffar" }).click();
}

async function openAround(box) {
  // Only summaries that are shown can be clicked: those of inner branches come later, and the style sheet may hold the
  // filters open on a wide screen without one.
  const closed = box.locator("xpath=ancestor::details[not(@open)]/summary").filter({ visible: true });
  while (!(await box.isVisible()) && (await closed.count())) await closed.first().click();
}

/** The chips that stand for one filter each, without the one that clears them all. */
export function chips(page) {
  return page.locator(".chip:not(.chip-all)");
}

/** The names of the hits in their order. */
export function hitNames(page) {
  return page.locator("ol.hits .hit-name a").allInnerTexts();
}
