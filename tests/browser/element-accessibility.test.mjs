// <fondsok-search> for everybody: axe in every state it has, the keyboard alone, and narrow screens.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { faults, form, PART, useHost } from "./host.mjs";
import { NONSENSE } from "./site.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = useHost();

const typed = async (page, text) => {
  await page.locator(PART.box).focus();
  await page.keyboard.type(text);
};

/** Each state, by name: the element's attributes, what is typed from the start, and how a visitor gets there. */
const STATES = {
  closed: {},
  "suggestions open": {
    reach: async (page) => {
      await typed(page, "energ");
      await page.locator(PART.option).first().waitFor();
      await page.keyboard.press("ArrowDown");
    },
  },
  "hits and facets": { attributes: 'facets="fund county status"', q: "energi", reach: (page) => page.locator(PART.hit).first().waitFor() },
  "a chosen value": {
    attributes: 'facets="fund status"', q: "energi",
    reach: async (page) => {
      await page.locator(PART.hit).first().waitFor();
      if (!(await page.locator(PART.value).first().isVisible())) await page.locator(".fondsok-filters summary").click();
      await page.locator(PART.value).first().click();
      await page.locator(PART.chip).waitFor();
    },
  },
  compact: { attributes: 'layout="compact" facets="fund"', q: "energi", reach: (page) => page.locator(PART.hit).first().waitFor() },
  "no hits": { q: NONSENSE, reach: (page) => page.locator(".fondsok-tips").waitFor() },
  error: {
    prepare: (page) => page.route((url) => url.pathname.startsWith("/v1/"), (route) => route.abort()),
    reach: async (page) => {
      await typed(page, "energi");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Försök igen" }).waitFor();
    },
  },
  English: { attributes: 'lang="en" facets="fund status"', q: "energi", reach: (page) => page.locator(PART.hit).first().waitFor() },
};

async function reach({ attributes = "", q = "", reach, prepare }, look) {
  const page = await site.open(`<fondsok-search ${attributes}>${form(site.service, { q })}</fondsok-search>`, {
    ...look,
    prepare: async (page) => {
      // Put in by the browser itself, since the policy forbids foreign scripts and axe is one.
      await page.addInitScript(AXE);
      await prepare?.(page);
    },
  });
  await reach?.(page);
  return page;
}

/** Runs axe with its default rules and, beyond them, the target size of WCAG 2.2; answers one line a fault. */
function audit(page) {
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id} (${help}): ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`));
  });
}

const LOOKS = {
  wide: {},
  "320 px": { width: 320 },
  dark: { scheme: "dark" },
  "dark, 320 px": { scheme: "dark", width: 320 },
  "forced colours": { forcedColors: "active" },
};

for (const [name, look] of Object.entries(LOOKS)) {
  test(`axe finds nothing in any state: ${name}`, { timeout: 180_000 }, async () => {
    for (const [state, how] of Object.entries(STATES)) {
      const page = await reach(how, look);
      assert.deepEqual(await audit(page), [], state);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${state}: ${wide} px wider than the screen`);
      await page.context().close();
    }
  });
}

