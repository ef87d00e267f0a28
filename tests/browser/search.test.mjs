// The search page with scripts switched off: everything a visitor does is a link or a plain form.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chips, facetValues, hitNames, NONSENSE, tickAndShow, total, useSite } from "./site.mjs";

const site = useSite();
const open = () => site.open({ scripts: false });

async function search(page, text) {
  await page.goto("/");
  await page.fill("#q", text);
  await page.locator("form#sok button").first().click();
}

test("a typed query gives hits with the matching words marked", async () => {
  const page = await open();
  await search(page, "kompetensutveckling");
  assert.equal(new URL(page.url()).searchParams.get("q"), "kompetensutveckling");
  assert.ok((await total(page)) > 0);
  assert.ok((await page.locator(".hit").count()) > 0);
  const marked = await page.locator(".hit mark").allInnerTexts();
  assert.ok(marked.some((word) => /kompetens/i.test(word)), `marked: ${marked}`);
  assert.equal(await page.inputValue("#q"), "kompetensutveckling", "the box keeps what was typed");
});

test("the start page lists everything and says that the data are samples", async () => {
  const page = await open();
  await page.goto("/");
  assert.ok((await total(page)) >= 60);
  assert.match(await page.locator("body").innerText(), /Exempeldata/);
});

test("a query that nothing matches says so and keeps the box", async () => {
  const page = await open();
  await search(page, NONSENSE);
  assert.match(await page.locator("h1.count").innerText(), new RegExp(`Inga träffar.*${NONSENSE}`));
  assert.equal(await page.locator("ol.hits > li").count(), 0);
  assert.equal(await page.inputValue("#q"), NONSENSE);
});

test("markup in a query stays text", async () => {
  const page = await open();
  await search(page, '<img src=x onerror=alert(1)>"&amp;');
  assert.equal(await page.inputValue("#q"), '<img src=x onerror=alert(1)>"&amp;');
  assert.equal(await page.locator("img").count(), 0);
});

test("ticking a fund and asking for the hits narrows them, and its chip takes it away again", async () => {
  const page = await open();
  await search(page, "energi");
  const before = await total(page);
  const fund = (await facetValues(page)).find(({ name, count }) => name === "fund" && count > 0);
  assert.equal(await chips(page).count(), 0);

  await tickAndShow(page, fund);
  assert.equal(await total(page), fund.count);
  assert.deepEqual(new URL(page.url()).searchParams.getAll("fund"), [fund.value]);
  assert.equal(new URL(page.url()).searchParams.get("q"), "energi", "the form keeps the query");
  assert.equal(await chips(page).count(), 1);
  assert.ok((await facetValues(page)).some(({ value, checked }) => value === fund.value && checked), "the value stays ticked");

  await chips(page).first().click();
  assert.equal(await chips(page).count(), 0);
  assert.equal(await total(page), before);
});

test("two funds are either of them, and one chip takes away one of them", async () => {
  const page = await open();
  await page.goto("/");
  const [one, other] = (await facetValues(page)).filter(({ name, count }) => name === "fund" && count > 0);
  await tickAndShow(page, one);
  await tickAndShow(page, other);
  assert.equal(await total(page), one.count + other.count, "a project has one fund");
  assert.equal(await chips(page).count(), 2);
  await chips(page).first().click();
  assert.equal(await chips(page).count(), 1);
  assert.ok([one.count, other.count].includes(await total(page)));
});

test("an excluded value has a chip of its own and survives the next search", async () => {
  const page = await open();
  await page.goto("/");
  const all = await total(page);
  const fund = (await facetValues(page)).find(({ name, count }) => name === "fund" && count > 0);
  await page.goto(`/?${new URLSearchParams({ fund: `-${fund.value}` })}`);
  assert.equal(await total(page), all - fund.count);
  assert.equal(await page.locator(".chip-not").count(), 1);

  await page.fill("#q", "energi");
  await page.locator("form#sok button").first().click();
  assert.deepEqual(new URL(page.url()).searchParams.getAll("fund"), [`-${fund.value}`]);
});

test("paging walks through all hits, each once", async () => {
  const page = await open();
  await page.goto("/?sort=name");
  const all = await total(page);
  assert.ok(all > 20, "the corpus fills more than one page");
  const seen = new Set(await page.locator(".hit-name a").evaluateAll((links) => links.map((link) => link.pathname)));
  let pages = 1;
  while (await page.locator("a[rel=next]").count()) {
    await page.locator("a[rel=next]").first().click();
    pages += 1;
    assert.equal(await total(page), all);
    assert.match(await page.locator(".pages [aria-current=page]").innerText(), new RegExp(`${pages}\\s*$`));
    for (const path of await page.locator(".hit-name a").evaluateAll((links) => links.map((link) => link.pathname))) seen.add(path);
  }
  assert.equal(pages, Math.ceil(all / 20));
  assert.equal(seen.size, all);
  await page.locator("a[rel=prev]").first().click();
  assert.match(await page.locator(".pages [aria-current=page]").innerText(), new RegExp(`${pages - 1}\\s*$`));
});

