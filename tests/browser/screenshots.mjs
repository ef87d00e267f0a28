// Pictures of the pages for human eyes, narrow and wide, light and dark. Run by `cargo xtask screenshots`, which names the folder.

import { mkdir } from "node:fs/promises";
import path from "node:path";

import { launch, openPage, WIDTHS } from "./browser.mjs";
import { pictureMunicipality } from "./municipality.mjs";
import { startServer } from "./server.mjs";
import { pagePaths } from "./site.mjs";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node screenshots.mjs FOLDER");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const server = await startServer();
const browser = await launch();
try {
  const paths = await pagePaths(server.address);
  const english = (name) => [`${name} in English`, paths[name] + (paths[name].includes("?") ? "&" : "?") + "lang=en"];
  const pages = [
    ...Object.entries(paths),
    ["not found", "/projects/no-such-project"],
    ["unreadable scope", "/?view=unknown"],
    ...["start", "no hits", "project", "owner", "overview", "configurator"].map(english),
  ];
  for (const scheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const page = await openPage(browser, server.address, { width, scheme });
      for (const [name, address] of pages) {
        await page.goto(address);
        const file = path.join(folder, `${name.toLowerCase().replaceAll(" ", "-")}-${width}-${scheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        console.log(file);
      }
      await page.context().close();
    }
  }
  await pictureMunicipality(browser, server.address, folder, WIDTHS);
} finally {
  await browser.close();
  await server.stop();
}
