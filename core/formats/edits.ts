import { type Catalog, nameOf } from "../catalog/catalog.ts";
import type { Key } from "../model/key.ts";
import type { Edit } from "./format.ts";
import { fingerprintOfName, fingerprintOfText } from "./fingerprint.ts";

/** The edits of a splice as a tree of names, bound to the rows that they are about. */
export interface EditNode {
  readonly key: Key;
  readonly children: Map<string, EditNode>;
  /** The text to stand here. */
  text: string | undefined;
  /** What stands here is to go (and `text` or children may take its place). */
  removed: boolean;
  /** Whether a text is to be set here or below. */
  sets: boolean;
  /** The row that the runtime reads, or -1. */
  row: number;
  /** Earlier rows of the same name, which `row` overrides. */
  twins: number[];
  /** The row of the same key in the catalog that gives the order, or -1. */
  orderRow: number;
}

/** The tree of a list of edits. Where two are about the same key the later one counts. */
export function editTree(edits: readonly Edit[]): EditNode {
  const root = newNode([]);
  for (const edit of edits) {
    let node = root;
    for (const name of edit.key) node = childOf(node, name);
    if (edit.kind === "remove") {
      node.removed = true;
      node.text = undefined;
      node.children.clear();
    } else {
      node.text = edit.text;
    }
  }
  markSets(root);
  return root;
}

function childOf(node: EditNode, name: string): EditNode {
  const known = node.children.get(name);
  if (known !== undefined) return known;
  const child = newNode([...node.key, name]);
  node.children.set(name, child);
  return child;
}

function newNode(key: Key): EditNode {
  return {
    key,
    children: new Map(),
    text: undefined,
    removed: false,
    sets: false,
    row: -1,
    twins: [],
    orderRow: -1,
  };
}

function markSets(node: EditNode): boolean {
  node.sets = node.text !== undefined;
  for (const child of node.children.values()) {
    if (markSets(child)) node.sets = true;
  }
  return node.sets;
}

/** Binds the tree to the rows of the file to edit. Decodes hardly more names than edited ones. */
export function bindRows(tree: EditNode, catalog: Catalog): void {
  walk(tree, catalog, (node, row) => {
    if (node.row >= 0) node.twins.push(node.row);
    for (const child of node.children.values()) unbindRows(child);
    node.row = row;
  });
  tree.row = 0;
}

/** A later twin of a container replaces it whole. */
function unbindRows(node: EditNode): void {
  if (node.row < 0) return;
  node.row = -1;
  node.twins = [];
  for (const child of node.children.values()) unbindRows(child);
}

/** Binds the tree to the rows of the catalog that gives the order. */
export function bindOrder(tree: EditNode, order: Catalog): void {
  walk(tree, order, (node, row) => {
    for (const child of node.children.values()) unbindOrder(child);
    node.orderRow = row;
  });
  tree.orderRow = 0;
}

function unbindOrder(node: EditNode): void {
  if (node.orderRow < 0) return;
  node.orderRow = -1;
  for (const child of node.children.values()) unbindOrder(child);
}

/** The entries of a container, overridden ones included. Linear in what stands below it. */
export function entriesOf(catalog: Catalog, container: number): number[] {
  const rows: number[] = [];
  if (container < 0) return rows;
  for (let row = container + 1; (catalog.parent[row] ?? -1) >= container; row++) {
    if (catalog.parent[row] === container) rows.push(row);
  }
  return rows;
}

/** Visits each node of the tree with each row that has its key. */
function walk(
  tree: EditNode,
  catalog: Catalog,
  visit: (node: EditNode, row: number) => void,
): void {
  // One a container, however often its entries and those of others take turns.
  const finders = new Map<number, Find>([[0, childFinder(tree, catalog)]]);
  let container = -1;
  let find: Find = findNone;
  for (let row = 1; row < catalog.size; row++) {
    const parent = catalog.parent[row] as number;
    if (parent !== container) {
      container = parent;
      find = finders.get(parent) ?? findNone;
    }
    const child = find(row);
    if (child === undefined) continue;
    visit(child, row);
    finders.set(row, childFinder(child, catalog));
  }
}

type Find = (row: number) => EditNode | undefined;

function findNone(): undefined {
  return undefined;
}

/** Looks a row's name up among a node's children; decodes it only when it is probably there. */
function childFinder({ children }: EditNode, catalog: Catalog): Find {
  if (children.size === 0) return findNone;
  const fingerprints = new Set<number>();
  for (const name of children.keys()) fingerprints.add(fingerprintOfText(name));
  return (row) => {
    const fingerprint = fingerprintOfName(catalog, row);
    const isMaybe = fingerprint === undefined || fingerprints.has(fingerprint);
    return isMaybe ? children.get(nameOf(catalog, row)) : undefined;
  };
}
