// What a visitor's browser is asked to do: nothing but speak to this server, and keep nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pagePaths, useSite } from "./site.mjs";

const site = useSite();

test("no page causes an error, breaks the content security policy or asks a third party", async () => {
  const page = await site.open();
  for (const [name, path] of Object.entries(await pagePaths(site.address))) {
    await page.goto(path, { waitUntil: "networkidle" });
    assert.deepEqual(page.faults, [], `${name} (${path})`);
  }
});

test("every page has a policy without exceptions for inline code", async () => {
  const page = await site.open();
  for (const [name, path] of Object.entries(await pagePaths(site.address))) {
    const policy = (await page.goto(path)).headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src/, name);
    assert.doesNotMatch(policy, /unsafe-/, name);
    assert.equal(await page.locator("[style], style, script:not([src], [type='application/ld+json'])").count(), 0, `${name} has no inline style or script`);
  }
});

test("no cookie and no storage", async () => {
  const page = await site.open();
  for (const [name, path] of Object.entries(await pagePaths(site.address))) {
    const response = await page.goto(path);
    assert.equal(response.headers()["set-cookie"], undefined, name);
    assert.deepEqual(await page.context().cookies(), [], name);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    assert.deepEqual(kept, { local: 0, session: 0, databases: 0, caches: 0, workers: 0 }, name);
  }
});
