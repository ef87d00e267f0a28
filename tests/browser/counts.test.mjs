// The number at a facet value is what the heading says once that value is chosen: counts never lie, also while other
// filters are set.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chips, facetValues, NONSENSE, tickAndShow, total, useSite } from "./site.mjs";

const site = useSite();

/** The first, the middle and the last value of each facet, so that a wrong tail is found too. */
function sample(values) {
  const facets = new Map();
  for (const value of values) facets.set(value.name, [...(facets.get(value.name) ?? []), value]);
  return [...facets.values()].flatMap((of) => [...new Set([of[0], of[Math.floor(of.length / 2)], of.at(-1)])]);
}

/** The address one gets by choosing this value alone in its facet, everything else kept. */
function choosing(address, { name, value }) {
  const url = new URL(address);
  url.searchParams.delete(name);
  url.searchParams.set(name, value);
  return url.href;
}

for (const path of ["/", "/?q=energi", "/?q=kompetensutveckling"]) {
  test(`counts before the choice are totals after it: ${path}`, { timeout: 120_000 }, async () => {
    const page = await site.open({ scripts: false });
    await page.goto(path);
    const values = await facetValues(page);
    assert.ok(new Set(values.map(({ name }) => name)).size >= 4, "several facets are shown");
    for (const value of sample(values)) {
      await page.goto(path);
      await page.goto(choosing(page.url(), value));
      assert.equal(await total(page), value.count, `${value.name}=${value.value}`);
    }
  });
}

test("counts hold while other facets are chosen, and the chosen facet keeps its other values", { timeout: 120_000 }, async () => {
  const page = await site.open({ scripts: false });
  await page.goto("/");
  const funds = (await facetValues(page)).filter(({ name, count }) => name === "fund" && count > 0);
  await tickAndShow(page, funds[0]);
  const region = (await facetValues(page)).find(({ name, count }) => name === "region" && count > 0);
  await tickAndShow(page, region);
  assert.equal(await total(page), region.count);

  const address = page.url();
  const values = await facetValues(page);
  assert.ok(values.some(({ name, value }) => name === "fund" && value !== funds[0].value), "other funds can still be chosen");
  for (const value of sample(values.filter(({ name }) => ["fund", "region", "owner", "status"].includes(name)))) {
    await page.goto(choosing(address, value));
    assert.equal(await total(page), value.count, `${value.name}=${value.value} with ${new URL(address).search}`);
  }
});

test("a county chosen in the tree of places counts as shown", async () => {
  const page = await site.open({ scripts: false });
  await page.goto("/");
  const county = (await facetValues(page)).find(({ name, count }) => name === "county" && count > 0);
  assert.ok(county, "the tree has counties");
  await tickAndShow(page, county);
  assert.equal(await total(page), county.count);
  assert.deepEqual(new URL(page.url()).searchParams.getAll("county"), [county.value]);
});

test("a chosen value that nothing matches keeps its chip", async () => {
  const page = await site.open({ scripts: false });
  await page.goto("/");
  const fund = (await facetValues(page)).find(({ name }) => name === "fund");
  await page.goto(`/?${new URLSearchParams({ q: NONSENSE, fund: fund.value })}`);
  assert.equal(await total(page), 0);
  assert.equal(await chips(page).count(), 1, "its chip can be removed");
});
