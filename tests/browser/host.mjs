// Somebody else's site: another origin (another host name and port) that embeds <fondsok-search> under the strictest
// policy its documentation promises to work with, and is told of everything that breaks it.

import { createServer } from "node:http";
import { once } from "node:events";
import { after, before } from "node:test";

import { launch } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** Where a service's element is loaded from. */
export const MODULE = "/embed/v1/fondsok-search.js";

/** What a policy must let in for the element. */
const forElement = (service) => `script-src ${service}; connect-src ${service}; form-action ${service}`;

/** The policy of the embedding site: nothing but what the service needs and its own stylesheet, and no text may become code. */
export function policy(service, needed = forElement(service)) {
  return [
    "default-src 'none'",
    needed,
    "style-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "report-uri /report",
  ].join("; ");
}

/** The form as the documentation has it, `q` already typed if given. */
export function form(service, { q = "", label = "Sök EU-projekt", id = "q", hidden = "" } = {}) {
  return `<form action="${service}/" method="get">
    <label for="${id}">${label}</label>
    <input type="search" name="q" id="${id}" value="${q}">
    <button>Sök</button>${hidden}
  </form>`;
}

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; font: 1rem/1.5 sans-serif; color: CanvasText; background: Canvas; }
  main { max-width: 50rem; margin: auto; padding: 1rem; }
`;

/** A whole page around the given contents of `<main>`, below what stands on `top` of it. */
function whole({ main, top = "", lang = "sv", modules }) {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>EU-projekt i kommunen</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/host.css">
    ${modules.map((address) => `<script type="module" src="${address}"></script>`).join("\n")}
    </head><body>${top}<main><h1>EU-projekt</h1>${main}</main></body></html>`;
}

/** Starts the site. `put(path, page)` publishes a page, whose policy lets in what is `needed`; `reports` gathers the reports of broken policy. */
export async function startHost(service, { style = STYLE } = {}) {
  const pages = new Map();
  const reports = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/report") {
      let body = "";
      request.on("data", (part) => (body += part)).on("end", () => {
        reports.push(body);
        response.writeHead(204).end();
      });
    } else if (pathname === "/host.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(style);
    } else if (pages.has(pathname)) {
      const { needed, html } = pages.get(pathname);
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy(service, needed) }).end(html);
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://localhost:${server.address().port}`,
    reports,
    put: (path, { needed, ...page }) => pages.set(path, { needed, html: whole({ modules: [`${service}${MODULE}`], ...page }) }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Registers the hooks of a test file on the element: one service, one embedding site and one browser. `open(main, options)`
 * publishes a page with these contents and answers it loaded; its `faults` are read by `faults(page)`.
 */
export function useHost({ records, config } = {}) {
  const site = {};
  let published = 0;
  before(async () => {
    const server = await startServer({ records, config });
    site.service = server.address;
    site.stopService = server.stop;
    site.host = await startHost(server.address);
    site.browser = await launch();
  });
  after(async () => {
    await site.browser?.close();
    site.host?.stop();
    await site.stopService?.();
  });
  site.open = async (main, { width = 1280, scheme = "light", scripts = true, forcedColors = "none", prepare, ...page } = {}) => {
    const context = await site.browser.newContext({
      viewport: { width, height: 900 }, colorScheme: scheme, forcedColors, javaScriptEnabled: scripts, locale: "sv-SE", reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const opened = await context.newPage();
    watch(opened, [site.service, site.host.address]);
    await prepare?.(opened);
    const path = `/${(published += 1)}`;
    site.host.put(path, { main, ...page });
    await opened.goto(site.host.address + path);
    return opened;
  };
  return site;
}

/** Gathers what a page does wrong: script errors, broken policy, dialogs, and requests to hosts other than those named. */
function watch(page, origins) {
  page.wrong = [];
  page.asked = [];
  page.on("pageerror", (error) => page.wrong.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) page.wrong.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    page.wrong.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    page.asked.push(request.url());
    if (!origins.includes(new URL(request.url()).origin)) page.wrong.push(`third party: ${request.url()}`);
  });
  return page.addInitScript(() => {
    window.brokenPolicy = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.brokenPolicy.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`));
  });
}

/** Everything that went wrong on a page; empty where nothing did. */
export async function faults(page) {
  return [...page.wrong, ...(await page.evaluate(() => window.brokenPolicy ?? []))];
}

/** The element's parts as a visitor sees them. */
export const PART = {
  box: "fondsok-search [name=q]",
  option: ".fondsok-option",
  count: ".fondsok-count",
  hit: ".fondsok-hit",
  name: ".fondsok-name",
  chip: ".fondsok-chip",
  more: ".fondsok-more",
  value: ".fondsok-value",
  live: ".fondsok-live",
};
