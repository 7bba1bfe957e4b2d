import { type Catalog, Kind, textOf } from "../catalog/catalog.ts";
import type { Refusal } from "../model/refusal.ts";
import { bindOrder, bindRows, type EditNode, editTree, entriesOf } from "./edits.ts";
import type { Edit, Splice } from "./format.ts";
import { newItems } from "./list-items.ts";
import { type FreshEntry, type IsCompanion, placeEntries } from "./placement.ts";
import { type ContainerPlan, HEAD, type NewEntry, type NewValue, type Plan } from "./plan.ts";

export type Refused = Extract<Splice, { outcome: "refused" }>;

/** Resolves edits to rows. Nothing to do is an empty plan. Linear in both catalogs. */
export function planEdits(
  catalog: Catalog,
  edits: readonly Edit[],
  order: Catalog,
  isCompanion: IsCompanion = () => false,
): Plan | Refused {
  const tree = editTree(edits);
  bindRows(tree, catalog);
  const values = new Map<number, NewValue>();
  const containers: ContainerPlan[] = [];
  const context = { tree, catalog, order, isCompanion, values, containers };
  const refused =
    tree.text === undefined ? planContainer(tree, context) : refusal(tree, "container");
  return refused ?? { values, containers };
}

interface Context {
  readonly tree: EditNode;
  readonly catalog: Catalog;
  readonly order: Catalog;
  readonly isCompanion: IsCompanion;
  readonly values: Map<number, NewValue>;
  readonly containers: ContainerPlan[];
}

function refusal(node: EditNode, reason: Refusal): Refused {
  return { outcome: "refused", key: node.key, reason };
}

function planContainer(node: EditNode, context: Context): Refused | undefined {
  const removed = new Set<number>();
  const fresh: FreshEntry[] = [];
  for (const [name, child] of node.children) {
    if (child.row >= 0) {
      const planned = context.containers.length;
      const refused = planEntry(child, context);
      if (refused !== undefined) return refused;
      if (!isGone(child, context)) continue;
      // Whatever was planned for the containers below goes with them.
      context.containers.length = planned;
      for (const row of [child.row, ...child.twins]) removed.add(row);
    } else if (child.sets) {
      const value = newValue(child, context);
      if (isRefused(value)) return value;
      fresh.push({ node: child, entry: { name, value } });
    }
  }
  if (removed.size === 0 && fresh.length === 0) return undefined;
  const entries = entriesOf(context.catalog, node.row);
  const isList = context.catalog.kind[node.row] === Kind.List;
  const inserted = place({ node, isList, entries, removed, fresh }, context);
  if (isRefused(inserted)) return inserted;
  context.containers.push({ row: node.row, entries, removed, inserted });
  return undefined;
}

/** Whether an entry leaves the file: removed itself, or emptied where the order has no container. */
function isGone(node: EditNode, context: Context): boolean {
  if (node.removed) return !node.sets;
  const plan = context.containers.at(-1);
  if (node.sets || plan?.row !== node.row || plan.removed.size < plan.entries.length) return false;
  return orderRowOf(node, context) < 0;
}

/** The order is looked at only when something is inserted or emptied. */
function orderRowOf(node: EditNode, { tree, order }: Context): number {
  if (tree.orderRow < 0) bindOrder(tree, order);
  return node.orderRow;
}

function planEntry(node: EditNode, context: Context): Refused | undefined {
  const { catalog, values } = context;
  const kind = catalog.kind[node.row] as Kind;
  const isContainer = kind === Kind.Map || kind === Kind.List;
  if (node.text !== undefined) {
    if (isText(kind) && textOf(catalog, node.row) === node.text) return undefined;
    if (kind === Kind.Alias) return refusal(node, "alias");
    if (kind === Kind.Metadata || (isContainer && !isEmptied(node, catalog)))
      return refusal(node, "container");
    for (const child of node.children.values()) if (child.sets) return refusal(child, "text");
    values.set(node.row, node.text);
    return undefined;
  }
  if (isContainer && !node.removed) return planContainer(node, context);
  if (!node.sets) return undefined;
  if (kind === Kind.Alias && !node.removed) return refusal(node, "alias");
  if (!node.removed && kind !== Kind.Null && kind !== Kind.Empty) return refusal(node, "text");
  const value = newValue(node, context);
  if (isRefused(value)) return value;
  values.set(node.row, value);
  return undefined;
}

/** Whether the edits take away every entry of a container. */
function isEmptied(node: EditNode, catalog: Catalog): boolean {
  if (node.removed) return true;
  const entries = entriesOf(catalog, node.row);
  for (const child of node.children.values()) {
    if (child.row < 0 || child.sets) continue;
    const isGone = child.removed || (isFilled(catalog, child.row) && isEmptied(child, catalog));
    if (isGone) entries.length -= 1 + child.twins.length;
  }
  return entries.length === 0;
}

function isFilled(catalog: Catalog, row: number): boolean {
  return catalog.parent[row + 1] === row;
}

function isText(kind: Kind): boolean {
  return kind === Kind.Text || kind === Kind.Empty || kind === Kind.Alias;
}

function newValue(node: EditNode, context: Context): NewValue | Refused {
  const fresh: FreshEntry[] = [];
  for (const [name, child] of node.children) {
    if (!child.sets) continue;
    if (node.text !== undefined) return refusal(child, "text");
    const value = newValue(child, context);
    if (isRefused(value)) return value;
    fresh.push({ node: child, entry: { name, value } });
  }
  if (node.text !== undefined) return node.text;
  // What stood here, if anything, is replaced whole: the new entries have no neighbours.
  const isList = context.order.kind[orderRowOf(node, context)] === Kind.List;
  const inserted = place({ node, isList, entries: [], removed: new Set(), fresh }, context);
  if (isRefused(inserted)) return inserted;
  return { kind: isList ? Kind.List : Kind.Map, entries: inserted.get(HEAD) ?? [] };
}

interface Placing {
  readonly node: EditNode;
  readonly isList: boolean;
  readonly entries: readonly number[];
  readonly removed: ReadonlySet<number>;
  readonly fresh: readonly FreshEntry[];
}

function place(placing: Placing, context: Context): Map<number, NewEntry[]> | Refused {
  const { node, isList, entries, removed, fresh } = placing;
  if (fresh.length === 0 && !isList) return new Map();
  const orderEntries =
    fresh.length === 0 ? [] : entriesOf(context.order, orderRowOf(node, context));
  if (!isList) {
    const staying = entries.filter((row) => !removed.has(row));
    return placeEntries({ ...context, container: node, entries, staying, orderEntries, fresh });
  }
  // A list only grows or shrinks at its end: anything else would give other items new keys.
  const length = entries.length - removed.size;
  const isTail = entries.slice(length).every((row) => removed.has(row));
  const items = newItems(length, fresh, context.order, orderEntries);
  if (!isTail || items === undefined) return refusal(fresh[0]?.node ?? node, "list");
  return new Map(items.length === 0 ? [] : [[entries[length - 1] ?? HEAD, items]]);
}

export function isRefused(value: object | string): value is Refused {
  return typeof value === "object" && "outcome" in value;
}
