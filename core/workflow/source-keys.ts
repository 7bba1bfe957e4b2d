import { Kind, keyOf, textOf } from "../catalog/catalog.ts";
import { type Token, isFault } from "../syntax/syntax.ts";
import { syntaxes } from "../syntax/syntaxes.ts";
import { type KnownKeys, type KnownMessage, indexKeys } from "../usage/known-keys.ts";
import { openSource } from "./open-source.ts";
import { syntaxOf } from "./syntaxes.ts";
import type { Workspace } from "./workspace.ts";

/** The messages that code may use, and what their texts need. */
export interface SourceKeys {
  readonly known: KnownKeys;
  /** Names of the arguments in a message's text; undefined where it is malformed. */
  readonly argumentsOf: (message: KnownMessage) => readonly string[] | undefined;
}

const VALUES: readonly number[] = [Kind.Text, Kind.Alias, Kind.Empty, Kind.Null, Kind.Other];

/** Every key of the source locale that holds a value. Files that cannot be read are left out. */
export async function readSourceKeys(workspace: Workspace): Promise<SourceKeys> {
  const messages: { readonly namespace: string; readonly key: readonly string[] }[] = [];
  const readers = new Map<string, () => readonly string[] | undefined>();
  for (const file of workspace.arrangement.sources) {
    const opened = await openSource(workspace, file).open();
    if (!("catalog" in opened)) continue;
    const { catalog } = opened;
    const syntax = syntaxes[await syntaxOf(workspace, file.family)];
    const { namespace } = file;
    for (let row = 1; row < catalog.size; row++) {
      const kind = catalog.kind[row] as number;
      if (!VALUES.includes(kind)) continue;
      const key = keyOf(catalog, row);
      messages.push({ namespace, key });
      if (kind !== Kind.Text && kind !== Kind.Alias) continue;
      readers.set(idOf({ namespace, key }), () => {
        const tokens = syntax.tokens(textOf(catalog, row));
        if (isFault(tokens)) return undefined;
        const names = tokens.flatMap((token) => argumentOf(token) ?? []);
        return [...new Set(names)];
      });
    }
  }
  const namespaces = workspace.arrangement.sources.map(({ namespace }) => namespace);
  return {
    known: indexKeys(messages, namespaces),
    argumentsOf: (message) => readers.get(idOf(message))?.() ?? [],
  };
}

/** A plural's head names its argument as well; what i18next leaves alone (`{x}`) is none of its. */
function argumentOf({ kind, name, type }: Token): string | undefined {
  if (kind === "syntax") return name;
  return kind === "placeholder" && type !== "{" ? name?.replace(/[.[].*$/u, "") : undefined;
}

function idOf({ namespace, key }: Pick<KnownMessage, "namespace" | "key">): string {
  return JSON.stringify([namespace, key]);
}
