import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../model/errors.ts";
import { listFiles } from "../git/files.ts";
import { type Repository, openRepository, privateFolder } from "../git/repository.ts";
import { type Config, resolveConfig } from "../project/config.ts";
import type { WriteTarget } from "./write.ts";

/** What a run is about: a repository, its configuration, and where locstep keeps its own. */
export interface Project extends WriteTarget {
  readonly repository: Repository;
  readonly config: Config;
  /** What was assumed for want of a configuration. */
  readonly notes: readonly string[];
}

export interface ProjectOptions {
  readonly cwd: string;
  /** As the user typed it, relative to `cwd`; undefined: the nearest `locstep.yaml` above. */
  readonly config?: string;
}

export const CONFIG_NAME = "locstep.yaml";

/** Throws UsageError where there is no repository or no usable configuration or layout. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const repository = openRepository(options.cwd);
  if (repository === undefined) {
    throw new UsageError(
      `${options.cwd} is not inside a git repository`,
      "locstep compares committed files: run it inside a checkout, or `git init` and commit first.",
    );
  }
  const file = findConfig(repository, options);
  const config = file === undefined ? undefined : await readConfig(repository, file);
  const folder = file === undefined ? "" : posix(dirname(relative(repository.root, file)));
  const place = {
    repository,
    privateFolder: privateFolder(repository),
    ledgerFolder: join(folder === "." ? "" : folder, ".locstep/ledger")
      .split(sep)
      .join("/"),
  };
  if (config !== undefined) return { ...place, config, notes: [] };
  return { ...place, ...(await detectProject(repository)) };
}

function findConfig(repository: Repository, { cwd, config }: ProjectOptions): string | undefined {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    if (existsSync(path)) return path;
    throw new UsageError(
      `there is no configuration at ${config}`,
      "Check the path given to --config.",
    );
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME);
    if (existsSync(path)) return path;
    if (folder === repository.root || dirname(folder) === folder) return undefined;
  }
}

/** The reader brings a YAML parser along, so it is loaded only where there is a file to read. */
async function readConfig(repository: Repository, path: string): Promise<Config> {
  const { readKnownConfig } = await import("./known-config.ts");
  return readKnownConfig(readFileSync(path, "utf8"), posix(relative(repository.root, path)));
}

/** Without a configuration the layout is told from the paths, and said. */
async function detectProject(repository: Repository): Promise<Pick<Project, "config" | "notes">> {
  const { detect } = await import("../project/detect/detect.ts");
  const files = await listFiles(repository, []);
  const { sourceLocale, found } = detect(files.map(({ path }) => path));
  const templates = found.map(({ template }) => template);
  return {
    config: resolveConfig({ sourceLocale, files: templates }),
    notes: [
      `No ${CONFIG_NAME}: found ${templates.join(", ")} with source locale ${sourceLocale}; \`locstep init\` writes this down.`,
    ],
  };
}

function posix(path: string): string {
  return path.split(sep).join("/");
}
