import type { Catalog } from "../../catalog/catalog.ts";
import { type ContainerPlan, HEAD, type NewEntry, type Plan } from "../plan.ts";
import { layoutOf, Reach } from "./layout.ts";

/** The same plan with nothing inserted among entries that a merge key brings: only behind it. */
export function behindMerges(catalog: Catalog, plan: Plan): Plan {
  if (layoutOf(catalog).merges.size === 0) return plan;
  return { ...plan, containers: plan.containers.map((container) => behind(catalog, container)) };
}

function behind(catalog: Catalog, plan: ContainerPlan): ContainerPlan {
  const inserted = new Map<number, NewEntry[]>();
  const next = new Map<number, number>();
  let previous = HEAD;
  for (const row of plan.entries) {
    next.set(previous, row);
    previous = row;
  }
  for (const [anchor, entries] of plan.inserted) {
    let at = anchor;
    if (at === HEAD || isMerged(catalog, at)) {
      for (
        let row = next.get(at);
        row !== undefined && isMerged(catalog, row);
        row = next.get(at)
      ) {
        at = row;
      }
    }
    inserted.set(at, [...(inserted.get(at) ?? []), ...entries]);
  }
  return { ...plan, inserted };
}

function isMerged(catalog: Catalog, row: number): boolean {
  return ((layoutOf(catalog).reach[row] as number) & Reach.Expanded) !== 0;
}
