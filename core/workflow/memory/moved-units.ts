import { keyOf, textOf } from "../../catalog/catalog.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { JudgedTarget } from "../judge/judge-all.ts";
import { type RecalledUnit, TODAY } from "./recall.ts";
import { messageId } from "../../model/message.ts";

/** The translation that a moved message takes along, by its old id and its text. */
export type MovedUnits = (origin: string, source: string) => RecalledUnit | undefined;

/**
 * A moved message takes along what stands under its old name until this run removes it, or last
 * stood there (`lost`, by id). Facts tell what that is; where none names it, a person wrote it since
 * the last sync. What history does not tell either is taken from facts, if they agree.
 */
export function movedUnits(
  units: readonly RecalledUnit[],
  targets: readonly JudgedTarget[],
  lost: ReadonlyMap<string, RecalledUnit>,
): MovedUnits {
  const byId = new Map<string, RecalledUnit[]>();
  for (const unit of units) {
    const id = messageId(unit);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [unit]);
    else known.push(unit);
  }
  const standing = new Map(lost);
  for (const unit of orphans(targets)) standing.set(messageId(unit), unit);
  return (origin, source) => {
    const known = byId.get(origin) ?? [];
    const valid = known.filter((unit) => unit.source === source && unit.state !== CellState.Stale);
    const stands = standing.get(origin);
    if (stands === undefined) return agreed(valid);
    const same = known.filter(({ target }) => target === stands.target);
    if (same.length === 0) return { ...stands, source };
    const found = strongest(valid.filter(({ target }) => target === stands.target));
    if (found !== undefined) return found;
    // Machine text that is stale is made anew under the new name; a person's stays, as it is.
    const isByPerson = same.some((unit) => unit.isByPerson);
    return isByPerson ? { ...stands, source, state: CellState.Stale } : undefined;
  };
}

/** Texts whose key left the source, as if a person had written them. */
function* orphans(targets: readonly JudgedTarget[]): Generator<RecalledUnit> {
  for (const { outcome } of targets) {
    if (outcome.outcome !== "judged") continue;
    const { alignment, file, target } = outcome;
    for (const row of alignment.orphans) {
      yield {
        source: "",
        target: textOf(file.catalog, row),
        namespace: target.namespace,
        key: keyOf(file.catalog, row),
        rank: TODAY,
        state: CellState.Unconfirmed,
        isByPerson: true,
      };
    }
  }
}

function agreed(units: readonly RecalledUnit[]): RecalledUnit | undefined {
  const texts = new Set(units.map(({ target }) => target));
  return texts.size === 1 ? strongest(units) : undefined;
}

function strongest(units: readonly RecalledUnit[]): RecalledUnit | undefined {
  return [...units].sort((a, b) => b.state - a.state)[0];
}
