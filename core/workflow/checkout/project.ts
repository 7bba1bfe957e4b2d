import { existsSync, realpathSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { listFiles } from "../../git/files.ts";
import { type Repository, openRepository, privateFolder } from "../../git/repository.ts";
import { type Config, type ConfigFile, resolveConfig } from "../../project/config.ts";
import { writeInside } from "../../project/files.ts";
import { readPlainConfig } from "../../project/plain-config.ts";
import { CONFIG_NAME } from "../../project/config-places.ts";
import {
  type ConfigPlace,
  type ConfigText,
  configPaths,
  findConfig,
} from "../../project/find-config.ts";
import { keep, recall } from "./kept.ts";
import { keyOf } from "./key-of.ts";
import type { WriteTarget } from "../write/write.ts";

/** What a run is about: a repository, its configuration, and where locstep keeps its own. */
export interface Project extends WriteTarget {
  readonly repository: Repository;
  readonly config: Config;
  /** The configuration as it stands, unread; undefined where none does. */
  readonly configText: string | undefined;
  /** Absolute: where the configuration stands or would be found, the nearest first. */
  readonly configPlaces: readonly string[];
  /** What was assumed for want of a configuration. */
  readonly notes: readonly string[];
}

/**
 * Committed beside the ledger: findings that a team knows of and does not want to hear again. Two
 * configurations in one folder share the ledger, whose facts name files, but not what they find.
 */
export function baselinePath({ ledgerFolder, config }: Project): string {
  const { name } = posix.parse(config.path ?? CONFIG_NAME);
  const own = name === posix.parse(CONFIG_NAME).name ? "" : `.${name}`;
  return posix.join(posix.dirname(ledgerFolder), `baseline${own}.json`);
}

export interface ProjectOptions {
  readonly cwd: string;
  /** As the user typed it, relative to `cwd`; undefined: the nearest `locstep.yaml` above. */
  readonly config?: string;
  /**
   * A commit, by its full id, whose configuration decides who translates and how much is sent. Set
   * where the checkout is a stranger's proposal.
   */
  readonly trusted?: string;
  /** Variables for a git that asks the remote, where its own configuration does not let it in. */
  readonly access?: Access;
  /** Whether they read presets too: never where a stranger's proposal says which. */
  readonly presetsByAccess?: boolean;
}

type Access = Readonly<Record<string, string>>;

/** Throws UsageError where there is no repository or no usable configuration or layout. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { access, presetsByAccess = false } = options;
  const repository = { ...openCheckout(options.cwd), ...(access && { access }) };
  const place = placeOf(repository, options);
  const configPlaces = configPaths(place).map((path) => join(repository.root, path));
  const standing = await findConfig(repository.root, place);
  if (standing === undefined) {
    const { file, found, notes } = await proposeConfig(repository);
    const note = `No ${CONFIG_NAME}: ${found}. \`locstep init\` writes this down.`;
    const config = await trustedConfig(repository, resolveConfig(file), options);
    const assumed = { configText: undefined, configPlaces, notes: [note, ...notes] };
    return { ...projectOf(repository, config), ...assumed };
  }
  const letsIn = presetsByAccess ? access : undefined;
  const read = resolveConfig(await readConfigFile(repository, standing, letsIn), standing.path);
  const config = await trustedConfig(repository, read, options);
  return { ...projectOf(repository, config), configText: standing.text, configPlaces, notes: [] };
}

async function trustedConfig(
  repository: Repository,
  config: Config,
  { trusted, access }: ProjectOptions,
): Promise<Config> {
  if (trusted === undefined) return config;
  const { withTrusted } = await import("./trusted-config.ts");
  const path = config.path ?? CONFIG_NAME;
  return withTrusted(config, { repository, commit: trusted, path }, async (text) =>
    resolveConfig(await readConfigFile(repository, { path, text }, access), path),
  );
}

function openCheckout(cwd: string): Repository {
  const repository = openRepository(cwd);
  if (repository !== undefined) return repository;
  throw new UsageError(
    `${cwd} is not inside a git repository`,
    "locstep compares committed files: run it inside a checkout, or `git init` and commit first.",
  );
}

type Placed = Omit<Project, "configText" | "configPlaces" | "notes">;

function projectOf(repository: Repository, config: Config): Placed {
  const folder = config.path === undefined ? "." : posix.dirname(config.path);
  return {
    repository,
    privateFolder: privateFolder(repository),
    ledgerFolder: posix.join(folder, ".locstep/ledger"),
    config,
  };
}

function placeOf(repository: Repository, { cwd, config }: ProjectOptions): ConfigPlace {
  const folder = pathInside(repository, resolve(cwd));
  if (config === undefined) return { folder };
  return { folder, path: pathInside(repository, resolve(cwd, config)) };
}

const KEPT = "config.json";

/**
 * Loading a YAML parser, and the names of all that a configuration may name, costs more than the
 * rest of a run in which nothing changed: a text is read once.
 */
async function readConfigFile(
  repository: Repository,
  { path, text }: ConfigText,
  access?: Access,
): Promise<ConfigFile> {
  const plain = readPlainConfig(text);
  if (plain !== undefined) return plain;
  const folder = privateFolder(repository);
  const key = keyOf(text);
  const kept = recall<ConfigFile>(folder, KEPT, key);
  if (kept !== undefined) return kept;
  const [{ parseConfigFile }, { known }] = await Promise.all([
    import("../../project/parse-config.ts"),
    import("./known-names.ts"),
  ]);
  const own = parseConfigFile(text, path, known);
  const file =
    own.extends === undefined ? own : await extended(repository, own, own.extends, access);
  // A preset is named by its content, so the whole is as lasting as the text.
  keep(folder, KEPT, key, file);
  return file;
}

/** A repository's own keys win over a preset's, each as a whole. */
async function extended(
  repository: Repository,
  own: ConfigFile,
  reference: string,
  access: Access | undefined,
): Promise<ConfigFile> {
  const [{ readPreset }, { parsePreset }, { known }] = await Promise.all([
    import("../../project/preset.ts"),
    import("../../project/parse-config.ts"),
    import("./known-names.ts"),
  ]);
  const preset = parsePreset(await readPreset(repository, reference, access), reference, known);
  return { ...preset, ...own };
}

function pathInside({ root }: Repository, path: string): string {
  const real = existsSync(path) ? realpathSync(path) : path;
  return relative(root, real).split(sep).join("/");
}

/** A configuration made from peers' or from the layout, and how that is told. */
interface ProposedConfig {
  readonly file: ConfigFile;
  readonly found: string;
  /** What of the peers' could not be taken over, in whole sentences. */
  readonly notes: readonly string[];
}

async function proposeConfig(repository: Repository): Promise<ProposedConfig> {
  const [{ propose }, { readPeers }] = await Promise.all([
    import("../../project/propose.ts"),
    import("../../project/peers/read-peers.ts"),
  ]);
  const files = await listFiles(repository, []);
  const paths = files.filter(({ state }) => state !== "deleted").map(({ path }) => path);
  const readings = await readPeers(repository.root, paths);
  const proposal = propose(paths, readings);
  const { peers } = proposal;
  const file = await withKnownProvider(proposal.file);
  const templates = file.files.map((entry) => (typeof entry === "string" ? entry : entry.path));
  const from = peers.length === 0 ? "" : ` from ${peers.map(({ path }) => path).join(", ")}`;
  const found = `found ${templates.join(", ")} with source locale ${file.sourceLocale}${from}`;
  const asked = peers.length === 0 ? readings : peers;
  const notes = asked.flatMap(({ path, notes }) => notes.map((note) => `In ${path}, ${note}.`));
  const { provider } = proposal.file;
  if (provider !== undefined && file.provider === undefined) {
    notes.push(
      `The provider "${provider.name}" is left out: name one of locstep's under \`provider:\`.`,
    );
  }
  return { file, found, notes };
}

/** What a peer translates with may be no provider of ours, or lack what ours needs. */
async function withKnownProvider({ provider, ...rest }: ConfigFile): Promise<ConfigFile> {
  if (provider === undefined) return rest;
  const [{ writeConfig }, { parseConfigFile }, { known }] = await Promise.all([
    import("../../project/write-config.ts"),
    import("../../project/parse-config.ts"),
    import("./known-names.ts"),
  ]);
  const file = { ...rest, provider };
  try {
    return parseConfigFile(writeConfig(file), CONFIG_NAME, known);
  } catch (error) {
    if (error instanceof UsageError) return rest;
    throw error;
  }
}

/**
 * Writes down what is found, where no configuration stands yet. Returns its path, how it was found
 * and what was left out; undefined where one stands. Throws UsageError where no locale files are found.
 */
export async function writeProposedConfig(
  options: ProjectOptions,
): Promise<(Pick<ProposedConfig, "found" | "notes"> & { readonly path: string }) | undefined> {
  const repository = openCheckout(options.cwd);
  const standing = await findConfig(repository.root, placeOf(repository, options));
  if (standing !== undefined) {
    await readConfigFile(repository, standing);
    return undefined;
  }
  const { INSTALLED_SCHEMA, writeConfig } = await import("../../project/write-config.ts");
  const { file, found, notes } = await proposeConfig(repository);
  const text = writeConfig(file, {
    origin: `Written by locstep init: ${found}.`,
    isInstalled: existsSync(resolve(repository.root, INSTALLED_SCHEMA)),
  });
  await writeInside(repository.root, CONFIG_NAME, Buffer.from(text));
  return { path: CONFIG_NAME, found, notes };
}
