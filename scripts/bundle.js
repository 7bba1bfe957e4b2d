import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const ROLLDOWN = fileURLToPath(new URL("../bin/cli.mjs", import.meta.resolve("rolldown")));

/** Bundles the command line into `dist/`, saying nothing unless it fails; gives the bundle's path. */
export async function bundle() {
  await promisify(execFile)(process.execPath, [ROLLDOWN, "-c"], { cwd: ROOT });
  return join(ROOT, "dist/cli/locstep.cjs");
}
