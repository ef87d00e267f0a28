// Search in other sites: the frame, the configurator and what it prints, and that nothing leads out of what a site has fixed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { faults, form, PART, useHost } from "./host.mjs";
import { facetValues, NONSENSE, wholeNumber } from "./site.mjs";

const COUNTY = "23";
const site = useHost({
  config: `
    [[view]]
    name = "open"
    scope = ["county:${COUNTY}"]
    facets = ["fund"]
    limit = 3
    layout = "compact"
    language = "en"
    [[view]]
    name = "closed"
    scope = ["county:${COUNTY}"]
    frame_ancestors = ["https://www.example.se"]
  `,
});

/** A page that shows a path of the service in a frame. */
const framed = (path, options) =>
  site.open(`<iframe src="${site.service}${path.replaceAll("&", "&amp;")}" title="Sök EU-projekt" width="100%" height="700"></iframe>`, {
    modules: [`${site.service}/embed/v1/fondsok-height.js`], needed: `frame-src ${site.service}; script-src ${site.service}`, ...options,
  });

const get = async (path) => (await fetch(site.service + path)).json();

/** The ids of every project in the county, by the API. */
async function inside() {
  const { projects, total } = await get(`/v1/projects?county=${COUNTY}&limit=100&facets=none`);
  assert.equal(projects.length, total, "the county fits in one answer");
  return new Set(projects.map(({ id }) => id));
}

/** The ids of the projects that a document links to. */
const linked = (page, selector = "a[href*='/projects/']") =>
  page.locator(selector).evaluateAll((links) => links.map((link) => decodeURIComponent(new URL(link.href).pathname.split("/projects/")[1])));

const frameOf = (page) => page.frameLocator("iframe");

for (const scripts of [true, false]) {
  test(`the frame searches, filters and pages, and stays in its scope: ${scripts ? "with" : "without"} JavaScript`, { timeout: 120_000 }, async () => {
    const county = await inside();
    const page = await framed(`/embed?scope=county:${COUNTY}&limit=2`, { scripts });
    const frame = frameOf(page);
    const count = frame.locator("#count");
    assert.equal(wholeNumber(await count.innerText()), county.size);
    assert.equal(await frame.locator(".hit").count(), 2);
    // A filter.
    const filters = frame.locator("#filters > summary");
    if (await filters.isVisible()) await filters.click();
    const value = frame.locator("#f-fund .value").first();
    const expected = wholeNumber(await value.locator(".n").innerText());
    await value.locator("input").check();
    if (!scripts || (await frame.locator(".apply button").isVisible())) await frame.locator(".apply button").click();
    await frame.locator(".chip:not(.chip-all)").waitFor();
    assert.equal(wholeNumber(await count.innerText()), expected);
    // The next page.
    const first = await frame.locator(".hit-name").first().innerText();
    await frame.locator(".pages a[rel=next]").click();
    await frame.locator(".pages [aria-current]", { hasText: "2" }).waitFor();
    assert.notEqual(await frame.locator(".hit-name").first().innerText(), first);
    // A search.
    await frame.locator("#q").fill("energi");
    await frame.locator(".search-row button").click();
    await frame.locator("mark").first().waitFor();
    const links = await frame.locator(".hit-name a").evaluateAll((all) => all.map((a) => ({ href: a.href, target: a.target })));
    assert.ok(links.length > 0);
    for (const { href, target } of links) {
      assert.equal(target, "_blank", "only the search may be framed");
      assert.ok(county.has(decodeURIComponent(new URL(href).pathname.split("/projects/")[1])), href);
      assert.equal((await fetch(href)).status, 200);
    }
    assert.match(await frame.locator("#outside").getAttribute("href"), /^\/\?q=energi.*scope=county%3A23/);
    if (scripts) assert.deepEqual(await faults(page), []);
  });
}