test("at twice the text size nothing is cut off or wider than the screen", async () => {
  const page = await reach(STATES["hits and facets"], { width: 640 });
  await page.evaluate(() => {
    document.adoptedStyleSheets.push(Object.assign(new CSSStyleSheet(), {}));
    document.adoptedStyleSheets.at(-1).replaceSync("html { font-size: 200% }");
  });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide}`);
});

test("everything that can be pressed is at least 24 px high and wide, also on a small screen", async () => {
  const page = await reach(STATES["a chosen value"], { width: 320 });
  const small = await page.locator("fondsok-search :is(a, button, summary, input:not([type=hidden]))").evaluateAll((nodes) =>
    nodes.map((node) => ({ node: node.outerHTML.slice(0, 80), box: node.getBoundingClientRect() }))
      .filter(({ box }) => box.width && (box.width < 24 || box.height < 24)).map(({ node, box }) => `${node} ${box.width}×${box.height}`));
  assert.deepEqual(small, []);
});

/** The combobox as assistive technology is told of it. */
function combobox(page) {
  return page.locator(PART.box).evaluate((box) => {
    const list = document.getElementById(box.getAttribute("aria-controls"));
    const active = document.getElementById(box.getAttribute("aria-activedescendant"));
    const options = [...list.querySelectorAll("[role=option]")];
    return {
      role: box.getAttribute("role"),
      expanded: box.getAttribute("aria-expanded"),
      shown: list.getBoundingClientRect().height > 0,
      label: list.getAttribute("aria-label"),
      active: options.indexOf(active),
      selected: options.findIndex((option) => option.getAttribute("aria-selected") === "true"),
      options: options.length,
    };
  });
}

const at = (page, active) => combobox(page).then((box) => assert.deepEqual([box.active, box.selected], [active, active]));

test("the keyboard alone: suggestions by arrows, Home, End, Escape, Enter, Tab", { timeout: 60_000 }, async () => {
  const page = await reach({ attributes: 'facets="fund"' }, {});
  await page.keyboard.press("Tab");
  assert.ok(await page.locator(PART.box).evaluate((box) => box === document.activeElement), "the field is the first stop");
  assert.deepEqual(await combobox(page), { role: "combobox", expanded: "false", shown: false, label: "Förslag", active: -1, selected: -1, options: 0 });

  await page.keyboard.type("energ");
  await page.locator(PART.option).first().waitFor();
  const { options, ...open } = await combobox(page);
  assert.deepEqual(open, { role: "combobox", expanded: "true", shown: true, label: "Förslag", active: -1, selected: -1 });
  assert.ok(options > 1);
  await page.waitForFunction((live) => /\d+ förslag/.test(document.querySelector(live).textContent), PART.live);

  const presses = [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1], ["ArrowUp", options - 1], ["ArrowDown", -1], ["ArrowDown", 0], ["End", -1], ["ArrowDown", 0], ["Home", -1]];
  for (const [key, active] of presses) {
    await page.keyboard.press(key);
    await at(page, active);
  }
  await page.keyboard.press("Escape");
  assert.equal((await combobox(page)).expanded, "false");
  assert.equal(await page.locator(PART.box).inputValue(), "energ", "the first Escape only closes");
  await page.keyboard.press("ArrowDown");
  await page.locator(PART.option).first().waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal((await combobox(page)).expanded, "false");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(PART.box).inputValue(), "", "the second one clears");

  await page.keyboard.type("energ");
  await page.locator(PART.option).first().waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator(`${PART.option} > span`).first().innerText();
  await page.keyboard.press("Enter");
  await page.locator(PART.hit).first().waitFor();
  assert.equal(await page.locator(PART.box).inputValue(), chosen);
  assert.equal((await combobox(page)).expanded, "false");

  // On through button, filters and hits, with nothing between that catches the focus.
  const stops = [];
  for (const wanted of [".fondsok-button", "summary", ".fondsok-value input", ".fondsok-name"]) {
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press("Tab");
      const there = await page.evaluate((selector) => {
        const node = document.activeElement;
        const style = getComputedStyle(node);
        return node.matches(selector) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      }, wanted);
      if (there) {
        stops.push(wanted);
        break;
      }
    }
  }
  assert.deepEqual(stops, [".fondsok-button", "summary", ".fondsok-value input", ".fondsok-name"]);
  await Promise.all([page.waitForURL(`${site.service}/projects/**`), page.keyboard.press("Enter")]);
});

test("a suggested place becomes a filter, a suggested project its page", async () => {
  const page = await reach({ attributes: 'facets="fund"' }, {});
  await typed(page, "umeå");
  await page.locator(PART.option).filter({ hasText: /plats/ }).first().click();
  await page.getByRole("button", { name: "Ta bort filter Umeå" }).waitFor();
  assert.equal(await page.locator(PART.box).inputValue(), "");
  assert.deepEqual(await faults(page), []);
  await typed(page, "umeå");
  const project = page.locator(PART.option).filter({ has: page.locator(".fondsok-note", { hasText: /^projekt$/ }) }).first();
  await Promise.all([page.waitForURL(`${site.service}/projects/**`), project.click()]);
});
