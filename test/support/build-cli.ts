import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type OutputOptions, type RolldownOptions, rolldown } from "rolldown";
import type { ProvidedContext } from "vitest";
import type { TestProject } from "vitest/node";
import { commandLine, library } from "../../rolldown.config.ts";

const ROOT = join(import.meta.dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache/locstep-tests");

/**
 * Bundles the package as it ships, once a run, so that tests run what users run. The folder
 * is named by its content: runs at the same time never write under each other's feet.
 */
export async function setup(project: TestProject): Promise<void> {
  project.provide("cli", await attempt(bundlePackage));
}

/** A bundle that fails is for the tests to tell that need it: the others still run. */
async function attempt(build: () => Promise<string>): Promise<ProvidedContext["cli"]> {
  try {
    const folder = await build();
    return { path: join(folder, "dist/cli/locstep.cjs"), folder };
  } catch (error) {
    return { failure: String(error) };
  }
}

interface PackageFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Returns its folder: one that can be linked as `node_modules/locstep`. */
async function bundlePackage(): Promise<string> {
  const files = (await Promise.all([commandLine, library].map(bundle))).flat();
  const manifest = readFileSync(join(ROOT, "package.json"), "utf8");
  files.push({ name: "package.json", content: manifest });
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
  return folder;
}

async function bundle(config: RolldownOptions): Promise<PackageFile[]> {
  const build = await rolldown(config);
  const target = { ...config.output, cleanDir: false } as OutputOptions;
  const { output } = await build.generate(target);
  await build.close();
  return output.map((file) => ({
    name: join(target.dir ?? "", file.fileName),
    content: file.type === "chunk" ? file.code : file.source,
  }));
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
    /** Paths of the bundled command line and of the package it is in, or why there is none. */
    cli: { readonly path: string; readonly folder: string } | { readonly failure: string };
  }
}