test("a filter or another order begins at the first page again", async () => {
  const page = await open();
  await page.goto("/?page=2");
  const fund = (await facetValues(page)).find(({ name, count }) => name === "fund" && count > 0);
  await tickAndShow(page, fund);
  assert.ok([null, "1"].includes(new URL(page.url()).searchParams.get("page")));

  await page.goto("/?page=2");
  await page.locator('.sort a[href*="sort=name"]').click();
  assert.ok([null, "1"].includes(new URL(page.url()).searchParams.get("page")));
  assert.match(await page.locator('.sort a[aria-current="true"]').getAttribute("href"), /sort=name/);
});

test("a hit opens its project, and the way back leads to the same hits", async () => {
  const page = await open();
  await search(page, "energi");
  const address = page.url();
  const [name] = await hitNames(page);
  await page.locator(".hit-name a").first().click();
  assert.match(new URL(page.url()).pathname, /^\/projects\/[a-z0-9-]+$/);
  assert.equal((await page.locator("h1").innerText()).trim(), name.trim());
  await page.goBack();
  assert.equal(page.url(), address);
  assert.equal((await hitNames(page))[0], name);

  await page.goForward();
  await page.locator(".crumbs a").first().click();
  assert.equal(new URL(page.url()).pathname, "/");
  assert.ok((await total(page)) > 0);
});

test("a project that does not exist is a page that says so, with a way on", async () => {
  const page = await open();
  const response = await page.goto("/projects/no-such-project");
  assert.equal(response.status(), 404);
  assert.ok(await page.locator("h1").innerText());
  assert.ok((await page.locator("main a, header a").count()) > 0);
});

test("the switch to English keeps the search, and the one back too", async () => {
  const page = await open();
  await search(page, "energi");
  const hits = await total(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "sv");

  await page.locator("a[hreflang=en]").first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.inputValue("#q"), "energi");
  assert.equal(await total(page), hits);
  assert.match(await page.locator("h1.count").innerText(), /result/);
  await page.locator("form#sok button").first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en", "the form keeps the language");

  await page.locator("a[hreflang=sv]").first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "sv");
  assert.equal(await page.inputValue("#q"), "energi");
});

test("a word typed without dots is read as meant, and the link goes back to what was typed", async () => {
  const page = await open();
  await search(page, "smaforetag");
  assert.match(await page.locator(".respelt").innerText(), /Visar träffar för ”småföretag”/);
  assert.ok((await total(page)) > 0);
  await page.locator(".respelt a").click();
  assert.equal(await page.inputValue("#q"), '"smaforetag"');
  assert.equal(await page.locator(".respelt").count(), 0, "what stands in quotation marks is left alone");
});

test("an amount in the query is a chip, and the chip takes it away", async () => {
  const page = await open();
  await search(page, "energi");
  const all = await total(page);
  await search(page, "energi över 5 mnkr");
  assert.ok((await total(page)) < all);
  assert.match(await chips(page).first().innerText(), /minst 5\s000\s000\skr/);
  await chips(page).first().click();
  assert.equal(await page.inputValue("#q"), "energi");
  assert.equal(await total(page), all);
});

test("a place in the query is offered as a filter", async () => {
  const page = await open();
  await search(page, "energi Umeå");
  await page.locator(".offers a", { hasText: "Umeå" }).first().click();
  assert.equal(new URL(page.url()).searchParams.get("q"), "energi");
  assert.equal(new URL(page.url()).searchParams.get("municipality"), "2480");
});

test("every hit says why, and nearby projects stand under a heading of their own", async () => {
  const page = await open();
  await search(page, "musselodling");
  const hits = await page.locator("ol.hits > li").count();
  assert.equal(await page.locator("ol.hits .hit-why").count(), hits);
  assert.equal(await total(page), hits, "nearby projects are not counted");
  assert.ok((await page.locator(".nearby .hit").count()) > 0);
  assert.match(await page.locator(".nearby h2").innerText(), /Närliggande projekt/);
});

test("a project's page leads to similar projects and says what they share", async () => {
  const page = await open();
  await search(page, "vätgas");
  await page.locator(".hit-name a").first().click();
  assert.match(await page.locator(".similar").innerText(), /Gemensamt:/);
  await page.locator(".similar a").first().click();
  assert.match(page.url(), /\/projects\//);
});

test("the help page explains the query language in both languages", async () => {
  const page = await open();
  await page.goto("/");
  await page.locator(".nav a", { hasText: "Hjälp" }).click();
  assert.match(await page.locator("main").innerText(), /Så söker du[\s\S]*belopp:/);
  await page.locator(".nav a", { hasText: "English" }).click();
  assert.match(page.url(), /\/help\?lang=en/);
});
