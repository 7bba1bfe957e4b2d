import type { Position } from "../model/bytes.ts";
import type { Adapter, Found } from "./adapter.ts";
import { DIALECTS, extensionOf } from "./dialects.ts";
import { findUses } from "./find.ts";
import type { Parse } from "./parse.ts";
import { declare, newScope } from "./scopes.ts";
import { isOpaque } from "./texts.ts";
import type { FileUses, Pieces, Settings, Use } from "./use.ts";

export interface Scanner {
  readonly adapters: readonly Adapter[];
  readonly parse: Parse;
}

/** Bytes; a larger source is made by a machine. */
const LARGEST = 1024 * 1024;
/** Characters a line, on average, from which on a larger source counts as minified. */
const LONGEST_LINES = 400;
const FEW = 20_000;

const NOTHING: FileUses = { uses: [], settings: [], opaque: 0 };

/** Whether a source may hold anything at all. Nine of ten do not, and are never parsed. */
export function mayUse(text: string, adapters: readonly Adapter[]): boolean {
  if (text.length > LARGEST || isMinified(text)) return false;
  return adapters.some(({ words }) => words.test(text));
}

function isMinified(text: string): boolean {
  if (text.length < FEW) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines > LONGEST_LINES;
}

/** What one source asks for. Never throws: what cannot be read is a fault. */
export function scanSource(path: string, text: string, { adapters, parse }: Scanner): FileUses {
  const dialect = DIALECTS[extensionOf(path)];
  if (dialect === undefined || !mayUse(text, adapters)) return NOTHING;
  const collected = collect(text);
  let { program, fault } = parse(text, dialect);
  // Flow's types are near enough to TypeScript's.
  if (fault !== undefined && dialect === "jsx") {
    const again = parse(text, "tsx");
    if (again.fault === undefined) ({ program, fault } = { ...again, fault: undefined });
  }
  findUses(declare(program, newScope(undefined, true)), adapters, collected.found);
  return { ...collected.uses(), ...(fault !== undefined && { fault }) };
}

function collect(text: string): { readonly found: Found; readonly uses: () => FileUses } {
  const uses: Use[] = [];
  const settings: Settings[] = [];
  let opaque = 0;
  let positions: ((offset: number) => Position) | undefined;
  return {
    found: {
      use({ texts, ...use }) {
        const keys = texts.map(({ pieces }) => pieces).filter((pieces) => !isOpaque(pieces));
        const [first] = texts;
        if (first === undefined) return;
        // One alternative that is not known may always be the one that is defined.
        if (keys.length < texts.length) {
          opaque++;
          return;
        }
        positions ??= positionsOf(text);
        uses.push({ ...positions(first.start), ...use, keys: keys as [Pieces, ...Pieces[]] });
      },
      settings: (told) => void settings.push(told),
    },
    uses: () => ({ uses, settings, opaque }),
  };
}

/** Places asked for mostly in order: each costs the way from the last one. */
function positionsOf(text: string): (offset: number) => Position {
  let line = 1;
  let start = 0;
  return (offset) => {
    if (offset < start) [line, start] = [1, 0];
    for (let at = text.indexOf("\n", start); at >= 0 && at < offset;) {
      line++;
      start = at + 1;
      at = text.indexOf("\n", start);
    }
    return { line, column: offset - start + 1 };
  };
}
