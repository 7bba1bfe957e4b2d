import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageFolder } from "./cli.ts";
import type { Peers } from "./peers.ts";
import { type TestRepository, createRepository } from "./repository.ts";

const PACKAGES = join(import.meta.dirname, "../../node_modules");

export interface ApplicationOptions {
  /** Beside locstep, linked from this project's own, or from those of `peers`. */
  readonly packages: readonly string[];
  readonly peers?: Peers;
  readonly config?: string;
  readonly files: Readonly<Record<string, string | object>>;
}

/** A committed repository with locstep installed, as a user has it. */
export async function createApplication({
  packages,
  peers,
  config = CONFIG,
  files,
}: ApplicationOptions): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", config);
  repository.write("package.json", { name: "application", private: true, type: "module" });
  repository.write(".gitignore", "node_modules\ndist\n");
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  link(packageFolder(), join(repository.root, "node_modules/locstep"));
  for (const name of packages) {
    link(peers?.path(name) ?? join(PACKAGES, name), join(repository.root, "node_modules", name));
  }
  await repository.commit("Start");
  return repository;
}

const CONFIG = `sourceLocale: en
targetLocales: [de, fr]
files:
  - locales/{locale}/{namespace}.json
`;

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

export interface Ran {
  readonly code: number;
  /** Both outputs, without colours, as they came. */
  readonly log: string;
}

/** Runs Node in the application: `vite build`, a script. The bundlers see no test runner. */
export function runNode(
  cwd: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { VITEST: _, NODE_ENV: __, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: "1", FORCE_COLOR: "0", ...variables };
  const options = { cwd, env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      const log = stdout + stderr;
      if (typeof code === "number") resolve({ code, log });
      else reject(new Error(`node ${args.join(" ")} did not end by itself.\n${log}`));
    });
  });
}
