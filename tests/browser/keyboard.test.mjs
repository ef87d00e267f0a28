// The page by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { facetValues, total, useSite } from "./site.mjs";

const site = useSite();

// More stops than any page of twenty hits has; past it the focus is caught or the element cannot be reached.
const MOST_STOPS = 400;

/** Presses Tab until the focus is on an element that matches; what is closed on the way is opened by its summary. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((wanted) => {
      const element = document.activeElement;
      return { there: element.matches(wanted), closed: element.matches("details.filters:not([open]) > summary") };
    }, selector);
    if (at.there) return;
    if (at.closed) await page.keyboard.press("Enter");
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** Whether the focus can be seen: a ring or a shadow on the element or on the label around it. */
function focusShows() {
  const element = document.activeElement;
  return [element, element.closest("label"), element.parentElement].filter(Boolean).some((candidate) => {
    const style = getComputedStyle(candidate);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
}

for (const width of [1280, 320]) {
  test(`Tab reaches skip link, box, button, a facet value and a hit, each with a visible focus: ${width} px`, { timeout: 120_000 }, async () => {
    const page = await site.open({ width });
    await page.goto("/?q=kompetensutveckling");
    for (const selector of ["a.skip", "#q", "form#sok button", ".value input", ".hit-name a"]) {
      await tabTo(page, selector);
      assert.ok(await page.evaluate(focusShows), `the focus on ${selector} can be seen`);
    }
  });
}

test("the skip link is the first stop, comes into view, and leads into the content", async () => {
  const page = await site.open();
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.locator("a.skip");
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  const box = await skip.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.height > 0, `it is in view: ${JSON.stringify(box)}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null), "the next stop is inside the content");
});

test("a whole search without a mouse", { timeout: 120_000 }, async () => {
  const page = await site.open();
  await page.goto("/");
  await tabTo(page, "#q");
  await page.keyboard.type("energi");
  await Promise.all([page.waitForURL(/q=energi/), page.keyboard.press("Enter")]);

  await tabTo(page, ".value input[name=fund]");
  const value = await page.evaluate(() => document.activeElement.value);
  const { count } = (await facetValues(page)).find((row) => row.name === "fund" && row.value === value);
  // With the script a ticked box is a search of its own, and keeps the focus.
  await Promise.all([page.waitForURL(/fund=/), page.keyboard.press("Space")]);
  assert.equal(await total(page), count);

  await tabTo(page, ".chip");
  await tabTo(page, ".hit-name a");
  await Promise.all([page.waitForURL(/\/projects\//), page.keyboard.press("Enter")]);
  assert.ok(await page.locator("h1").innerText());
});
