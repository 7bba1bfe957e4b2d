import { fallbackChain } from "../model/fallbacks.ts";
import type { FindingCode, Severity } from "../model/finding.ts";
import { canonicalLocale } from "../model/locale.ts";
import type { STALE_POLICIES } from "./config-shape.ts";
import { compileTemplate, type Template } from "./template.ts";

/** What happens to a translation when its source changed later. */
export type StalePolicy = (typeof STALE_POLICIES)[number];
type StaleSetting = StalePolicy | Readonly<Record<string, StalePolicy>>;

/** `locstep.yaml` as written, known to be well-formed. */
export interface ConfigFile {
  /** `owner/name:path@commit`. Resolved where the file is read. */
  readonly extends?: string;
  readonly sourceLocale: string;
  readonly targetLocales?: readonly string[];
  readonly files: readonly (string | FileEntry)[];
  readonly provider?: { readonly name: string; readonly baseUrl?: string } & Options;
  readonly stale?: StaleSetting;
  readonly emptyIsMissing?: boolean;
  readonly locked?: readonly string[];
  readonly terms?: readonly string[];
  readonly limits?: { readonly characters?: number; readonly messages?: number };
  readonly checks?: Readonly<Partial<Record<FindingCode, Severity | "off">>>;
  readonly review?: readonly FindingCode[];
  readonly fallbacks?: boolean | Readonly<Record<string, string | readonly string[]>>;
  readonly code?: boolean | CodeEntry;
  readonly syntax?: string;
}

/** The long form of an entry of `files`. */
export interface FileEntry {
  readonly path: string;
  readonly format?: string;
  readonly syntax?: string;
  readonly stale?: StaleSetting;
  readonly namespace?: string;
}

/** The long form of `code`: sources, as globs relative to the file. */
export interface CodeEntry {
  readonly files?: readonly string[];
  readonly ignore?: readonly string[];
  readonly libraries?: readonly string[];
  readonly functions?: readonly string[];
  readonly components?: Readonly<Record<string, string>>;
}

/** A provider's own options, as written. */
export type Options = Readonly<Record<string, unknown>>;

/** One entry of `files`: locale files that belong together and have one set of target locales. */
export interface Family {
  readonly template: Template;
  /** Undefined: by the extension. */
  readonly format: string | undefined;
  /** Undefined: recognised from the texts. */
  readonly syntax: string | undefined;
  readonly namespace: string | undefined;
  readonly stale: StalePolicies;
}

/** By canonical locale; `default` undefined: by who wrote the translation (law 6 of the ledger). */
export interface StalePolicies {
  readonly default: StalePolicy | undefined;
  readonly byLocale: ReadonlyMap<string, StalePolicy>;
}

/** The configuration, resolved once at the edge. All locales are canonical ids. */
export interface Config {
  /** The file it was read from, relative to the repository's root; undefined when detected. */
  readonly path: string | undefined;
  readonly sourceLocale: string;
  /** Undefined: those found on disk. */
  readonly targetLocales: readonly string[] | undefined;
  readonly families: readonly Family[];
  readonly provider:
    | { readonly name: string; readonly baseUrl: string | undefined; readonly options: Options }
    | undefined;
  readonly emptyIsMissing: boolean;
  readonly locked: readonly string[];
  readonly terms: readonly string[];
  readonly limits: { readonly characters: number; readonly messages: number };
  readonly checks: ReadonlyMap<FindingCode, Severity | "off">;
  /** Rules whose refused translations are written, flagged. */
  readonly review: ReadonlySet<FindingCode>;
  /** True: by CLDR's parents. */
  readonly fallbacks: true | ReadonlyMap<string, readonly string[]>;
  /** Undefined: source code is not looked at. */
  readonly code: CodeEntry | undefined;
}

/**
 * Fills in defaults and brings locales to their canonical ids. `path` is the file's, relative to
 * the repository's root; its folder is what templates are relative to.
 */
export function resolveConfig(file: ConfigFile, path?: string): Config {
  const folder = path?.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const stale = resolveStale(file.stale);
  return {
    path,
    sourceLocale: canonical(file.sourceLocale),
    targetLocales: file.targetLocales?.map(canonical),
    families: file.files.map((entry) => resolveFamily(entry, folder, stale, file.syntax)),
    provider: resolveProvider(file.provider),
    emptyIsMissing: file.emptyIsMissing ?? true,
    locked: file.locked ?? [],
    terms: file.terms ?? [],
    limits: {
      characters: file.limits?.characters ?? Infinity,
      messages: file.limits?.messages ?? Infinity,
    },
    checks: new Map(Object.entries(file.checks ?? {})) as Config["checks"],
    review: new Set(file.review),
    fallbacks: resolveFallbacks(file.fallbacks),
    code: file.code === false ? undefined : file.code === true ? {} : (file.code ?? {}),
  };
}

function canonical(spelling: string): string {
  return canonicalLocale(spelling) ?? spelling;
}

function resolveFamily(
  entry: string | FileEntry,
  folder: string,
  stale: StalePolicies,
  syntax: string | undefined,
): Family {
  const long: FileEntry = typeof entry === "string" ? { path: entry } : entry;
  const own = resolveStale(long.stale);
  return {
    template: compileTemplate(long.path, folder),
    format: long.format,
    syntax: long.syntax ?? syntax,
    namespace: long.namespace,
    stale: {
      default: own.default ?? stale.default,
      // A family's own default is nearer than another family's locale.
      byLocale: own.default ? own.byLocale : new Map([...stale.byLocale, ...own.byLocale]),
    },
  };
}

function resolveStale(setting: StaleSetting | undefined): StalePolicies {
  if (setting === undefined) return { default: undefined, byLocale: new Map() };
  if (typeof setting === "string") return { default: setting, byLocale: new Map() };
  const { default: fallback, ...locales } = setting;
  const entries = Object.entries(locales) as [string, StalePolicy][];
  return {
    default: fallback,
    byLocale: new Map(entries.map(([locale, policy]) => [canonical(locale), policy])),
  };
}

function resolveProvider(provider: ConfigFile["provider"]): Config["provider"] {
  if (provider === undefined) return undefined;
  const { name, baseUrl, ...options } = provider;
  return { name, baseUrl, options };
}

function resolveFallbacks(setting: ConfigFile["fallbacks"]): Config["fallbacks"] {
  if (setting === true) return true;
  return new Map(
    Object.entries(setting || {}).map(([locale, parents]) => [
      canonical(locale),
      [parents].flat().map(canonical),
    ]),
  );
}

/** What `stale` says about a locale of a family; undefined: decide by who wrote the translation. */
export function stalePolicy(family: Family, locale: string): StalePolicy | undefined {
  return family.stale.byLocale.get(locale) ?? family.stale.default;
}

/** The locales whose translations may stand in for a locale's own, nearest first. */
export function fallbacksOf(config: Config, locale: string): readonly string[] {
  if (config.fallbacks === true) return fallbackChain(locale);
  const chain = new Set<string>();
  for (let next = config.fallbacks.get(locale); next !== undefined;) {
    const before = chain.size;
    for (const parent of next) if (parent !== locale) chain.add(parent);
    const last = next.at(-1);
    next = chain.size > before && last !== undefined ? config.fallbacks.get(last) : undefined;
  }
  return [...chain];
}
