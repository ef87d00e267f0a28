// Starts the real binary the way a stranger does: in an empty folder, with no setting but the address, so that it
// indexes the bundled corpus itself and prints where it answers.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The binary under test: FONDSOK_BIN, else the one that `cargo build` leaves. */
export const BINARY = path.resolve(process.env.FONDSOK_BIN ?? path.join(ROOT, "target", "debug", "fondsok"));

// A debug binary on a busy machine has to index the corpus before it answers.
const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 15_000;

// Settings of the person who runs the tests must not decide what is tested.
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("FONDSOK_")));

/**
 * Starts `fondsok serve` on a free port. Resolves once it answers, with its `address`
 * (no slash at the end) and a `stop` that ends it and removes what it wrote.
 *
 * `records` are projects in the record form; they are indexed first and served instead of the bundled corpus. `config` is
 * the text of a configuration file.
 */
export async function startServer({ records, config } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "fondsok-browser-"));
  const named = records ? ["--data", await indexed(folder, records)] : [];
  if (config) await writeFile(path.join(folder, "fondsok.toml"), config);
  const configured = config ? ["--config", "fondsok.toml"] : [];
  const child = spawn(BINARY, [...named, ...configured, "serve", "--listen", "127.0.0.1:0"], { cwd: folder, env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
  // Where a test file ends early, by a fault in a hook, the server must not outlive it.
  const killAtExit = () => child.kill("SIGKILL");
  process.on("exit", killAtExit);

  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log = (log + text).slice(-4000)));
  const ended = once(child, "exit").catch((error) => [error.message, null]);

  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MILLISECONDS);
    const [code, signal] = await ended;
    clearTimeout(late);
    process.off("exit", killAtExit);
    await rm(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`SIGTERM must end the server with 0; it ended with ${signal ?? code}. Its log:\n${log}`);
  };

  try {
    return { address: await addressLine(child, ended), stop };
  } catch (error) {
    await stop().catch(() => {});
    throw new Error(`${BINARY} serve: ${error.message}. Its log:\n${log}`);
  }
}

/** Indexes records into a data directory of their own and answers its path. */
async function indexed(folder, records) {
  const [file, data] = [path.join(folder, "records.jsonl"), path.join(folder, "data")];
  await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  await promisify(execFile)(BINARY, ["--data", data, "index", file], { cwd: folder, env: ENVIRONMENT });
  return data;
}

/** The one line on stdout, `http://ADDR:PORT/`, without its slash. */
async function addressLine(child, ended) {
  const lines = createInterface({ input: child.stdout });
  const patience = new AbortController();
  try {
    const line = await Promise.race([
      once(lines, "line", { signal: patience.signal }).then(([text]) => text),
      ended.then(([code]) => Promise.reject(new Error(`ended (${code}) before it printed an address`))),
      new Promise((_, reject) => {
        const timer = setTimeout(() => reject(new Error(`no address after ${START_MILLISECONDS / 1000} s`)), START_MILLISECONDS);
        patience.signal.addEventListener("abort", () => clearTimeout(timer));
      }),
    ]);
    const address = /^(http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line)?.[1];
    if (!address) throw new Error(`the first line on stdout is no address: ${JSON.stringify(line)}`);
    return address;
  } finally {
    patience.abort();
  }
}
