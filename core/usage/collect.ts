import type { Position } from "../model/bytes.ts";
import type { Found, FoundUse } from "./adapter.ts";
import type { Fault } from "./parse.ts";
import { type Text, isEmpty, isOpaque } from "./texts.ts";
import type { FileUses, Pieces, Settings, Use } from "./use.ts";

/** Gathers what adapters find in one source. */
export interface Collected {
  readonly found: Found;
  readonly uses: (fault?: Fault) => FileUses;
}

export function collect(text: string): Collected {
  const uses: Mutable<Use>[] = [];
  const settings: Settings[] = [];
  let opaque = 0;
  let positions: ((offset: number) => Position) | undefined;
  return {
    found: {
      use(found) {
        const keys: Pieces[] = [];
        let first: Text | undefined;
        let isUnknown = false;
        for (const text of found.texts) {
          if (isEmpty(text.pieces)) continue;
          first ??= text;
          if (isOpaque(text.pieces)) isUnknown = true;
          else keys.push(text.pieces);
        }
        if (first === undefined) return;
        // One alternative that is not known may always be the one that is defined.
        if (isUnknown) {
          opaque++;
          return;
        }
        positions ??= positionsOf(text);
        const use = useOf(found, keys as [Pieces, ...Pieces[]], positions(first.start));
        const last = uses.at(-1);
        // A key that is looked up among several is often chosen by a test in front of the call:
        // what that passes says nothing of the others.
        if (last?.line === use.line && last.column === use.column) {
          delete last.passed;
          delete use.passed;
        }
        uses.push(use);
      },
      settings: (told) => void settings.push(told),
    },
    uses(fault) {
      if (fault === undefined) return { uses, settings, opaque };
      const { line } = positionsOf(text)(fault.start);
      return { uses, settings, opaque, fault: fault.message, faultLine: line };
    },
  };
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Without spreads: this runs for every use, and a compiler takes long over them. */
function useOf(found: FoundUse, keys: Use["keys"], { line, column }: Position): Mutable<Use> {
  const { library, namespaces, passed, isOptional, isTree, hasDefault, doubt } = found;
  const use: Mutable<Use> = { line, column, library, keys };
  if (namespaces !== undefined) use.namespaces = namespaces;
  if (passed !== undefined) use.passed = passed;
  if (isOptional !== undefined) use.isOptional = isOptional;
  if (isTree !== undefined) use.isTree = isTree;
  if (hasDefault !== undefined) use.hasDefault = hasDefault;
  if (doubt !== undefined) use.doubt = doubt;
  return use;
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
