import { stringify } from "yaml";
import type { TestRepository } from "./repository.ts";

/** How large a project of three formats is. */
export interface ProjectSize {
  /** JSON files that stand before; as many again stand halved and new afterwards, see `grow`. */
  readonly namespaces: number;
  /** In every file before it grows. */
  readonly messages: number;
}

/** A source text of one file. */
interface Entry {
  readonly key: readonly [group: string, name: string];
  readonly text: string;
}

type Entries = readonly Entry[];

const TARGETS = ["en-XA", "ar-XB"] as const;

const CONFIG = `sourceLocale: en
targetLocales: [${TARGETS.join(", ")}]
files:
  - locales/{locale}/{namespace}.json
  - config/locales/{locale}.yml
  - lib/l10n/app_{locale}.arb
provider:
  name: embedded
`;

/** Configuration and sources: JSON namespaces, a Rails YAML file and an ARB file. */
export function writeProject(repository: TestRepository, size: ProjectSize): void {
  repository.write("locstep.yaml", CONFIG);
  writeSources(repository, sourcesOf(size));
}

/**
 * What a busy week does to the sources: of six messages one changes, one goes, one gets another key
 * and one moves to the next file; a third comes new. Every third namespace brings a new file.
 */
export function growProject(repository: TestRepository, size: ProjectSize): void {
  const before = sourcesOf(size);
  const leaving = before.map((entries) => entries.filter((_, at) => at % 6 === 3));
  const after = before.map((entries, file) => [
    ...entries.flatMap(changedEntry),
    ...(leaving[(file || leaving.length) - 1] ?? []).map(({ key, text }): Entry => {
      return { key: ["arrived", `from-${key[0]}-${key[1]}`], text };
    }),
    ...newEntries(`added to ${file}`, size.messages / 3),
  ]);
  const fresh = newEntries("a new file", size.messages);
  writeSources(repository, after);
  for (let file = 0; file < size.namespaces / 3; file++) {
    const entries = fresh.map(({ key, text }) => ({ key, text: `${text} ${file}` }));
    repository.write(`locales/en/new-${file}.json`, toJson(entries));
  }
}

function changedEntry({ key, text }: Entry, at: number): readonly Entry[] {
  switch (at % 6) {
    case 0:
      return [{ key, text: `${text} now` }];
    case 1:
    case 3:
      return [];
    case 2:
      return [{ key: ["renamed", key[1]], text }];
    default:
      return [{ key, text }];
  }
}

/** The texts of every file; the last two are the YAML's and the ARB's. */
function sourcesOf({ namespaces, messages }: ProjectSize): readonly Entries[] {
  return Array.from({ length: namespaces + 2 }, (_, file) =>
    Array.from({ length: messages }, (_, at): Entry => {
      return { key: [`group${at % 3}`, `item${at}`], text: `Text ${at} of file ${file}` };
    }),
  );
}

function newEntries(what: string, count: number): Entries {
  return Array.from({ length: Math.floor(count) }, (_, at): Entry => {
    return { key: ["fresh", `item${at}`], text: `Fresh text ${at}, ${what}` };
  });
}

function writeSources(repository: TestRepository, sources: readonly Entries[]): void {
  for (const [file, entries] of sources.slice(0, -2).entries()) {
    repository.write(`locales/en/ns-${file}.json`, toJson(entries));
  }
  const [yaml = [], arb = []] = sources.slice(-2);
  repository.write("config/locales/en.yml", stringify({ en: nested(yaml) }));
  repository.write("lib/l10n/app_en.arb", toArb(arb));
}

function toJson(entries: Entries): object {
  return nested(entries);
}

function toArb(entries: Entries): object {
  return Object.fromEntries(
    entries.flatMap(({ key, text }) => {
      const name = key.join("_").replaceAll("-", "_");
      return [
        [name, text],
        [`@${name}`, { description: `Shown in ${key[0]}` }],
      ];
    }),
  );
}

function nested(entries: Entries): object {
  const groups: Record<string, Record<string, string>> = {};
  for (const { key, text } of entries) (groups[key[0]] ??= {})[key[1]] = text;
  return groups;
}
