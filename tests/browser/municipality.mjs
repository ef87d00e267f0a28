// An invented municipality's page that embeds the element in three places, for pictures: its own typeface, colours and
// menu, and a stylesheet that knows nothing of the element but two colours.

import path from "node:path";

import { form, PART, startHost } from "./host.mjs";
import { NONSENSE } from "./site.mjs";

const STYLE = `
  :root { color-scheme: light dark; --text: #20242a; --ground: #fff; --brand: #7a1f3d; --link: #7a1f3d; --line: #d5d0c8; --sand: #f6f1e9; }
  @media (prefers-color-scheme: dark) { :root { --text: #ece8e1; --ground: #17181b; --brand: #4a1427; --link: #f3a6bd; --line: #45423d; --sand: #222327; } }
  * { box-sizing: border-box; }
  body { margin: 0; color: var(--text); background: var(--ground); font: 1.0625rem/1.6 Georgia, "DejaVu Serif", serif; }
  h1, h2, nav { font-family: "Trebuchet MS", "DejaVu Sans Condensed", sans-serif; line-height: 1.2; }
  a { color: var(--link); }
  ul li { margin-block: .25rem; }
  label { display: block; }
  p { margin-block: 0 1rem; }
  input { width: 100%; border: 2px solid var(--line); }
  button { text-transform: none; letter-spacing: .01em; }
  main { max-width: 50rem; margin: auto; padding: 1rem; }
  nav { padding: 1rem max(1rem, calc(50vw - 24rem)); background: var(--brand); }
  nav a { display: inline-block; margin-inline-end: 1.25rem; padding-block: .35rem; color: #fff; text-decoration: none; }
  aside { margin-block-start: 2.5rem; padding: 1.25rem; background: var(--sand); }
  aside h2 { margin-block-start: 0; }
  fondsok-search { --fondsok-accent: var(--link); --fondsok-on-accent: var(--ground); }
`;

const open = async (page) => {
  const box = page.locator(PART.box).first();
  await box.fill("");
  await box.pressSequentially("utbil");
  await page.locator(PART.option).first().waitFor();
  await page.keyboard.press("ArrowDown");
};
const hits = (page) => page.locator(PART.hit).first().waitFor();
const chosen = async (page) => {
  await hits(page);
  const value = page.locator(PART.value).first();
  if (!(await value.isVisible())) await page.locator(".fondsok-filters summary").first().click();
  await value.click();
  await page.locator(PART.chip).waitFor();
};
const down = (page) => page.route((url) => url.pathname.startsWith("/v1/"), (route) => route.abort());

const framedWhole = async (page) => {
  await page.frameLocator("iframe").locator(".hit").nth(2).waitFor();
  await page.waitForFunction(() => document.querySelector("iframe").getAttribute("height") !== "700");
  // What lay below the window when the frame was low has to be painted first.
  await page.setViewportSize({ width: page.viewportSize().width, height: 2000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

/** What is pictured, by name: what is typed, the language, what is done before and after the page has loaded. */
const PICTURES = {
  closed: {},
  suggestions: { then: open },
  hits: { q: "kompetensutveckling", then: hits },
  chosen: { q: "energi", then: chosen },
  english: { q: "energi", lang: "en", then: hits },
  "no-hits": { q: NONSENSE, then: (page) => page.locator(".fondsok-tips").waitFor() },
  frame: { framed: true, then: framedWhole },
  error: { q: "energi", first: down, then: (page) => page.locator(PART.more).first().waitFor() },
};

function contents(service, { q = "", lang = "sv", framed = false }) {
  if (framed) {
    return `<p>Kommunen deltar i flera projekt med stöd ur EU:s fonder.</p>
      <iframe src="${service}/embed?q=vatten&amp;limit=3&amp;layout=compact" title="Sök EU-projekt" width="100%" height="700" frameborder="0"></iframe>`;
  }
  const english = lang === "en";
  const label = english ? "Search EU projects" : "Sök EU-projekt";
  return `<p>${english ? "The municipality takes part in several projects." : "Kommunen deltar i flera projekt med stöd ur EU:s fonder. Här kan du söka bland projekten."}</p>
    <fondsok-search facets="fund status" count="4">${form(service, { q, label })}</fondsok-search>
    <aside><h2>${english ? "Water" : "Vatten i kommunen"}</h2>
    <fondsok-search layout="compact" count="3">${form(service, { q: "vatten", label, id: "q2" })}</fondsok-search></aside>`;
}

/** Pictures the page into a folder, narrow and wide, light and dark. */
export async function pictureMunicipality(browser, service, folder, widths) {
  const host = await startHost(service, { style: STYLE });
  const menu = ["Bygga och bo", "Skola", "Näringsliv", "Uppleva"].map((word) => `<a href="#${word}">${word}</a>`).join("");
  const modules = ["search", "height"].map((name) => `${service}/embed/v1/fondsok-${name}.js`);
  const needed = `script-src ${service}; connect-src ${service}; form-action ${service}; frame-src ${service}`;
  for (const [name, picture] of Object.entries(PICTURES)) host.put(`/${name}`, { modules, needed, top: `<nav aria-label="Meny">${menu}</nav>`, main: contents(service, picture), lang: picture.lang });
  try {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of widths) {
        for (const [name, { first, then }] of Object.entries(PICTURES)) {
          const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: "sv-SE", reducedMotion: "reduce" });
          const page = await context.newPage();
          await first?.(page);
          await page.goto(`${host.address}/${name}`);
          await then?.(page);
          if (!first && name !== "frame") await page.locator(`aside ${PART.hit}`).first().waitFor();
          const file = path.join(folder, `municipality-${name}-${width}-${colorScheme}.png`);
          await page.screenshot({ path: file, fullPage: true });
          console.log(file);
          await context.close();
        }
      }
    }
  } finally {
    host.stop();
  }
}
