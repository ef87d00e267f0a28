// <fondsok-search> on a foreign page, as a visitor uses it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";

import { faults, form, MODULE, PART, useHost } from "./host.mjs";
import { NONSENSE, wholeNumber } from "./site.mjs";

const LARGEST = 8 * 1024;
const site = useHost();

/** The element around the documented form. */
function embed({ attributes = "", ...rest } = {}) {
  return `<fondsok-search ${attributes}>${form(site.service, rest)}</fondsok-search>`;
}

/** What the API says for the same question. */
async function api(path, parameters) {
  const response = await fetch(`${site.service}${path}?${new URLSearchParams(parameters)}`);
  return response.json();
}

const isApi = (url) => url.pathname.startsWith("/v1/");

async function search(page, q) {
  await page.locator(PART.box).first().fill(q);
  const answered = page.waitForResponse(/\/v1\/projects\?/);
  await page.locator(".fondsok-button").first().click();
  await answered;
}

test("the module is one file of at most 8 KB, compressed, that any site may load", async () => {
  const response = await fetch(site.service + MODULE);
  const body = Buffer.from(await response.arrayBuffer());
  const size = gzipSync(body, { level: 9 }).length;
  console.log(`fondsok-search.js: ${body.length} bytes, ${size} bytes gzip -9`);
  assert.ok(size <= LARGEST, `${size}`);
  assert.match(response.headers.get("content-type"), /^text\/javascript/);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("cross-origin-resource-policy"), "cross-origin");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  const tag = response.headers.get("etag");
  assert.equal((await fetch(site.service + MODULE, { headers: { "if-none-match": tag } })).status, 304);
  assert.equal(gunzipSync(gzipSync(body)).length, body.length);
});

test("a search shows the API's hits with names, marks and links to the service", async () => {
  const page = await site.open(embed({ attributes: 'count="5"' }));
  await search(page, "energi");
  const answer = await api("/v1/projects", { q: "energi", limit: 5, facets: "none" });
  await page.locator(PART.hit).nth(4).waitFor();
  assert.equal(await page.locator(PART.hit).count(), 5);
  assert.equal(wholeNumber(await page.locator(PART.count).innerText()), answer.total);
  assert.deepEqual(await page.locator(PART.name).allInnerTexts(), answer.projects.map((project) => project.name));
  assert.ok((await page.locator(`${PART.hit} mark`).count()) > 0);
  assert.equal(await page.locator(PART.name).first().getAttribute("href"), `${site.service}/projects/${answer.projects[0].id}`);
  await page.waitForFunction((live) => /träff/.test(document.querySelector(live).textContent), PART.live);
  assert.deepEqual(await faults(page), []);
});

test("money, period and place are written as the language has it", async () => {
  const record = (await api("/v1/projects", { q: "", sort: "-granted", limit: 1, facets: "none" })).projects[0];
  for (const [lang, format] of [["sv", (n) => `${n.toLocaleString("sv-SE")} kr`], ["en", (n) => `SEK ${n.toLocaleString("en-GB")}`]]) {
    const page = await site.open(embed({ attributes: `lang="${lang}"`, q: record.name.replaceAll('"', "") }));
    const hit = page.locator(PART.hit).filter({ hasText: record.name }).first();
    const meta = await hit.locator(".fondsok-meta").innerText();
    if (!record.granted.approximate) assert.ok(meta.includes(format(record.granted.amount_ore / 100)), meta);
    assert.ok(meta.includes(record.start.slice(0, 4)), meta);
    assert.equal(new URL(await page.locator(PART.name).first().getAttribute("href")).searchParams.get("lang"), lang === "en" ? "en" : null);
  }
});

