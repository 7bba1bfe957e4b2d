import type { Argument, Meaning } from "./adapter.ts";
import { type Node, bare, nameOf } from "./ast.ts";
import type { Site } from "./scopes.ts";
import { textsOf } from "./texts.ts";

/** An expression as adapters see it. `by`: how far into the file its code starts. */
export function argumentOf(
  { node: wrapped, scope, by }: Site & { readonly by: number },
  meaning: () => Meaning | undefined,
): Argument {
  const node = bare(wrapped);
  const inner = (of: Node) => argumentOf({ node: of, scope, by }, nothing);
  return {
    start: node.start + by,
    texts: () => textsOf(node, scope).map((text) => ({ ...text, start: text.start + by })),
    items: () => {
      if (node.type !== "ArrayExpression") return undefined;
      return node.elements.filter((item) => item !== null).map(inner);
    },
    field: (name) => {
      if (node.type !== "ObjectExpression") return undefined;
      for (const property of node.properties) {
        if (property.type === "SpreadElement") continue;
        if (nameOf(property.key, property.computed) === name) return inner(property.value);
      }
      return undefined;
    },
    fields: () => {
      if (node.type !== "ObjectExpression") return undefined;
      return node.properties.flatMap((property) =>
        property.type === "SpreadElement" ? [] : [inner(property.value)],
      );
    },
    names: () => namesOf(node),
    selected: () => selectedBy(node),
    isText: node.type === "TemplateLiteral" || isLiteral(node, "string"),
    isObject: node.type === "ObjectExpression",
    isTrue: node.type === "Literal" && node.value === true,
    meaning,
    isNothing:
      (node.type === "Identifier" && node.name === "undefined") ||
      (node.type === "Literal" && (node.value === null || node.value === false)),
  };
}

function nothing(): undefined {
  return undefined;
}

function isLiteral(node: Node, type: "string"): boolean {
  return node.type === "Literal" && typeof node.value === type;
}

function namesOf(node: Node): readonly string[] | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  const names: string[] = [];
  for (const property of node.properties) {
    if (property.type === "SpreadElement") return undefined;
    const name = nameOf(property.key, property.computed);
    if (name === undefined) return undefined;
    names.push(name);
  }
  return names;
}

/** The path that a function of one parameter takes into it: `$ => $.cart.title`. */
function selectedBy(node: Node): string | undefined {
  if (node.type !== "ArrowFunctionExpression") return undefined;
  const [parameter] = node.params;
  if (parameter?.type !== "Identifier") return undefined;
  const names: string[] = [];
  for (let at: Node = bare(node.body); ;) {
    if (at.type === "Identifier") return at.name === parameter.name ? names.join(".") : undefined;
    if (at.type !== "MemberExpression") return undefined;
    const name = nameOf(at.property, at.computed);
    if (name === undefined) return undefined;
    names.unshift(name);
    at = bare(at.object);
  }
}
