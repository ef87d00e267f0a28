// Debian's Chromium, driven by playwright-core, which downloads no browser of its own.

import { chromium } from "playwright-core";

// No sandbox, because a clean machine runs the tests as root; the rest keeps the browser from speaking to anyone
// but the server under test.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The two widths that every page must bear: a small telephone, and a desk. */
export const WIDTHS = [320, 1280];

/** Starts Chromium: CHROMIUM names another than Debian's. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/**
 * Opens an empty page in a context of its own, so that no test sees another's state. Links may be relative to `address`.
 *
 * `page.faults` gathers what a visitor's developer tools would show in red (errors, refused or failed requests, faults of
 * the content security policy) and every request that left for someone else's server.
 */
export async function openPage(browser, address, { width = 1280, scripts = true, scheme = "light", bypassCsp = false } = {}) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height: 900 },
    javaScriptEnabled: scripts,
    colorScheme: scheme,
    bypassCSP: bypassCsp,
    locale: "sv-SE",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => page.faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) page.faults.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== address) page.faults.push(`third party: ${request.url()}`);
  });
  return page;
}
