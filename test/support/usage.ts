import { adapters } from "../../core/usage/adapters/adapters.ts";
import { type Custom, withCustom } from "../../core/usage/custom.ts";
import { indexKeys } from "../../core/usage/known-keys.ts";
import type { Library } from "../../core/usage/libraries.ts";
import { loadParser } from "../../core/usage/parse.ts";
import { type Judgement, openJudge } from "../../core/usage/rules.ts";
import { mayUse, scanSource } from "../../core/usage/scan.ts";
import type { FileUses } from "../../core/usage/use.ts";

/** Locale files by namespace: keys joined by dots, each with the arguments that its text names. */
export type Messages = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const NOTHING: FileUses = { uses: [], settings: [], opaque: 0 };

/** What sources ask for, by path. */
async function scanAll(
  library: Library,
  sources: Readonly<Record<string, string>>,
  custom: Custom,
): Promise<readonly (FileUses & { readonly path: string; readonly unit: string })[]> {
  const parser = await loadParser();
  if (parser === undefined) throw new Error("oxc-parser is not installed");
  const scanner = { adapters: [withCustom(adapters[library], custom)], parser };
  return Object.entries(sources).map(([path, text]) => ({
    ...(mayUse(text, scanner.adapters) ? scanSource(path, text, scanner) : NOTHING),
    path,
    unit: "",
  }));
}

async function judge(
  library: Library,
  sources: Readonly<Record<string, string>>,
  messages: Messages,
  custom: Custom,
): Promise<Judgement> {
  const known = Object.entries(messages).flatMap(([namespace, keys]) =>
    Object.keys(keys).map((name) => ({ namespace, key: name.split(".") })),
  );
  return openJudge({
    adapters,
    known: indexKeys(known, Object.keys(messages)),
    argumentsOf: ({ namespace, name }) => messages[namespace]?.[name] ?? [],
    unreadable: new Set(),
  })(await scanAll(library, sources, custom));
}

/** `3:5 undefined-key a.b`, in the order of the sources, and the names of the messages in use. */
export async function told(
  library: Library,
  path: string,
  code: string,
  messages: Messages,
  custom: Custom = {},
): Promise<{ readonly faults: readonly string[]; readonly used: readonly string[] }> {
  const { faults, places } = await judge(library, { [path]: code }, messages, custom);
  return {
    faults: faults.map(({ code: of, line, column, key, expected, isMild }) =>
      [
        `${line}:${column}`,
        of,
        key.join("."),
        ...(expected ?? []),
        ...(isMild ? ["mild"] : []),
      ].join(" "),
    ),
    used: [...places.keys()].map(({ namespace, name }) => `${namespace}:${name}`).sort(),
  };
}
