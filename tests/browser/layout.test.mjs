// Nothing overflows sideways, on a telephone or at a desk: a page that scrolls in two directions cannot be read enlarged
// (WCAG 1.4.10 asks for 320 CSS pixels).

import assert from "node:assert/strict";
import { test } from "node:test";

import { WIDTHS } from "./browser.mjs";
import { pagePaths, useSite } from "./site.mjs";

const site = useSite();

/**
 * What sticks out at the right. The scroll width alone would miss what `overflow: hidden` cuts off, so each element's
 * box is looked at as well; `.vh` is text for screen readers only.
 */
function stickingOut() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const faults = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    // A chart and a wide table scroll in a frame of their own; the frame must fit.
    if (box.width > 1 && box.height > 1 && box.right > clientWidth + 1 && !element.closest(".vh, svg, .scroll > *"))
      faults.push(`${element.localName}.${element.className} ends at ${Math.round(box.right)}: ${element.textContent.trim().slice(0, 60)}`);
  }
  return faults.slice(0, 5);
}

const openEverything = () => document.querySelectorAll("details").forEach((details) => (details.open = true));

for (const width of WIDTHS) {
  test(`nothing overflows at ${width} px`, { timeout: 120_000 }, async () => {
    const page = await site.open({ width });
    for (const [name, path] of Object.entries(await pagePaths(site.address))) {
      await page.goto(path);
      assert.deepEqual(await page.evaluate(stickingOut), [], `${name} (${path})`);
      await page.evaluate(openEverything);
      assert.deepEqual(await page.evaluate(stickingOut), [], `${name} with every branch open (${path})`);
    }
  });
}

// The counts beside the funds of the start page once stood with a digit on each line.
test("no number is broken over two lines on a telephone", async () => {
  const page = await site.open({ width: 320 });
  await page.goto("/");
  const lines = await page.locator(".lines .num").evaluateAll((all) => all.map((node) => {
    const range = document.createRange();
    range.selectNodeContents(node.firstChild);
    return range.getClientRects().length;
  }));
  assert.ok(lines.length > 5 && lines.every((count) => count === 1), `${lines}`);
});

test("a long word in the query wraps", async () => {
  const page = await site.open({ width: 320 });
  await page.goto(`/?q=${"arbetsmarknadsutbildningssamordning".repeat(5)}`);
  assert.deepEqual(await page.evaluate(stickingOut), []);
});

// WCAG 1.4.4: text twice as large, with nothing lost. Sizes are in rem, so the reader's own size rules.
test("nothing overflows with text twice as large", { timeout: 120_000 }, async () => {
  const page = await site.open({ width: 1280 });
  for (const [name, path] of Object.entries(await pagePaths(site.address))) {
    await page.goto(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    assert.deepEqual(await page.evaluate(stickingOut), [], `${name} (${path})`);
  }
});
