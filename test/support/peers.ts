import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const FIXTURES = join(import.meta.dirname, "../fixtures/peers");
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/locstep-peers");
/** What some of them need; this project's own tests also run on Node 20. */
const LEAST_NODE = 24;
const NODE = "node@24";
const INSTALL_LIMIT = 400_000;
const RUN_LIMIT = 400_000;

export interface PeerOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Kills it. */
  readonly signal?: AbortSignal;
}

export interface PeerOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Other people's packages, as npm installs them. */
export interface Peers {
  /** Path of a file of theirs, below `node_modules`. */
  path(file: string): string;
  /** Runs a script with Node 24; rejects unless it ends with 0. */
  run(script: string, args: readonly string[], options: PeerOptions): Promise<PeerOutput>;
}

/**
 * The packages of `test/fixtures/peers/<name>/package.json`, installed with npm once a machine, so
 * that nobody who installs locstep gets them; undefined where npm installs nothing.
 */
export async function installPeers(name: string): Promise<Peers | undefined> {
  const fixture = join(FIXTURES, name, "package.json");
  const hash = createHash("sha256").update(readFileSync(fixture)).digest("hex").slice(0, 12);
  const folder = join(CACHE, `${name}-${hash}`);
  const isOwnNode = Number(process.versions.node.split(".")[0]) >= LEAST_NODE;
  const node = isOwnNode ? process.execPath : join(folder, "node_modules/node/bin/node");
  try {
    if (!existsSync(folder)) await install(fixture, folder, isOwnNode ? [] : [NODE]);
    await run(node, ["--version"], { timeout: RUN_LIMIT });
  } catch (error) {
    console.warn(`${name} cannot be installed here: ${String(error).split("\n", 1)[0]}`);
    return undefined;
  }
  // They call each other by name.
  const bin = join(folder, "node_modules/.bin");
  return {
    path: (file) => join(folder, "node_modules", file),
    run: (script, args, { cwd, env, signal }) =>
      run(node, [script, ...args], {
        cwd,
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`, ...env },
        timeout: RUN_LIMIT,
        killSignal: "SIGKILL",
        ...(signal && { signal }),
      }),
  };
}

/** Into a folder of its own first: what is interrupted is never taken for installed. */
async function install(
  fixture: string,
  folder: string,
  packages: readonly string[],
): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  copyFileSync(fixture, join(draft, "package.json"));
  try {
    const flags = ["--no-audit", "--no-fund", "--no-package-lock"];
    await run("npm", ["install", ...flags, ...packages], { cwd: draft, timeout: INSTALL_LIMIT });
    mkdirSync(dirname(folder), { recursive: true });
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
