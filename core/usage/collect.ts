import type { Position } from "../model/bytes.ts";
import type { Found } from "./adapter.ts";
import { isEmpty, isOpaque } from "./texts.ts";
import type { FileUses, Pieces, Settings, Use } from "./use.ts";

/** Gathers what adapters find in one source. */
export interface Collected {
  readonly found: Found;
  readonly uses: (fault?: string) => FileUses;
}

export function collect(text: string): Collected {
  const uses: Use[] = [];
  const settings: Settings[] = [];
  let opaque = 0;
  let positions: ((offset: number) => Position) | undefined;
  return {
    found: {
      use({ texts: all, ...use }) {
        const texts = all.filter(({ pieces }) => !isEmpty(pieces));
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
    uses: (fault) => ({ uses, settings, opaque, ...(fault !== undefined && { fault }) }),
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