test("facets count exactly, chips undo them, and focus stays where it was", async () => {
  const page = await site.open(embed({ attributes: 'facets="fund status"', q: "energi" }));
  const value = page.locator(PART.value).first();
  const count = wholeNumber(await value.locator(".fondsok-n").innerText());
  const box = value.locator("input");
  await box.focus();
  await page.keyboard.press("Space");
  await page.locator(PART.chip).waitFor();
  assert.equal(wholeNumber(await page.locator(PART.count).innerText()), count);
  assert.ok(await box.evaluate((node) => node === document.activeElement), "the focus stays on the box");
  await page.locator(PART.chip).focus();
  await page.keyboard.press("Enter");
  await page.locator(PART.chip).waitFor({ state: "detached" });
  assert.ok(await page.evaluate(() => document.activeElement.matches(".fondsok-count")), "the focus goes to the number of hits");
  assert.equal(await page.locator(PART.value).locator("input:checked").count(), 0);
});

test("more hits follow, and the focus goes to the first of them", async () => {
  const page = await site.open(embed({ attributes: 'count="3"', q: "energi" }));
  const names = (await api("/v1/projects", { q: "energi", limit: 6, facets: "none" })).projects.map((project) => project.name);
  await page.locator(PART.more).click();
  await page.locator(PART.hit).nth(5).waitFor();
  assert.deepEqual(await page.locator(PART.name).allInnerTexts(), names);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), names[3]);
});

test("no hits: told, with what may help", async () => {
  const page = await site.open(embed({ q: NONSENSE }));
  await page.getByText(`Inga träffar på ”${NONSENSE}”`).first().waitFor();
  assert.ok((await page.locator(".fondsok-tips li").count()) >= 2);
  assert.equal(await page.locator(PART.hit).count(), 0);
});

test("a correction is told", async () => {
  const page = await site.open(embed({ q: "vatgas" }));
  await page.getByText("Visar träffar för ”vätgas”.").waitFor();
});

test("everything is English where the nearest language is", async () => {
  const page = await site.open(embed({ attributes: 'facets="fund county status"', q: "energi" }), { lang: "en" });
  await page.getByText(/^\d+ results for “energi”$/).first().waitFor();
  assert.deepEqual(await page.locator(".fondsok-facet legend").allInnerTexts(), ["Fund", "County", "Status"]);
  assert.ok(await page.locator(PART.value).filter({ hasText: "Ended" }).count());
  await page.locator("fondsok-search").evaluate((element) => element.setAttribute("lang", "sv"));
  await page.getByText(/träffar på ”energi”/).first().waitFor();
});

test("without a form inside, the element makes one", async () => {
  const page = await site.open('<fondsok-search scope="county:23 fund:ESF+"></fondsok-search>');
  await page.getByLabel("Sök EU-projekt").waitFor();
  assert.equal(await page.locator("form").getAttribute("action"), `${site.service}/`);
  assert.deepEqual(await page.locator("input[name=scope]").evaluateAll((inputs) => inputs.map((input) => input.value)), ["county:23", "fund:ESF+"]);
});

test("scope and view go with every question and every link, and are no chip", async () => {
  const asked = [];
  const page = await site.open(embed({ attributes: 'scope="county:23 owner:A%20%26%20B+C%zz" view="jamtland" facets="fund"' }), {
    prepare: (page) => page.route(isApi, async (route) => {
      // Asked again without them, so that the test needs no view of this name.
      const url = new URL(route.request().url());
      asked.push(url);
      const bare = new URL(url);
      bare.searchParams.delete("scope");
      bare.searchParams.delete("view");
      return route.fulfill({ response: await route.fetch({ url: bare.href }) });
    }),
  });
  await page.locator(PART.box).pressSequentially("energ");
  await page.locator(PART.option).first().waitFor();
  await page.locator(PART.box).fill("energi");
  await page.keyboard.press("Enter");
  await page.locator(PART.hit).first().waitFor();
  assert.ok(asked.some((url) => url.pathname.endsWith("/suggest")) && asked.some((url) => url.pathname.endsWith("/projects")));
  const links = await page.locator(`${PART.name}, .fondsok-foot a`).evaluateAll((nodes) => nodes.map((node) => node.href));
  assert.ok(links.length > 2);
  for (const url of [...asked, ...links.map((link) => new URL(link))]) {
    assert.deepEqual(url.searchParams.getAll("scope"), ["county:23", "owner:A & B+C%zz"], url.href);
    assert.deepEqual(url.searchParams.getAll("view"), ["jamtland"], url.href);
  }
  assert.equal(await page.locator(PART.chip).count(), 0);
});