test("the frame is as high as what stands in it, also when that changes", async () => {
  const page = await framed(`/embed?scope=county:${COUNTY}&limit=1`);
  const height = () => page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);
  const fits = (lowest) =>
    page.waitForFunction((lowest) => {
      const frame = document.querySelector("iframe");
      return frame.getAttribute("height") !== "700" && frame.getBoundingClientRect().height > lowest;
    }, lowest);
  await fits(100);
  const low = await height();
  const inner = page.frames()[1];
  assert.ok((await inner.evaluate(() => document.scrollingElement.scrollHeight - innerHeight)) <= 1, "nothing is cut off");
  await frameOf(page).locator("#q").pressSequentially("utb");
  await frameOf(page).locator("#suggestions [role=option]").first().waitFor();
  await fits(low + 20);
  await page.keyboard.press("Escape");
  await page.waitForFunction((low) => Math.abs(document.querySelector("iframe").getBoundingClientRect().height - low) < 60, low);
  assert.deepEqual(await faults(page), []);
});

test("no other page's message changes a frame's height", async () => {
  const page = await framed(`/embed?scope=county:${COUNTY}&limit=1`);
  await page.waitForFunction(() => document.querySelector("iframe").getAttribute("height") !== "700");
  const before = await page.locator("iframe").getAttribute("height");
  await page.evaluate(() => postMessage({ type: "fondsok-height", height: 9999 }, "*"));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  assert.equal(await page.locator("iframe").getAttribute("height"), before);
});

test("a view says how its frame is, and who may have it", async () => {
  const page = await framed("/embed?view=open");
  const frame = frameOf(page);
  assert.equal(await frame.locator("html").getAttribute("lang"), "en");
  assert.equal(await frame.locator(".hit").count(), 3);
  assert.equal(await frame.locator(".hit-passage").count(), 0);
  assert.deepEqual(await frame.locator("fieldset.facet").evaluateAll((all) => all.map(({ id }) => id)), ["f-fund"]);
  const policyOf = async (path) => (await fetch(site.service + path)).headers;
  assert.match((await policyOf("/embed?view=open")).get("content-security-policy"), /frame-ancestors \*$/);
  const closed = await policyOf("/embed?view=closed");
  assert.match(closed.get("content-security-policy"), /frame-ancestors https:\/\/www\.example\.se$/);
  assert.equal(closed.get("x-frame-options"), null);
  for (const path of ["/", "/help", "/embed/configure"]) {
    const headers = await policyOf(path);
    assert.match(headers.get("content-security-policy"), /frame-ancestors 'none'/, path);
    assert.equal(headers.get("x-frame-options"), "DENY", path);
  }
  const refused = await framed("/embed?view=closed");
  await refused.waitForLoadState("networkidle");
  assert.equal(await frameOf(refused).locator("#q").count(), 0, "another site's page does not get it");
});

test("a frame whose scope cannot be read says so and shows nothing", async () => {
  const page = await framed("/embed?view=unknown");
  assert.match(await frameOf(page).locator("h1").innerText(), /gick inte att läsa/);
  assert.equal(await frameOf(page).locator(".hit").count(), 0);
});

/** Reads what the configurator prints. */
async function printed(page) {
  await page.evaluate(() => document.querySelectorAll(".snippet").forEach((details) => (details.open = true)));
  const text = async (id) => ((await page.locator(id).count()) ? page.locator(id).innerText() : null);
  const ids = ["element", "colours", "pinned", "frame", "form", "policy", "frame-policy", "private", "accessible"];
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await text(`#c-${id}`)])));
}

/** The configurator after its form has been filled in and sent. */
async function configured(scripts = true) {
  const page = await site.open("", { scripts });
  await page.goto(`${site.service}/embed/configure`);
  await page.selectOption("#b-county", COUNTY);
  await page.locator("[name=facets][value=status]").uncheck();
  await page.locator("[name=facets][value=municipality]").check();
  await page.locator("[name=layout][value=compact]").check();
  await page.locator("#b-limit").fill("2");
  await page.locator("#b-accent").fill("#6fa52a");
  await page.locator(".build-in button").click();
  await page.waitForURL(/county=23/);
  return page;
}

