import { type Catalog, Kind, nameOf, textOf } from "../catalog/catalog.ts";
import { entriesOf } from "./edits.ts";
import type { FreshEntry } from "./placement.ts";
import type { NewEntry, NewValue } from "./plan.ts";

/**
 * The items to be added to a list that has `length` already, or undefined when they would not
 * follow its end without a gap. What the order has between them and is no text is copied, so that
 * `[null, "January"]` can be made.
 */
export function newItems(
  length: number,
  fresh: readonly FreshEntry[],
  order: Catalog,
  orderItems: readonly number[],
): NewEntry[] | undefined {
  const added = new Map(fresh.map(({ entry }) => [entry.name, entry]));
  const items: NewEntry[] = [];
  while (added.size > 0) {
    const index = length + items.length;
    const name = String(index);
    const orderRow = orderItems[index];
    const copied = orderRow === undefined ? undefined : textlessCopy(order, orderRow);
    const value = added.get(name)?.value ?? copied;
    if (value === undefined) return undefined;
    items.push({ name, value });
    added.delete(name);
  }
  return items;
}

/** A value of the order without any text in it; undefined when it holds one. */
function textlessCopy(order: Catalog, row: number): NewValue | undefined {
  const kind = order.kind[row];
  if (kind === Kind.Empty) return textOf(order, row);
  if (kind === Kind.Null || kind === Kind.Other) {
    const span = order.bytes.subarray(order.valueStart[row], order.valueEnd[row]);
    return { kind, literal: Buffer.from(span).toString() };
  }
  if (kind !== Kind.Map && kind !== Kind.List) return undefined;
  const entries: NewEntry[] = [];
  // By name, so that of twins only the last one counts.
  const rows = new Map(entriesOf(order, row).map((entry) => [nameOf(order, entry), entry]));
  for (const [name, entry] of rows) {
    const value = textlessCopy(order, entry);
    if (value === undefined) return undefined;
    entries.push({ name, value });
  }
  return { kind, entries };
}