test("events tell what happens, bubble, and can hold it back", async () => {
  const page = await site.open(embed({ attributes: 'count="2"' }), {
    prepare: (page) => page.addInitScript(() => {
      window.told = [];
      for (const name of ["search", "results", "select", "error"]) {
        document.addEventListener(`fondsok-${name}`, (event) => window.told.push([name, event.detail]));
      }
      document.addEventListener("fondsok-select", (event) => event.preventDefault());
      document.addEventListener("fondsok-search", (event) => event.detail.q === "nej" && event.preventDefault());
    }),
  });
  await search(page, "energi");
  await page.locator(PART.name).first().click();
  await page.locator(PART.box).fill("nej");
  await page.keyboard.press("Enter");
  const told = await page.evaluate(() => window.told);
  assert.deepEqual(told.map(([name]) => name), ["search", "results", "select", "search"]);
  const [[, asked], [, answered], [, chosen]] = told;
  assert.equal(asked.q, "energi");
  assert.ok(asked.url.startsWith(`${site.service}/v1/projects?`));
  assert.equal(answered.total, answered.answer.total);
  assert.equal(chosen.from, "hit");
  assert.equal(chosen.id, answered.answer.projects[0].id);
  assert.ok(page.url().startsWith(site.host.address), "a choice that is held back leads nowhere");
});

test("where the module cannot be loaded, the form is what it was", async () => {
  const page = await site.open(embed(), { prepare: (page) => page.route(/fondsok-search\.js$/, (route) => route.abort()) });
  await page.locator(PART.box).fill("energi");
  await Promise.all([page.waitForURL(`${site.service}/?q=energi`), page.keyboard.press("Enter")]);
});

test("the API down: it is told, and the form still asks the service's own page", async () => {
  let down = true;
  const page = await site.open(embed(), { prepare: (page) => page.route(isApi, (route) => (down ? route.abort() : route.continue())) });
  await page.locator(PART.box).fill("energi");
  await page.keyboard.press("Enter");
  await page.getByText("Sökningen svarar inte just nu.").first().waitFor();
  down = false;
  await page.getByRole("button", { name: "Försök igen" }).click();
  await page.locator(PART.hit).first().waitFor();
  down = true;
  await page.locator(PART.box).fill("vatten");
  await page.keyboard.press("Enter");
  await page.getByText("Sökningen svarar inte just nu.").first().waitFor();
  await Promise.all([page.waitForURL(`${site.service}/?q=vatten`), page.locator(".fondsok-button").click()]);
  assert.ok(await page.locator("h1.count").innerText());
});

test("a problem of the API is an error event with the problem in it", async () => {
  const page = await site.open(embed({ attributes: 'facets="no_such_facet"' }), {
    prepare: (page) => page.addInitScript(() => document.addEventListener("fondsok-error", (event) => (window.problem = event.detail.problem))),
  });
  await search(page, "energi");
  await page.getByText("Sökningen svarar inte just nu.").first().waitFor();
  assert.equal((await page.evaluate(() => window.problem)).code, "invalid_parameter");
});

test("without JavaScript the form asks the service's own page", async () => {
  const page = await site.open(embed({ hidden: '<input type="hidden" name="lang" value="en">' }), { scripts: false });
  await page.locator(PART.box).fill("energi");
  await Promise.all([page.waitForURL(/\?q=energi&lang=en$/), page.locator("fondsok-search button").click()]);
  assert.match(await page.locator("h1.count").innerText(), /results/);
});

