import type { Key } from "../../model/key.ts";

/** The keys of a source as a type sees them: what is nested, and where a text stands. */
export type Tree = Map<string, Tree | "text">;

/** A message's namespace and key. */
export interface Declared {
  readonly namespace: string;
  readonly key: Key;
}

/** By namespace; "" stands for files whose path names none. Where a key is both, what is nested wins. */
export function treesOf(messages: readonly Declared[]): ReadonlyMap<string, Tree> {
  const trees = new Map<string, Tree>();
  for (const { namespace, key } of messages) {
    let tree = trees.get(namespace);
    if (tree === undefined) trees.set(namespace, (tree = new Map()));
    for (const [at, name] of key.entries()) {
      const known = tree.get(name);
      if (at === key.length - 1) {
        if (known === undefined) tree.set(name, "text");
        break;
      }
      const inner: Tree = known === undefined || known === "text" ? new Map() : known;
      tree.set(name, inner);
      tree = inner;
    }
  }
  return trees;
}

/** The tree as members of an interface, a line each. All texts are `string`, which is cheap to check. */
export function membersOf(tree: Tree, indent: string): string {
  return [...tree]
    .map(([name, inner]) => {
      const start = `${indent}${propertyName(name)}: `;
      if (inner === "text") return `${start}string;\n`;
      return `${start}{\n${membersOf(inner, `${indent}  `)}${indent}};\n`;
    })
    .join("");
}

/** As one tree: the messages without a namespace at the top, each namespace a property. */
export function merged(trees: ReadonlyMap<string, Tree>): Tree {
  const whole: Tree = new Map(trees.get(""));
  for (const [namespace, tree] of trees) if (namespace !== "") whole.set(namespace, tree);
  return whole;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
}
