// What a page costs its reader: everything it fetches, as it is sent, within 60 KB.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pagePaths, useSite } from "./site.mjs";

const MOST_BYTES = 60 * 1024;
const site = useSite();

test("every page is within 60 KB compressed, with style sheet, script and icon", { timeout: 120_000 }, async (t) => {
  for (const [name, path] of Object.entries(await pagePaths(site.address))) {
    const page = await site.open();
    const sent = [];
    page.on("requestfinished", (request) => sent.push(request.sizes().then(({ responseBodySize }) => responseBodySize)));
    await page.goto(path, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(sent)).reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${name}: ${(bytes / 1024).toFixed(1)} KB in ${sent.length} requests`);
    assert.ok(sent.length >= 3, `${name}: page, style sheet and script are all counted`);
    assert.ok(bytes > 10_000 && bytes <= MOST_BYTES, `${name}: ${bytes} bytes`);
    assert.deepEqual(page.faults, [], name);
    await page.context().close();
  }
});
