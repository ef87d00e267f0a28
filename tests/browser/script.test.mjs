// What the script adds: searches without full reloads, with focus and history kept, and suggestions by the keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chips, facetValues, total, useSite } from "./site.mjs";

const site = useSite();

/** A page that counts how often it was loaded in full. */
async function openCounting(path, options) {
  const page = await site.open(options);
  page.loads = 0;
  page.on("load", () => page.loads++);
  await page.goto(path);
  await page.waitForFunction(() => document.documentElement.classList.contains("js"));
  return page;
}

const focused = (page) => page.evaluate(() => ({ id: document.activeElement.id, name: document.activeElement.name, value: document.activeElement.value }));
const spoken = (page) => page.locator("#said").innerText();

test("a ticked box searches at once, keeps the focus, and is said", async () => {
  const page = await openCounting("/?q=energi");
  const [fund] = (await facetValues(page)).filter(({ name }) => name === "fund");
  const box = page.locator(`input[name=fund][value="${fund.value}"]`);
  await box.focus();
  await Promise.all([page.waitForURL(/fund=/), page.keyboard.press("Space")]);
  await page.waitForFunction(() => document.querySelector("#said").textContent !== "");
  assert.equal(await total(page), fund.count);
  assert.match(await spoken(page), new RegExp(`^${fund.count}\\s`));
  assert.equal((await focused(page)).value, fund.value);
  assert.equal(page.loads, 1, "no full reload");
  assert.deepEqual(page.faults, []);
});

test("a box that is ticked and sent by the button is asked for once", async () => {
  const page = await openCounting("/?q=energi", { width: 500 });
  const asked = [];
  page.on("request", (request) => /fund=/.test(request.url()) && asked.push(request.url()));
  await page.locator("#filters > summary").click();
  await page.locator("input[name=fund]").first().check();
  await page.locator(".apply button").click();
  await page.waitForURL(/fund=/);
  // Longer than boxes ticked together are waited for.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
  assert.equal(asked.length, 1);
});

test("chips, orders, pages and bars need no reload, and Back undoes each", async () => {
  const page = await openCounting("/?fund=ERUF");
  const steps = [
    () => page.locator(".sort a").nth(1).click(),
    () => page.locator(".pages a[rel=next]").click(),
    () => page.locator(".bars a").nth(2).click(),
    () => chips(page).first().click(),
  ];
  const addresses = [page.url()];
  for (const step of steps) {
    const before = page.url();
    await Promise.all([page.waitForURL((url) => url.href !== before), step()]);
    await page.waitForSelector("main:not([aria-busy])");
    addresses.push(page.url());
  }
  for (const address of addresses.reverse().slice(1)) {
    await Promise.all([page.waitForURL(address), page.evaluate(() => history.back())]);
    await page.waitForFunction(async () => document.querySelector("main:not([aria-busy])") !== null);
  }
  assert.equal(await chips(page).count(), 1);
  assert.equal(page.loads, 1);
  assert.deepEqual(page.faults, []);
});

test("paging moves the focus to the count", async () => {
  const page = await openCounting("/");
  await page.locator(".pages a[rel=next]").focus();
  await Promise.all([page.waitForURL(/page=2/), page.keyboard.press("Enter")]);
  await page.waitForFunction(() => document.activeElement.id === "count");
  assert.equal(await page.locator("ol.hits").getAttribute("start"), "21");
});

test("an older answer never replaces a newer one", async () => {
  const page = await openCounting("/");
  let slow;
  await page.route(/q=energi$/, async (route) => {
    await new Promise((release) => (slow = release));
    await route.continue().catch(() => {});
  });
  const search = async (text) => {
    await page.fill("#q", text);
    await page.keyboard.press("Enter");
  };
  await search("energi");
  await page.waitForFunction(() => document.querySelector("main[aria-busy]"));
  await Promise.all([page.waitForURL(/q=bredband/), search("bredband")]);
  slow();
  await page.waitForSelector("main:not([aria-busy])");
  assert.match(await page.title(), /^bredband/);
  assert.equal(page.loads, 1);
});

test("where fetching fails the page is loaded in full", async () => {
  const page = await openCounting("/");
  await page.route("**/*", (route) => (route.request().resourceType() === "xhr" ? route.abort() : route.continue()));
  await page.fill("#q", "energi");
  await Promise.all([page.waitForURL(/q=energi/), page.keyboard.press("Enter")]);
  await page.waitForLoadState("load");
  assert.ok((await total(page)) > 0);
  assert.equal(page.loads, 2);
});

