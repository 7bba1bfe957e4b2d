import { type Node, bare, nameOf } from "./ast.ts";
import { type Binding, type Scope, lookUpValue } from "./scopes.ts";
import type { Pieces } from "./use.ts";

/** One text that an expression may be, and where it is written, if it is in one place. */
export interface Text {
  readonly pieces: Pieces;
  readonly start: number;
}

/** Beyond these a key counts as opaque: nobody wrote so many by hand. */
const MOST_TEXTS = 200;
const DEEPEST = 12;
/** Maps of maps have as many values as the product of their sizes. */
const MOST_STEPS = 5_000;

/** How far into a value, and how many expressions of it have been read. */
interface Walk {
  readonly depth: number;
  readonly steps: { count: number };
}

const OPAQUE: Pieces = ["", ""];

/** Whether nothing is known of a text but what joins its parts: a pattern that all keys would match. */
export function isOpaque(pieces: Pieces): boolean {
  return pieces.length > 1 && pieces.every((piece) => /^[.:/_-]*$/u.test(piece));
}

/**
 * The texts that an expression can be: literals, what is put together of constants, every branch
 * of a choice, every value of a constant map. What is not known is a gap between two pieces.
 */
export function textsOf(node: Node, scope: Scope): readonly Text[] {
  const texts = evaluate(node, scope, { depth: 0, steps: { count: 0 } });
  return texts.length > MOST_TEXTS ? [{ pieces: OPAQUE, start: node.start }] : texts;
}

function evaluate(wrapped: Node, scope: Scope, walk: Walk): readonly Text[] {
  const node = bare(wrapped);
  const { start } = node;
  if (walk.depth > DEEPEST || ++walk.steps.count > MOST_STEPS) return [{ pieces: OPAQUE, start }];
  const inside: Walk = { depth: walk.depth + 1, steps: walk.steps };
  const deeper = (inner: Node) => evaluate(inner, scope, inside);
  switch (node.type) {
    case "Literal":
      if (typeof node.value !== "string" && typeof node.value !== "number") break;
      return [{ pieces: [String(node.value)], start }];
    case "TemplateLiteral": {
      const parts = node.quasis.flatMap((quasi, at): readonly (readonly Text[])[] => {
        const text: Text = { pieces: [quasi.value.cooked ?? quasi.value.raw], start };
        const value = node.expressions[at];
        return value === undefined ? [[text]] : [[text], deeper(value)];
      });
      return join(parts, start);
    }
    case "BinaryExpression":
      if (node.operator !== "+") break;
      return join([deeper(node.left), deeper(node.right)], start);
    case "ConditionalExpression":
      return [...deeper(node.consequent), ...deeper(node.alternate)];
    case "LogicalExpression":
      // What stands left of && only decides; left of ?? and || it may be the value.
      if (node.operator === "&&") return deeper(node.right);
      return [...deeper(node.left), ...deeper(node.right)];
    case "Identifier": {
      const binding = lookUpValue(scope, node.name);
      if (binding?.kind !== "constant" || binding.node === undefined) break;
      return elsewhere(valuesAt(binding, inside), start);
    }
    case "MemberExpression": {
      const values = membersOf(node, scope, inside);
      if (values.length === 0) break;
      return elsewhere(values, start);
    }
    default:
  }
  return [{ pieces: OPAQUE, start }];
}

/** A value that is written elsewhere is told where it is used. */
function elsewhere(texts: readonly Text[], start: number): readonly Text[] {
  return texts.map(({ pieces }) => ({ pieces, start }));
}

function valuesAt({ node, path, scope }: Binding, walk: Walk): readonly Text[] {
  let value = node as Node;
  for (const name of path) {
    const [only, ...more] = fieldsOf(value, name) ?? [];
    if (only === undefined || more.length > 0) return [{ pieces: OPAQUE, start: value.start }];
    value = only;
  }
  return evaluate(value, scope, walk);
}

/**
 * `map.name` and `map["name"]` give one value, `map[anything]` every one of a constant map. None: it
 * is not written out, or what it holds is put into it later.
 */