const oneLine = (policy) => policy.replace(/\s+/g, " ");

test("what the configurator prints works on a page with the policy it prints", { timeout: 120_000 }, async () => {
  const county = await inside();
  const configurator = await configured();
  assert.equal(wholeNumber(await configurator.locator("#inside").innerText()), county.size);
  const snippets = await printed(configurator);
  assert.match(snippets.element, /scope="county:23" facets="fund municipality" count="2" layout="compact"/);
  assert.match(snippets.element, /<label for="fondsok-q">Sök EU-projekt i Jämtlands län<\/label>/);

  const element = await site.open(snippets.element, { modules: [], needed: oneLine(snippets.policy) });
  await element.locator(PART.box).fill("energi");
  await element.keyboard.press("Enter");
  await element.locator(PART.hit).first().waitFor();
  assert.ok((await linked(element)).every((id) => county.has(id)));
  assert.deepEqual(await faults(element), []);

  const pinned = await site.open(snippets.element.replace(/^<script.*$/m, snippets.pinned), { modules: [], needed: oneLine(snippets.policy) });
  await pinned.locator(PART.box).fill("energi");
  await pinned.keyboard.press("Enter");
  await pinned.locator(PART.hit).first().waitFor();
  assert.deepEqual(await faults(pinned), []);

  const frame = await site.open(snippets.frame, { modules: [], needed: oneLine(snippets["frame-policy"]) });
  await frameOf(frame).locator(".hit").nth(1).waitFor();
  await frame.waitForFunction(() => document.querySelector("iframe").getAttribute("height") !== "700");
  assert.ok((await linked(frame.frames()[1], ".hit-name a")).every((id) => county.has(id)));
  const opened = frame.context().waitForEvent("page");
  await frameOf(frame).locator(".hit-name a").first().click();
  assert.match(await (await opened).locator("h1").innerText(), /\S/, "a project opens beside");
  assert.deepEqual(await faults(frame), []);

  const plain = await site.open(snippets.form, { modules: [], needed: oneLine(snippets.policy), scripts: false });
  await plain.locator("[name=q]").fill("energi");
  await plain.locator("button").click();
  await plain.waitForURL(/\/\?q=energi&scope=county%3A23/);
  assert.ok((await linked(plain, ".hit-name a")).every((id) => county.has(id)));
});