test("suggestions: a combobox by the keyboard", async () => {
  const page = await openCounting("/");
  const box = page.getByRole("combobox");
  await box.pressSequentially("besöksn");
  const list = page.getByRole("listbox");
  await list.waitFor();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  assert.equal(await box.getAttribute("aria-controls"), await list.getAttribute("id"));
  assert.match(await spoken(page), /^\d+ förslag$/);
  const options = page.getByRole("option");
  await page.keyboard.press("ArrowDown");
  const first = await options.first().getAttribute("id");
  assert.equal(await box.getAttribute("aria-activedescendant"), first);
  assert.equal(await options.first().getAttribute("aria-selected"), "true");
  assert.equal((await focused(page)).id, "q", "the focus stays in the box");
  await page.keyboard.press("ArrowUp");
  assert.equal(await box.getAttribute("aria-activedescendant"), null, "above the first is the box");
  await page.keyboard.press("Escape");
  assert.equal(await list.isVisible(), false);
  assert.equal(await box.inputValue(), "besöksn");
  await page.keyboard.press("ArrowDown");
  await list.waitFor();
  await page.keyboard.press("ArrowDown");
  const [word] = (await options.first().innerText()).split(/\s/);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  await page.waitForSelector("main:not([aria-busy])");
  assert.equal(await box.inputValue(), word);
  assert.ok((await total(page)) > 0);
  assert.equal(page.loads, 1);
  assert.deepEqual(page.faults, []);
});

test("a suggested owner leads to their page and a place becomes a filter", async () => {
  const page = await openCounting("/");
  const suggest = async (text, group) => {
    await page.fill("#q", text);
    const option = page.getByRole("group", { name: group }).getByRole("option").first();
    await option.waitFor();
    await option.click();
  };
  await Promise.all([page.waitForURL(/municipality=|county=|region=/), suggest("västerbo", "Platser")]);
  await page.waitForSelector("main:not([aria-busy])");
  assert.equal(await chips(page).count(), 1);
  await Promise.all([page.waitForURL(/\/owners\//), suggest("strömsunds k", "Projektägare")]);
  assert.match(await page.locator("h1").innerText(), /^Strömsunds/);
});

test("looking inside a facet finds also values that are not shown", async () => {
  const page = await openCounting("/");
  const owners = page.locator("#f-owner");
  const shown = () => owners.locator(".values > li:visible .label").allInnerTexts();
  const before = await shown();
  await owners.getByRole("searchbox").fill("region");
  await owners.locator("li[data-found]").first().waitFor();
  const found = await shown();
  assert.ok(found.some((label) => !before.includes(label)), "values from beyond the list");
  const last = owners.locator("li[data-found] input").last();
  const value = await last.inputValue();
  await Promise.all([page.waitForURL(/owner=/), last.check()]);
  await page.waitForSelector("main:not([aria-busy])");
  assert.equal(await page.locator(`#f-owner input[value="${value}"]`).isChecked(), true);
  await page.goto("/");
  const places = page.locator("#f-region");
  await places.getByRole("searchbox").fill("xyzzy");
  assert.equal(await places.locator(".values > li:visible").count(), 0);
});

test("what was open stays open, and what was looked for stays looked for", async () => {
  const page = await openCounting("/");
  await page.locator("#f-region summary").first().click();
  const branch = await page.locator("#f-region details[open]").first().getAttribute("id");
  await page.locator("#f-owner").getByRole("searchbox").fill("kommun");
  await Promise.all([page.waitForURL(/fund=/), page.locator("input[name=fund]").first().check()]);
  await page.waitForSelector("main:not([aria-busy])");
  assert.equal(await page.locator(`#${branch}`).getAttribute("open"), "");
  assert.equal(await page.locator("#f-owner").getByRole("searchbox").inputValue(), "kommun");
});

test("on a telephone the button closes the filters and leads to the hits", async () => {
  const page = await openCounting("/", { width: 320 });
  await page.locator("#filters > summary").click();
  await Promise.all([page.waitForURL(/status=/), page.locator("input[name=status]").first().check()]);
  await page.waitForSelector("main:not([aria-busy])");
  await page.getByRole("button", { name: "Visa träffar" }).click();
  await page.waitForFunction(() => document.activeElement.id === "count");
  assert.equal(await page.locator("#filters").getAttribute("open"), null);
});
