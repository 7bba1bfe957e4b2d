import { findRow } from "../../catalog/key-index.ts";
import type { Edit, Format } from "../../formats/format.ts";
import { positionsIn } from "../../model/bytes.ts";
import type { Place } from "../../model/finding.ts";
import type { Key } from "../../model/key.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { OpenFile } from "../checkout/catalog-store.ts";
import { startOf } from "../survey/observe.ts";

/** An edit that a file has no room for. */
export interface RefusedEdit {
  readonly key: Key;
  readonly reason: Refusal;
  /** What stands in its way, the key itself or one around it, and where. */
  readonly at: Key;
  readonly place: Place;
}

/** The edits that could be made, with the content that they give; none, and then no content. */
export interface Spliced<E extends Edit> {
  readonly edits: readonly E[];
  readonly utf8?: Uint8Array;
  readonly refused: readonly RefusedEdit[];
}

/** A file that has still more in the way has another shape than its source. */
const MOST_SPLICES = 200;

/** Leaves out what the format refuses: an edit that does not prove is looked for by halving. */
export function spliceWhatGoes<E extends Edit>(
  file: OpenFile,
  format: Format,
  wanted: readonly E[],
  order: OpenFile,
): Spliced<E> {
  const refused: RefusedEdit[] = [];
  let splices = 0;

  function refuse(edits: readonly E[], reason: Refusal, at?: Key): void {
    for (const { key } of edits) {
      refused.push({ key, reason, at: at ?? key, place: placeOf(file, at ?? key) });
    }
  }

  function going(edits: readonly E[]): Omit<Spliced<E>, "refused"> {
    let left = edits;
    while (left.length > 0 && splices++ < MOST_SPLICES) {
      const splice = format.splice(file.catalog, left, order.catalog);
      if (splice.outcome === "spliced") return { edits: left, utf8: splice.bytes };
      const { reason, key } = splice;
      const before = left;
      if (reason !== "unproven") {
        left = before.filter((edit) => !isAround(edit.key, key));
        refuse(
          before.filter((edit) => isAround(edit.key, key)),
          reason,
          key,
        );
      } else if (before.length > 1) {
        const middle = before.length >> 1;
        left = [before.slice(0, middle), before.slice(middle)].flatMap((half) => going(half).edits);
      }
      if (left.length === before.length) break;
    }
    refuse(left, "unproven");
    return { edits: [] };
  }

  return { ...going(wanted), refused };
}

/** Whether one of two keys is the other or below it: of `a.x` a format may refuse the `a` there. */
function isAround(key: Key, other: Key): boolean {
  const depth = Math.min(key.length, other.length);
  return key.slice(0, depth).every((segment, at) => segment === other[at]);
}

/** Where a key stands in a file, or the nearest one around it that does. */
function placeOf(file: OpenFile, key: Key): Place {
  let row = -1;
  for (let depth = key.length; row < 0; depth--) row = findRow(file.index(), key.slice(0, depth));
  return { path: file.path, ...positionsIn(file.catalog.bytes)(startOf(file, row)) };
}
