import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";
import type { ProvidedContext } from "vitest";
import type { TestProject } from "vitest/node";
import { commandLine } from "../../rolldown.config.ts";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/locstep-tests");

/**
 * Bundles the command line as it ships, once a run, so that tests run what users run. The folder
 * is named by its content: runs at the same time never write under each other's feet.
 */
export async function setup(project: TestProject): Promise<void> {
  project.provide("cli", await attempt(bundleCli));
}

/** A bundle that fails is for the tests to tell that need it: the others still run. */
async function attempt(build: () => Promise<string>): Promise<ProvidedContext["cli"]> {
  try {
    return { path: await build() };
  } catch (error) {
    return { failure: String(error) };
  }
}

async function bundleCli(): Promise<string> {
  const build = await rolldown(commandLine);
  const { output } = await build.generate({ ...commandLine.output, cleanDir: false });
  await build.close();

  const files = output.map((file) => ({
    name: file.fileName,
    content: file.type === "chunk" ? file.code : file.source,
  }));
  const hash = createHash("sha256");
  for (const { name, content } of files) hash.update(name).update("\0").update(content);
  const folder = join(CACHE, hash.digest("hex").slice(0, 16));
  if (!existsSync(folder)) {
    const draft = `${folder}.${randomUUID()}`;
    for (const { name, content } of files) {
      mkdirSync(dirname(join(draft, name)), { recursive: true });
      writeFileSync(join(draft, name), content);
    }
    moveInto(draft, folder);
  }
  return join(folder, "locstep.cjs");
}

/** Another run may have been first with the same content; then ours is superfluous. */
function moveInto(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the bundled command line, or why there is none. */
    cli: { readonly path: string } | { readonly failure: string };
  }
}
