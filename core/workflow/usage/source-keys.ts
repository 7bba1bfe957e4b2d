import { Kind, keyOf, textOf } from "../../catalog/catalog.ts";
import { positionsIn } from "../../model/bytes.ts";
import type { Place } from "../../model/finding.ts";
import { type Syntax, type Token, isFault } from "../../syntax/syntax.ts";
import { syntaxes } from "../../syntax/syntaxes.ts";
import { type KnownKeys, type KnownMessage, indexKeys } from "../../usage/known-keys.ts";
import type { Judging } from "../../usage/rules.ts";
import type { OpenFile } from "../checkout/catalog-store.ts";
import { startOf } from "../survey/observe.ts";
import { openSource } from "../checkout/open-source.ts";
import { syntaxOf } from "../quality/syntaxes.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** The messages that code may use, and what their texts need. */
export interface SourceKeys {
  readonly known: KnownKeys;
  readonly argumentsOf: Judging["argumentsOf"];
  readonly placeOf: (message: KnownMessage) => Place;
  readonly unreadable: Judging["unreadable"];
  /** Keys that other messages link to, as these write them: `$t(key)`, `@:key`. */
  readonly linked: () => ReadonlySet<string>;
}

/** Where a message stands. */
interface Row {
  readonly file: OpenFile;
  readonly row: number;
  readonly syntax: Syntax;
  readonly positions: ReturnType<typeof positionsIn>;
}

const VALUES: readonly number[] = [Kind.Text, Kind.Alias, Kind.Empty, Kind.Null, Kind.Other];

/** Every key of the source locale that holds a value. Files that cannot be read are left out. */
export async function readSourceKeys(workspace: Workspace): Promise<SourceKeys> {
  const messages: { readonly namespace: string; readonly key: readonly string[] }[] = [];
  const rows: Row[] = [];
  const unreadable = new Set<string>();
  for (const source of workspace.arrangement.sources) {
    const file = await openSource(workspace, source).open();
    if (!("catalog" in file)) {
      unreadable.add(source.namespace);
      continue;
    }
    const { catalog } = file;
    const syntax = syntaxes[await syntaxOf(workspace, source.family)];
    const positions = positionsIn(catalog.bytes);
    for (let row = 1; row < catalog.size; row++) {
      if (!VALUES.includes(catalog.kind[row] as number)) continue;
      messages.push({ namespace: source.namespace, key: keyOf(catalog, row) });
      rows.push({ file, row, syntax, positions });
    }
  }
  const namespaces = workspace.arrangement.sources.map(({ namespace }) => namespace);
  const known = indexKeys(messages, namespaces);
  const rowOf = new Map(known.messages.map((message, at) => [message, rows[at] as Row]));
  return {
    known,
    unreadable,
    argumentsOf(message, among) {
      const row = rowOf.get(message) as Row;
      if (!among.some((name) => row.syntax === syntaxes[name])) return [];
      const tokens = tokensOf(row);
      return tokens && [...new Set(tokens.flatMap((token) => argumentOf(token) ?? []))];
    },
    placeOf(message) {
      const { file, row, positions } = rowOf.get(message) as Row;
      return { path: file.path, ...positions(startOf(file, row)) };
    },
    linked() {
      const links = rows.flatMap((row) => tokensOf(row)?.flatMap(linkOf) ?? []);
      return new Set(links);
    },
  };
}

/** Undefined where the text is malformed. */
function tokensOf({ file: { catalog }, row, syntax }: Row): readonly Token[] | undefined {
  const kind = catalog.kind[row];
  if (kind !== Kind.Text && kind !== Kind.Alias) return [];
  const tokens = syntax.tokens(textOf(catalog, row));
  return isFault(tokens) ? undefined : tokens;
}

/** A plural's head names its argument as well; what i18next leaves alone (`{x}`) is none of its. */
function argumentOf({ kind, name, type }: Token): string | undefined {
  if (kind === "syntax") return name;
  return kind === "placeholder" && type !== "{" ? name?.replace(/[.[].*$/u, "") : undefined;
}

/** `key` of `key, { … }`, `@:key`, `@.lower:key`, `@:(key)`; `key.` of `key.{{part}}`. */
function linkOf({ kind, name }: Token): readonly string[] {
  if (kind !== "link" || name === undefined) return [];
  const [key = ""] = name.replace(/^@[^:]*:/u, "").split(/,|\{\{/u, 1);
  return [key.replaceAll(/^[\s"'`({]+|[\s"'`)}]+$/gu, "")];
}