test("an older question is given up for a newer one", async () => {
  let held;
  const page = await site.open(embed(), {
    prepare: (page) => page.route(/\/v1\/projects\?.*q=vatten/, (route) => void (held = route)),
  });
  await page.locator(PART.box).fill("vatten");
  const [first] = await Promise.all([page.waitForRequest(/q=vatten/), page.keyboard.press("Enter")]);
  const failed = page.waitForEvent("requestfailed", (request) => request === first);
  await search(page, "energi");
  assert.match((await failed).failure().errorText, /ABORTED/);
  await held.continue().catch(() => {});
  await page.getByText(/träffar på ”energi”/).first().waitFor();
  assert.deepEqual(await faults(page), []);
});

test("two on one page know nothing of each other", async () => {
  const page = await site.open(embed({ label: "Sök det ena", id: "a" }) + embed({ label: "Sök det andra", id: "b", attributes: 'facets="fund"' }));
  await page.getByLabel("Sök det ena").fill("energi");
  await page.keyboard.press("Enter");
  await page.getByLabel("Sök det andra").fill("vatten");
  await page.keyboard.press("Enter");
  const [one, other] = await page.locator("fondsok-search").all();
  await one.getByText(/träffar på ”energi”/).first().waitFor();
  await other.getByText(/träffar på ”vatten”/).first().waitFor();
  assert.equal(await one.locator(PART.value).count(), 0);
  assert.ok((await other.locator(PART.value).count()) > 0);
  const ids = await page.locator("[id]").evaluateAll((nodes) => nodes.map((node) => node.id));
  assert.equal(new Set(ids).size, ids.length, "no id stands twice");
  assert.deepEqual(await faults(page), []);
});

test("loaded twice, in two versions, it works once", async () => {
  const pinned = /"version":"([^"]+)"/.exec(await (await fetch(`${site.service}/openapi.json`)).text())?.[1];
  const immutable = `${site.service}/embed/v${pinned}/fondsok-search.js`;
  const kept = (await fetch(immutable)).headers.get("cache-control");
  assert.match(kept, /immutable/);
  const page = await site.open(embed({ q: "energi" }), { modules: [site.service + MODULE, immutable] });
  await page.locator(PART.hit).first().waitFor();
  assert.equal(await page.locator(PART.count).count(), 1);
  assert.deepEqual(await faults(page), []);
});

test("taken out and put back, changed and copied, it stays itself", async () => {
  const page = await site.open(embed({ attributes: 'count="2"', q: "energi" }) + "<div id=there></div>");
  await page.locator(PART.hit).nth(1).waitFor();
  await page.evaluate(() => document.querySelector("#there").append(document.querySelector("fondsok-search")));
  await page.locator(`#there ${PART.hit}`).nth(1).waitFor();
  const changed = page.waitForResponse(/limit=4/);
  await page.evaluate(() => {
    const element = document.querySelector("fondsok-search");
    element.setAttribute("count", "3");
    element.setAttribute("count", "4");
  });
  await changed;
  await page.locator(PART.hit).nth(3).waitFor();
  assert.equal(page.asked.filter((url) => /limit=3/.test(url)).length, 0, "several changes at once are one search");
  await page.evaluate(() => document.querySelector("#there").append(document.querySelector("fondsok-search").cloneNode(true)));
  await page.waitForFunction((count) => document.querySelectorAll(count).length === 2, PART.count);
  assert.deepEqual(await faults(page), []);
});

test("no word of the host page's address changes", async () => {
  const page = await site.open(embed({ attributes: 'facets="fund"', q: "energi" }));
  const address = page.url();
  await page.locator(PART.value).first().click();
  await page.locator(PART.chip).waitFor();
  assert.equal(page.url(), address);
});