test("the configurator needs no JavaScript, warns of a weak colour and mends it", async () => {
  const page = await configured(false);
  assert.match(await page.locator("#b-weak").innerText(), /#6fa52a når 2,9\d:1 mot #ffffff; 4,5:1 krävs/);
  const colours = await page.locator("#c-colours").innerText();
  const mended = /--fondsok-accent: (#[0-9a-f]{6});/.exec(colours)[1];
  assert.notEqual(mended, "#6fa52a");
  assert.ok(contrast(mended, "#ffffff") >= 4.5 && contrast(mended, /on-accent: (#\w+)/.exec(colours)[1]) >= 4.5, colours);
  assert.equal(await page.locator("#b-accent").inputValue(), "#6fa52a", "the editor's own choice stays in the field");
  await page.goto(`${site.service}/embed/configure?accent=%230b5a47`);
  assert.equal(await page.locator("#b-weak").count(), 0);
});

/** The contrast of two colours by the formula of WCAG 2.2, written a second time. */
function contrast(...colours) {
  const [low, high] = colours
    .map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)))
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("the preview is the element with the settings and colours, live and under the page's own policy", async () => {
  const page = await configured();
  await page.locator(PART.hit).first().waitFor();
  const county = await inside();
  assert.ok((await linked(page, ".preview .fondsok-name")).every((id) => county.has(id)));
  const button = page.locator(".preview .fondsok-button");
  const accent = /--fondsok-accent: (#\w+)/.exec((await printed(page)).colours)[1];
  const shown = await button.evaluate((node) => getComputedStyle(node).backgroundColor.match(/\d+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join(""));
  assert.equal(`#${shown}`, accent);
  assert.deepEqual(await faults(page), []);
});

test("the sentences name the service and are in the language that is embedded", async () => {
  const page = await site.open("");
  for (const [language, word] of [["sv", "kakor"], ["en", "cookies"]]) {
    await page.goto(`${site.service}/embed/configure?embed_lang=${language}`);
    const { private: privacy, accessible } = await printed(page);
    assert.ok(privacy.includes(word) && privacy.includes(new URL(site.service).host), privacy);
    assert.match(accessible, /WCAG 2\.2/);
    assert.equal(await page.locator("#c-private").getAttribute("lang"), language);
  }
});

test("the search box of a scope reaches nothing outside it, whatever is typed or chosen", { timeout: 180_000 }, async () => {
  const county = await inside();
  const outside = (await get("/v1/projects?county=-23&limit=5&facets=none")).projects;
  const typed = ["", "energi", "plats:Skåne", "county:12", "län:Skåne OR län:Jämtland", "-län:Jämtland", `"${outside[0].name}"`, outside[1].name, "fond:ESF", NONSENSE];
  for (const start of [`/?scope=county:${COUNTY}`, `/embed?scope=county:${COUNTY}`, "/?view=open"]) {
    const page = await site.open("");
    for (const q of typed) {
      await page.goto(site.service + start);
      await page.locator("#q").fill(q);
      await page.locator(".search-row button").click();
      await page.waitForLoadState("networkidle");
      const found = await linked(page);
      assert.ok(found.every((id) => county.has(id)), `${start} ${q}: ${found.filter((id) => !county.has(id))}`);
      assert.ok(wholeNumber(await page.locator("#count").innerText()) <= county.size, `${start} ${q}`);
    }
    // Every link of the page keeps what is fixed, and every value of a facet lies inside.
    await page.goto(site.service + start);
    const links = await page.locator("main a[href], #menu a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")).filter((href) => !href.startsWith("#")));
    assert.ok(links.length > 10 && links.every((href) => /[?&](scope=county%3A23|view=open)/.test(href)), links.find((href) => !/scope|view/.test(href)));
    for (const { name, value, count } of await facetValues(page)) assert.ok(count <= county.size, `${name}=${value}`);
  }
});

test("suggestions and similar projects of a scope lie inside it, on the page and in the element", { timeout: 120_000 }, async () => {
  const county = await inside();
  const page = await site.open("");
  await page.goto(`${site.service}/?scope=county:${COUNTY}`);
  const asked = page.waitForRequest(/\/v1\/suggest/);
  await page.locator("#q").pressSequentially("en");
  assert.deepEqual(new URL((await asked).url()).searchParams.getAll("scope"), [`county:${COUNTY}`]);
  for (const id of [...county].slice(0, 4)) {
    await page.goto(`${site.service}/projects/${encodeURIComponent(id)}?scope=county:${COUNTY}`);
    assert.ok((await linked(page)).every((near) => county.has(near)), id);
  }
  const element = await site.open(`<fondsok-search scope="county:${COUNTY}" facets="county">${form(site.service)}</fondsok-search>`);
  const suggested = element.waitForRequest(/\/v1\/suggest/);
  await element.locator(PART.box).pressSequentially("en");
  assert.deepEqual(new URL((await suggested).url()).searchParams.getAll("scope"), [`county:${COUNTY}`]);
  for (const q of ["plats:Skåne", "county:12", "energi"]) {
    await element.locator(PART.box).fill(q);
    const answered = element.waitForResponse(/\/v1\/projects/);
    await element.keyboard.press("Enter");
    const { projects } = await (await answered).json();
    assert.ok(projects.every(({ id }) => county.has(id)), q);
  }
});