function membersOf(
  node: Node & { type: "MemberExpression" },
  scope: Scope,
  walk: Walk,
): readonly Text[] {
  const found = containerOf(node.object, scope, walk.depth);
  const values = found && fieldsOf(found.node, nameOf(node.property, node.computed));
  return values?.flatMap((value) => evaluate(value, found?.scope ?? scope, walk)) ?? [];
}

/** The object or list that stands behind an expression. */
function containerOf(
  wrapped: Node,
  scope: Scope,
  depth: number,
): { readonly node: Node; readonly scope: Scope } | undefined {
  const node = bare(wrapped);
  if (depth > DEEPEST) return undefined;
  if (node.type === "Identifier") {
    const binding = lookUpValue(scope, node.name);
    if (binding?.node === undefined || binding.path.length > 0) return undefined;
    if (binding.kind === "variable" || binding.kind === "import") return undefined;
    return containerOf(binding.node, binding.scope, depth + 1);
  }
  if (node.type === "MemberExpression") {
    const outer = containerOf(node.object, scope, depth + 1);
    const values = outer && fieldsOf(outer.node, nameOf(node.property, node.computed));
    const [only, ...more] = values ?? [];
    return only === undefined || more.length > 0
      ? undefined
      : containerOf(only, outer?.scope ?? scope, depth + 1);
  }
  // `Object.freeze({ … })`
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const [argument] = node.arguments;
    const isFreeze = nameOf(node.callee.property, node.callee.computed) === "freeze";
    return isFreeze && argument !== undefined ? containerOf(argument, scope, depth + 1) : undefined;
  }
  return { node, scope };
}

/** The values of one member, or of all where the name is not known; undefined where some hide. */
function fieldsOf(wrapped: Node, name: string | undefined): readonly Node[] | undefined {
  const node = bare(wrapped);
  if (node.type === "ArrayExpression") {
    const items = node.elements.filter((item) => item !== null);
    if (items.some(({ type }) => type === "SpreadElement")) return undefined;
    return name === undefined ? items : items.slice(Number(name), Number(name) + 1);
  }
  if (node.type === "TSEnumDeclaration") {
    const members = node.body.members.filter(
      ({ id }) => name === undefined || nameOf(id, false) === name,
    );
    const values = members.map(({ initializer }) => initializer);
    return values.every((value) => value !== null) ? values : undefined;
  }
  if (node.type !== "ObjectExpression") return undefined;
  const values: Node[] = [];
  for (const property of node.properties) {
    if (property.type === "SpreadElement") return undefined;
    const own = nameOf(property.key, property.computed);
    if (own === undefined) return undefined;
    if (name === undefined || own === name) values.push(property.value);
  }
  return name === undefined ? values : values.slice(-1);
}

/** Every way to put one alternative of each part behind the other. */
function join(parts: readonly (readonly Text[])[], start: number): readonly Text[] {
  let texts: readonly Pieces[] = [[""]];
  for (const part of parts) {
    if (texts.length * part.length > MOST_TEXTS) return [{ pieces: OPAQUE, start }];
    texts = texts.flatMap((front) => part.map(({ pieces }) => concatenated(front, pieces)));
  }
  return texts.map((pieces) => ({ pieces, start }));
}

/** Whether there is nothing: it stands where there may be no key. */
export function isEmpty(pieces: Pieces): boolean {
  return pieces.length === 1 && pieces[0] === "";
}

/** A key below a prefix, each perhaps empty. */
export function below(prefix: Pieces | undefined, key: Pieces): Pieces {
  if (prefix === undefined || isEmpty(prefix) || isEmpty(key)) return key;
  return concatenated(concatenated(prefix, ["."]), key);
}

function concatenated(front: Pieces, back: Pieces): Pieces {
  const [first, ...rest] = back;
  const joined = [...front.slice(0, -1), `${front.at(-1)}${first}`, ...rest];
  // Two gaps without a piece between them are one.
  return joined.filter((piece, at) => piece !== "" || at === 0 || at === joined.length - 1) as [
    string,
    ...string[],
  ];
}
