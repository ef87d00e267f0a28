// Text from a record is text, wherever it is shown: sixty records that would run scripts are indexed, searched with
// marks, and looked at on every surface.

import assert from "node:assert/strict";
import { test } from "node:test";

import { faults, form, PART, useHost } from "./host.mjs";
import { PAYLOADS, records, WORD } from "./payloads.mjs";

const site = useHost({ records: records() });

/** A word that stands inside most payloads, so that marks are put into them. */
const INSIDE = "alert";

const whole = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Where records are shown. A surface opens its pages one after the other with `visit(page, address)`, each with what must stand
 * in it literally.
 */
const SURFACES = {
  "search page": [WORD, INSIDE].map((q) => ({ path: `/?q=${q}&limit=100&facet_limit=200`, all: q === WORD })),
  "search page in English": [{ path: `/?q=${WORD}&limit=100&facet_limit=200&lang=en`, all: true }],
  "project page": PAYLOADS.map((payload, at) => ({ path: `/projects/provning-${at}`, texts: [payload] })),
  frame: [WORD, INSIDE].map((q) => ({ path: `/embed?q=${q}&limit=100&facet_limit=200`, all: q === WORD })),
  "typed into the frame": PAYLOADS.map((payload) => ({ path: `/embed?q=${encodeURIComponent(payload)}&limit=1` })),
  "said to the configurator": PAYLOADS.map((payload) => ({
    path: `/embed/configure?${new URLSearchParams({ label: payload, owner: payload, accent: payload })}`, texts: [],
  })),
  "what was typed": PAYLOADS.map((payload) => ({ path: `/?q=${encodeURIComponent(payload)}&limit=1` })),
};

/** What a page has done that no text may do. */
async function ran(page) {
  // A turn of the event loop and a frame, so that what waits for either has had its chance.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const frames = await Promise.all(page.frames().map((frame) => frame.evaluate(() => window.__pwned)));
  return [...(await faults(page)), ...frames.filter(Boolean).map(() => "a payload ran")];
}

/** The text of a page, closed parts too. */
async function text(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  return whole(await page.locator("body").innerText());
}

async function visit(page, { path, all, texts = all ? PAYLOADS : [] }) {
  await page.goto(site.service + path);
  const shown = await text(page);
  for (const payload of texts) assert.ok(shown.includes(whole(payload)), `${path} shows ${payload}`);
  assert.deepEqual(await ran(page), [], path);
}

test("there are sixty of them, each another, and on a page without care they do run", { timeout: 120_000 }, async () => {
  assert.equal(PAYLOADS.length, 60);
  assert.equal(new Set(PAYLOADS).size, 60);
  const page = await site.open("");
  let live = 0;
  for (const payload of PAYLOADS) {
    await page.goto("about:blank");
    page.wrong.length = 0;
    // Both careless ways: into an attribute and into the page.
    await page.setContent(`<!doctype html><title>x</title><p title="${payload}">${payload}</p>`, { waitUntil: "load" });
    await page.evaluate(() => new Promise((done) => setTimeout(done, 20)));
    if (page.wrong.some((line) => line.startsWith("dialog")) || (await page.evaluate(() => window.__pwned))) live += 1;
  }
  console.log(`${live} of 60 payloads run by themselves where text is taken for markup`);
  assert.ok(live >= 30, `${live}`);
});

for (const [name, pages] of Object.entries(SURFACES)) {
  test(`no payload runs and each is shown as it is: ${name}`, { timeout: 300_000 }, async () => {
    const page = await site.open("");
    for (const one of pages) await visit(page, one);
  });
}

test("no payload runs and each is shown as it is: the element", { timeout: 300_000 }, async () => {
  for (const q of [WORD, INSIDE]) {
    const page = await site.open(`<fondsok-search count="100" facets="owner programme_area">${form(site.service, { q })}</fondsok-search>`);
    await page.locator(PART.hit).first().waitFor();
    assert.ok((await page.locator(`${PART.hit} mark`).count()) > 30);
    if (q === WORD) {
      const [names, owners, passages] = await Promise.all([PART.name, ".fondsok-owner", ".fondsok-text"].map((part) => page.locator(part).allInnerTexts()));
      for (const shown of [names, owners, passages]) {
        for (const payload of PAYLOADS) assert.ok(shown.some((line) => whole(line).includes(whole(payload))), payload);
      }
      assert.ok(PAYLOADS.filter((payload) => names.some((name) => name.includes(payload))).length > 50);
    }
    for (const value of (await page.locator(PART.value).all()).slice(0, 6)) await value.click();
    await page.locator(PART.chip).nth(3).waitFor();
    assert.deepEqual(await ran(page), []);
  }
});

test("no payload runs in suggestions", { timeout: 300_000 }, async () => {
  const page = await site.open(`<fondsok-search>${form(site.service)}</fondsok-search>`);
  for (const typed of ["provning", "ägare", "script", "img src", "alert"]) {
    await page.locator(PART.box).fill("");
    const answered = page.waitForResponse(/\/v1\/suggest/);
    await page.locator(PART.box).pressSequentially(typed);
    await answered;
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await ran(page), [], typed);
  }
  assert.ok((await page.locator(PART.option).count()) > 0);
});

test("no payload runs as what is typed into the element", { timeout: 300_000 }, async () => {
  const page = await site.open(`<fondsok-search>${form(site.service)}</fondsok-search>`);
  for (const payload of PAYLOADS) {
    await page.locator(PART.box).fill(payload);
    const answered = page.waitForResponse(/\/v1\/projects/);
    await page.keyboard.press("Enter");
    await answered;
    await page.getByText(payload.trim()).first().waitFor({ state: "attached" });
  }
  assert.deepEqual(await ran(page), []);
});
