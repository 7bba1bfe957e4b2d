import { isContainer } from "../../catalog/catalog.ts";
import { CellState } from "../../ledger/verdict.ts";
import { keyId } from "../../model/key.ts";
import { readingOf } from "../checkout/reading.ts";
import type { JudgedPair } from "../judge/judge.ts";
import type { Annotations } from "../survey/annotations.ts";
import { planWrite } from "../write/plan-write.ts";
import type { RefusedEdit } from "../write/splice-what-goes.ts";
import { cellOf } from "./answers.ts";
import { type Want, knownOrphans } from "./want.ts";

/**
 * Without those that their file has no room for: what is in the way is told before anybody is asked
 * and paid for a text that could not be written.
 */
export function withRoom(wants: readonly Want[], annotations: Annotations): readonly Want[] {
  const suspects = new Map<JudgedPair, Want[]>();
  for (const want of wants) {
    if (want.purpose !== "write" || !isAnythingInTheWay(want)) continue;
    const own = suspects.get(want.judged);
    if (own === undefined) suspects.set(want.judged, [want]);
    else own.push(want);
  }
  if (suspects.size === 0) return wants;
  const without = new Set<Want>();
  for (const [judged, own] of suspects) {
    const refused = new Map(refusedIn(judged, own).map((edit) => [keyId(edit.key), edit]));
    for (const want of own) {
      const unwritable = refused.get(keyId(want.message.key));
      if (unwritable === undefined) continue;
      annotations.add(cellOf(want), { unwritable });
      without.add(want);
    }
  }
  return wants.filter((want) => !without.has(want));
}

/** Keys where the text belongs, or something else where the keys around it belong. */
function isAnythingInTheWay({ judged, row }: Want): boolean {
  const { source, target, rows } = judged.pair;
  const at = rows[row] as number;
  if (at >= 0 && isContainer(target, at)) return true;
  const { parent } = source.catalog;
  for (let above = parent[row] as number; above > 0; above = parent[above] as number) {
    const place = rows[above] as number;
    if (place >= 0 && !isContainer(target, place)) return true;
  }
  return false;
}

/** What the format says to such an edit: any text does for that. */
function refusedIn(judged: JudgedPair, wants: readonly Want[]): readonly RefusedEdit[] {
  const fills = wants.map(({ row, message: { text } }) => {
    return {
      row,
      text,
      state: CellState.Translated,
      isByPerson: false,
      origin: "provider",
    } as const;
  });
  return planWrite(judged, readingOf(judged.target), fills, knownOrphans(judged)).refused;
}
