// What <fondsok-search> promises a site's owner: nothing breaks the strictest policy, nothing is kept, nobody else is asked.

import assert from "node:assert/strict";
import { test } from "node:test";

import { faults, form, PART, useHost } from "./host.mjs";
import { NONSENSE } from "./site.mjs";

const site = useHost();

/** Uses everything that the element has. */
async function useAll(page) {
  const box = page.locator(PART.box);
  await box.pressSequentially("energ");
  await page.locator(PART.option).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(PART.hit).first().waitFor();
  await page.locator(PART.value).first().click();
  await page.locator(PART.chip).waitFor();
  await page.locator(PART.chip).click();
  await page.locator(PART.chip).waitFor({ state: "detached" });
  await box.fill("energi");
  await page.keyboard.press("Enter");
  await page.getByText(/träffar på ”energi”/).first().waitFor();
  await page.locator(PART.more).click();
  await page.locator(PART.hit).nth(3).waitFor();
  await box.fill(NONSENSE);
  await page.keyboard.press("Enter");
  await page.locator(".fondsok-tips").waitFor();
}

test("all of it under default-src 'none' and Trusted Types: no report, no third party, nothing kept", async () => {
  const main = `<fondsok-search facets="fund county status" count="2">${form(site.service)}</fondsok-search>`;
  const page = await site.open(main);
  await useAll(page);
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(site.host.reports, []);
  assert.equal(await page.locator("[style], style").count(), 0, "no inline style");
  assert.ok(await page.locator(".fondsok-button").evaluate((button) => getComputedStyle(button).minBlockSize === "44px"), "the styles are in force all the same");
  assert.deepEqual([...new Set(page.asked.map((url) => new URL(url).origin))].sort(), [site.service, site.host.address].sort());
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual((await page.context().storageState()).origins, []);
  const kept = await page.evaluate(async () => ({
    cookie: document.cookie, local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length,
    // The page's origin is no secure one in every browser, and caches are of secure ones alone.
    caches: (await window.caches?.keys() ?? []).length,
  }));
  assert.deepEqual(kept, { cookie: "", local: 0, session: 0, databases: 0, caches: 0 });
});

test("the policy is in force: what breaks it is reported", async () => {
  const page = await site.open(`<p id="here"></p>`);
  await page.evaluate(() => {
    try {
      document.querySelector("#here").innerHTML = "<b>x</b>";
    } catch {
      window.refused = true;
    }
  });
  assert.ok(await page.evaluate(() => window.refused), "Trusted Types are enforced");
  assert.equal((await faults(page)).length > 0, true);
});

test("the pinned version loads by its hash, and not by another", async () => {
  const version = (await (await fetch(`${site.service}/openapi.json`)).json()).info.version;
  const address = `${site.service}/embed/v${version}/fondsok-search.js`;
  const bytes = await (await fetch(address)).arrayBuffer();
  const hash = Buffer.from(await crypto.subtle.digest("SHA-384", bytes)).toString("base64");
  for (const [integrity, loads] of [[`sha384-${hash}`, true], [`sha384-${hash.replace(/^./, (first) => (first === "A" ? "B" : "A"))}`, false]]) {
    const page = await site.open(`<fondsok-search>${form(site.service, { q: "energi" })}</fondsok-search>`, {
      modules: [`${address}" integrity="${integrity}" crossorigin="anonymous`],
    });
    if (loads) await page.locator(PART.hit).first().waitFor();
    assert.equal(await page.evaluate(() => customElements.get("fondsok-search") !== undefined), loads, integrity);
  }
});
