import type { Adapter } from "./adapter.ts";
import { collect } from "./collect.ts";
import { DIALECTS, MARKUPS, TEMPLATE, type Dialect, extensionOf } from "./dialects.ts";
import { excerptOf } from "./excerpt.ts";
import { createFinder } from "./find.ts";
import type { Parser } from "./parse.ts";
import { declare, newScope } from "./scopes.ts";
import { scanMarkup } from "./scan-markup.ts";
import type { FileUses } from "./use.ts";

export interface Scanner {
  readonly adapters: readonly Adapter[];
  readonly parser: Parser;
}

/** Bytes; a larger source is made by a machine. */
export const LARGEST: number = 1024 * 1024;
/** Characters a line, on average, from which on a larger source counts as minified. */
const LONGEST_LINES = 400;
const FEW = 20_000;

const NOTHING: FileUses = { uses: [], settings: [], opaque: 0 };

/** Whether a source may hold anything at all. Nine of ten do not, and are never parsed. */
export function mayUse(text: string, adapters: readonly Adapter[]): boolean {
  return adapters.some(({ words }) => words.test(text)) && !isMinified(text);
}

function isMarkup(extension: string): extension is keyof typeof MARKUPS {
  return Object.hasOwn(MARKUPS, extension);
}

function isMinified(text: string): boolean {
  if (text.length < FEW) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines > LONGEST_LINES;
}

/** What a source asks for that {@link mayUse}. Never throws: what cannot be read is a fault. */
export function scanSource(path: string, text: string, scanner: Scanner): FileUses {
  try {
    return scanText(path, text, scanner);
  } catch (error) {
    // The stack's end: no program is nested as deep, but any file can be.
    if (!(error instanceof RangeError)) throw error;
    return { ...NOTHING, fault: error.message };
  }
}

function scanText(path: string, text: string, scanner: Scanner): FileUses {
  const extension = extensionOf(path);
  if (isMarkup(extension)) return scanMarkup(text, MARKUPS[extension], scanner);
  if (extension === TEMPLATE) return scanTemplate(text, scanner.adapters);
  const dialect = DIALECTS[extension];
  return dialect === undefined ? NOTHING : scanScript(text, dialect, scanner);
}

function scanTemplate(text: string, adapters: readonly Adapter[]): FileUses {
  const collected = collect(text);
  for (const { template } of adapters) template?.(text, collected.found);
  return collected.uses();
}

function scanScript(text: string, dialect: Dialect, scanner: Scanner): FileUses {
  const { adapters, parser } = scanner;
  const known = scanExcerpt(text, dialect, scanner);
  if (known !== undefined) return known;
  const collected = collect(text);
  let { program, fault } = parser.parse(text, dialect);
  // Flow's types are near enough to TypeScript's.
  if (fault !== undefined && dialect === "jsx") {
    const again = parser.parse(text, "tsx");
    if (again.fault === undefined) ({ program, fault } = { ...again, fault: undefined });
  }
  const sites = declare(program, newScope(undefined, true), parser.children);
  createFinder(adapters).find(sites, collected.found);
  return collected.uses(fault);
}

/** What an excerpt of a source tells as well as the whole; undefined where it may not. */
function scanExcerpt(
  text: string,
  dialect: Dialect,
  { adapters, parser }: Scanner,
): FileUses | undefined {
  const excerpt = excerptOf(text, adapters);
  if (excerpt === undefined) return undefined;
  if (excerpt === "") return NOTHING;
  const collected = collect(text);
  const { program, fault } = parser.parse(excerpt, dialect);
  if (fault !== undefined) return undefined;
  const scope = newScope(undefined, true);
  const meant = createFinder(adapters).find(
    declare(program, scope, parser.children),
    collected.found,
  );
  // A value that stands alone here may have got a name that the excerpt lacks.
  const isWhole = program.body.every(
    (node) =>
      node.type !== "ExpressionStatement" ||
      node.expression.type === "JSXElement" ||
      (node.expression.type === "CallExpression" && !meant.has(node.expression)),
  );
  return isWhole && !scope.isLacking ? collected.uses() : undefined;
}
