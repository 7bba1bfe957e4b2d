import { type Catalog, Kind, textOf } from "../catalog/catalog.ts";
import { bindOrder, bindRows, type EditNode, editTree } from "./edits.ts";
import type { Edit, Refusal, Splice } from "./format.ts";
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
  bindOrder(tree, order);
  const values = new Map<number, NewValue>();
  const containers: ContainerPlan[] = [];
  const context = { catalog, order, isCompanion, values, containers };
  const refused = tree.text === undefined ? planContainer(tree, context) : refusal(tree, "shape");
  return refused ?? { values, containers };
}

interface Context {
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
  const inserted =
    context.catalog.kind[node.row] === Kind.List
      ? placeItems(node, removed, fresh, context)
      : placeEntries({ ...context, container: node, staying: stayingOf(node, removed), fresh });
  if (isRefused(inserted)) return inserted;
  context.containers.push({ row: node.row, entries: node.entries, removed, inserted });
  return undefined;
}

function stayingOf(node: EditNode, removed: ReadonlySet<number>): number[] {
  return node.entries.filter((row) => !removed.has(row));
}

/** Whether an entry leaves the file: removed itself, or emptied where the order has no container. */
function isGone(node: EditNode, context: Context): boolean {
  if (node.removed) return !node.sets;
  if (node.sets || node.orderRow >= 0 || node.entries.length === 0) return false;
  const plan = context.containers.at(-1);
  return plan?.row === node.row && plan.removed.size === node.entries.length;
}

function planEntry(node: EditNode, context: Context): Refused | undefined {
  const { catalog, values } = context;
  const kind = catalog.kind[node.row] as Kind;
  const isContainer = kind === Kind.Map || kind === Kind.List;
  if (node.text !== undefined) {
    if (isText(kind) && textOf(catalog, node.row) === node.text) return undefined;
    if (kind === Kind.Alias) return refusal(node, "alias");
    if (kind === Kind.Metadata || (isContainer && !isEmptied(node))) return refusal(node, "shape");
    for (const child of node.children.values()) if (child.sets) return refusal(child, "shape");
    values.set(node.row, node.text);
    return undefined;
  }
  if (isContainer && !node.removed) return planContainer(node, context);
  if (!node.sets) return undefined;
  if (kind === Kind.Alias && !node.removed) return refusal(node, "alias");
  if (!node.removed && kind !== Kind.Null && kind !== Kind.Empty) return refusal(node, "shape");
  const value = newValue(node, context);
  if (isRefused(value)) return value;
  values.set(node.row, value);
  return undefined;
}

/** Whether the edits take away every entry of a container. */
function isEmptied(node: EditNode): boolean {
  if (node.removed) return true;
  let gone = 0;
  for (const child of node.children.values()) {
    if (
      child.row >= 0 &&
      !child.sets &&
      (child.removed || (child.entries.length > 0 && isEmptied(child)))
    ) {
      gone += 1 + child.twins.length;
    }
  }
  return gone === node.entries.length;
}

function isText(kind: Kind): boolean {
  return kind === Kind.Text || kind === Kind.Empty || kind === Kind.Alias;
}

function newValue(node: EditNode, context: Context): NewValue | Refused {
  const fresh: FreshEntry[] = [];
  for (const [name, child] of node.children) {
    if (!child.sets) continue;
    if (node.text !== undefined) return refusal(child, "shape");
    const value = newValue(child, context);
    if (isRefused(value)) return value;
    fresh.push({ node: child, entry: { name, value } });
  }
  if (node.text !== undefined) return node.text;
  // What stood here, if anything, is replaced whole: the new entries have no neighbours.
  const container = { ...node, entries: [] };
  const kind = context.order.kind[node.orderRow] === Kind.List ? Kind.List : Kind.Map;
  const placed =
    kind === Kind.List
      ? placeItems(container, new Set(), fresh, context)
      : placeEntries({ ...context, container, staying: [], fresh });
  return isRefused(placed) ? placed : { kind, entries: placed.get(HEAD) ?? [] };
}

/** A list only grows or shrinks at its end: anything else would give other items new keys. */
function placeItems(
  list: EditNode,
  removed: ReadonlySet<number>,
  fresh: readonly FreshEntry[],
  { order }: Context,
): Map<number, NewEntry[]> | Refused {
  const length = list.entries.length - removed.size;
  const isTail = list.entries.slice(length).every((row) => removed.has(row));
  const items = newItems(list, length, fresh, order);
  if (!isTail || items === undefined) return refusal(fresh[0]?.node ?? list, "shape");
  return new Map(items.length === 0 ? [] : [[list.entries[length - 1] ?? HEAD, items]]);
}

export function isRefused(value: object | string): value is Refused {
  return typeof value === "object" && "outcome" in value;
}
