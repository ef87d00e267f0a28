// axe-core on every page, wide and narrow, light and dark. It finds what a machine can find; the keyboard has a file of
// its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { WIDTHS } from "./browser.mjs";
import { pagePaths, useSite } from "./site.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = useSite();

/** Runs axe with its default rules and, beyond them, the target size of WCAG 2.2; answers one line a fault. */
async function audit(page) {
  // What lies in a closed branch would escape the audit.
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id} (${help}): ${node.html.slice(0, 200)}`));
  });
}

for (const scheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    test(`axe finds nothing: ${scheme}, ${width} px`, { timeout: 180_000 }, async () => {
      // The policy forbids foreign scripts, and axe is one; every other test runs under the policy.
      const page = await site.open({ width, scheme, bypassCsp: true });
      const chosen = new URLSearchParams({ q: "energi", fund: "-ERUF", status: "ended" });
      for (const [name, path] of Object.entries({ ...(await pagePaths(site.address)), chosen: `/?${chosen}`, "not found": "/projects/no-such-project" })) {
        await page.goto(path);
        assert.deepEqual(await audit(page), [], `${name} (${path})`);
      }
    });
  }
}
