import { type Catalog, nameOf } from "../catalog/catalog.ts";
import type { Key } from "../model/key.ts";
import type { Edit } from "./format.ts";

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
  /** Rows of the entries of the container at `row`, overridden ones included. */
  entries: number[];
  /** The row of the same key in the catalog that gives the order, or -1. */
  orderRow: number;
  /** Rows of the entries of the container at `orderRow`. */
  orderEntries: number[];
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
    entries: [],
    orderRow: -1,
    orderEntries: [],
  };
}

function markSets(node: EditNode): boolean {
  node.sets = node.text !== undefined;
  for (const child of node.children.values()) {
    if (markSets(child)) node.sets = true;
  }
  return node.sets;
}

/** Binds the tree to the rows of the file to edit. Decodes only names next to an edited one. */
export function bindRows(tree: EditNode, catalog: Catalog): void {
  walk(tree, catalog, (parent, child, row) => {
    parent.entries.push(row);
    if (child === undefined) return;
    if (child.row >= 0) child.twins.push(child.row);
    forgetBelow(child);
    child.row = row;
  });
  tree.row = 0;
}

/** Binds the tree to the rows of the catalog that gives the order. */
export function bindOrder(tree: EditNode, order: Catalog): void {
  walk(tree, order, (parent, child, row) => {
    parent.orderEntries.push(row);
    if (child === undefined) return;
    child.orderEntries = [];
    child.orderRow = row;
  });
  tree.orderRow = 0;
}

type Visit = (parent: EditNode, child: EditNode | undefined, row: number) => void;

/** Visits each row whose container is a node of the tree. */
function walk(tree: EditNode, catalog: Catalog, visit: Visit): void {
  const nodes = new Map<number, EditNode>([[0, tree]]);
  let container = 0;
  let node: EditNode | undefined = tree;
  for (let row = 1; row < catalog.size; row++) {
    const parent = catalog.parent[row] as number;
    if (parent !== container) {
      container = parent;
      node = nodes.get(parent);
    }
    if (node === undefined) continue;
    const child = node.children.size > 0 ? node.children.get(nameOf(catalog, row)) : undefined;
    visit(node, child, row);
    if (child !== undefined) nodes.set(row, child);
  }
}

/** A later twin of a container replaces it whole. */
function forgetBelow(node: EditNode): void {
  if (node.entries.length === 0) return;
  node.entries = [];
  for (const child of node.children.values()) {
    forgetBelow(child);
    child.row = -1;
    child.twins = [];
  }
}
