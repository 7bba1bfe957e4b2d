import type { Node } from "oxc-parser";

export type { Node } from "oxc-parser";

/** Without parentheses, type assertions, `await` and `?.`: what the value is made of. */
export function bare(node: Node): Node {
  for (let at = node; ;) {
    switch (at.type) {
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "ChainExpression":
      case "JSXExpressionContainer":
        at = at.expression;
        break;
      case "AwaitExpression":
        at = at.argument;
        break;
      default:
        return at;
    }
  }
}

/** The name of a property as far as it is written out: `a.b`, `a["b"]`, `{ b: … }`. */
export function nameOf(key: Node, isComputed: boolean): string | undefined {
  if (!isComputed && (key.type === "Identifier" || key.type === "PrivateIdentifier")) {
    return key.name;
  }
  if (key.type !== "Literal") return undefined;
  return typeof key.value === "string" || typeof key.value === "number"
    ? String(key.value)
    : undefined;
}
