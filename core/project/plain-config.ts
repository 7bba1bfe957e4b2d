import { canonicalLocale } from "../model/locale.ts";
import type { ConfigFile } from "./config.ts";
import { templateFault } from "./template.ts";

type Plain = Pick<ConfigFile, "sourceLocale" | "targetLocales" | "files">;

/**
 * Characters. People write this file by hand; the parser's worst inputs (unclosed brackets, bad
 * escapes) cost 7 µs a character, so this bounds them to half a second.
 */
export const LONGEST = 65_536;

/** Reads the same in any place of a YAML document: no number, no `true`, nothing that YAML marks. */
const LOCALE = "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*";
const PATH = String.raw`[\w./{}*-]*`;

/** Comments and blanks say nothing. */
const NOTHING = /^(?: *#[\x20-\x7e\u{a0}-\u{d7ff}\u{e000}-\u{fefe}]*)?$/u;
const SOURCE = new RegExp(`^sourceLocale: (${LOCALE})$`, "u");
const TARGETS = new RegExp(String.raw`^targetLocales: \[(${LOCALE}(?:, ?${LOCALE})*)\]$`, "u");
const LIST = /^(targetLocales|files):$/u;
const ITEMS = {
  targetLocales: new RegExp(`^ {2}- (${LOCALE})$`, "u"),
  files: new RegExp(String.raw`^ {2}- ([\w.]${PATH}|"${PATH}"|'${PATH}')$`, "u"),
};

/**
 * What a configuration says that names locales and paths and nothing else, as most do: loading a YAML
 * parser and all that a configuration may name costs a new clone as much as the rest of its check.
 * Undefined for any other, and where anything is wrong: that is the parser's to tell.
 */
export function readPlainConfig(text: string): Plain | undefined {
  if (text.length > LONGEST) return undefined;
  let sourceLocale: string | undefined;
  const lists: { targetLocales?: string[]; files?: string[] } = {};
  let open: keyof typeof ITEMS | undefined;
  for (const line of text.split("\n")) {
    if (NOTHING.test(line)) continue;
    const item = open && ITEMS[open].exec(line)?.[1];
    if (open !== undefined && item !== undefined) {
      lists[open]?.push(item.replaceAll(/["']/gu, ""));
      continue;
    }
    const source = SOURCE.exec(line)?.[1];
    const targets = TARGETS.exec(line)?.[1];
    open = LIST.exec(line)?.[1] as keyof typeof ITEMS | undefined;
    const name = targets === undefined ? open : "targetLocales";
    const isKnown = source === undefined ? name && lists[name] : sourceLocale;
    if (isKnown !== undefined) return undefined;
    if (source !== undefined) sourceLocale = source;
    else if (name !== undefined) lists[name] = targets?.split(/, ?/u) ?? [];
    else return undefined;
  }
  const { targetLocales, files } = lists;
  if (sourceLocale === undefined || files === undefined) return undefined;
  const locales = [sourceLocale, ...(targetLocales ?? [])];
  const isSound =
    targetLocales?.length !== 0 &&
    areDifferent(locales.map(canonicalLocale)) &&
    areDifferent(files) &&
    files.every((path) => templateFault(path) === undefined);
  if (!isSound) return undefined;
  return { sourceLocale, ...(targetLocales && { targetLocales }), files };
}

/** At least one, and none that is undefined or stands twice. */
function areDifferent(values: readonly (string | undefined)[]): boolean {
  return values.length > 0 && !values.includes(undefined) && new Set(values).size === values.length;
}
