import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const I18NEXT_CLI = "i18next-cli@1.74.2";
/** What that one needs; this project's own tests also run on Node 20. */
const LEAST_NODE = 22;
const NODE = "node@24";
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/locstep-peers", I18NEXT_CLI);
const INSTALL_LIMIT = 240_000;
const RUN_LIMIT = 60_000;

/** Runs `i18next-cli` with these arguments in a folder; rejects unless it ends with 0. */
export type I18nextCli = (args: readonly string[], cwd: string) => Promise<void>;

/** Installs it with npm, once a machine; undefined where npm installs nothing. */
export async function installI18nextCli(): Promise<I18nextCli | undefined> {
  const ownNode = Number(process.versions.node.split(".")[0]) >= LEAST_NODE;
  const modules = join(CACHE, "node_modules");
  const node = ownNode ? process.execPath : join(modules, "node/bin/node");
  const cli = join(modules, "i18next-cli/dist/esm/cli.js");
  try {
    if (!existsSync(cli)) await install(ownNode ? [I18NEXT_CLI] : [I18NEXT_CLI, NODE]);
    await run(node, [cli, "--version"], { timeout: RUN_LIMIT });
  } catch (error) {
    console.warn(`${I18NEXT_CLI} cannot be installed here: ${String(error).split("\n", 1)[0]}`);
    return undefined;
  }
  return async (args, cwd) => {
    await run(node, [cli, ...args], { cwd, timeout: RUN_LIMIT, killSignal: "SIGKILL" });
  };
}

/** Into a folder of its own first: what is interrupted is never taken for installed. */
async function install(packages: readonly string[]): Promise<void> {
  const draft = `${CACHE}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, "package.json"), '{ "private": true }\n');
  try {
    const flags = ["--no-audit", "--no-fund", "--no-package-lock"];
    await run("npm", ["install", ...flags, ...packages], { cwd: draft, timeout: INSTALL_LIMIT });
    mkdirSync(dirname(CACHE), { recursive: true });
    rmSync(CACHE, { recursive: true, force: true });
    renameSync(draft, CACHE);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
