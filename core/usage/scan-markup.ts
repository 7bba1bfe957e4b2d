import { type Adapter, type Found } from "./adapter.ts";
import type { Node } from "./ast.ts";
import { type Collected, collect } from "./collect.ts";
import type { Dialect } from "./dialects.ts";
import { type Attribute, type Fragment, type Markup, splitMarkup } from "./markup.ts";
import { type ReadAttribute, createFinder } from "./find.ts";
import type { Fault, Parser } from "./parse.ts";
import { type Scope, type Site, declare, maskedScope, newScope } from "./scopes.ts";
import type { FileUses } from "./use.ts";

interface Scanner {
  readonly adapters: readonly Adapter[];
  readonly parser: Parser;
}

/** What a component asks for: in its scripts, which share one scope, and in its markup. */
export function scanMarkup(text: string, markup: Markup, { adapters, parser }: Scanner): FileUses {
  const { scripts, expressions, tags, blocks, bound } = splitMarkup(text, markup);
  const collected = collect(text);
  const finder = createFinder(adapters);
  const scope = newScope(undefined, true);
  // Messages of the component's own stand beside those of the project.
  const isOptional = blocks.has("i18n");
  const found = (by: number) => shifted(collected, by, isOptional);
  let fault: Fault | undefined;
  const sites: (readonly [readonly Site[], number])[] = [];
  for (const { code, start, dialect } of scripts) {
    const parsed = parser.parse(code, dialect);
    fault ??= parsed.fault && { ...parsed.fault, start: parsed.fault.start + start };
    sites.push([declare(parsed.program, scope, parser.children), start]);
  }
  // Only now is every name declared that a script of the other kind may use.
  for (const [of, start] of sites) finder.find(of, found(start));
  const inside = maskedScope(scope, bound);
  for (const expression of expressions) {
    // Only a call or an element asks for something.
    if (!/[(<]/u.test(expression.code)) continue;
    const { root, start } = parseExpression(expression, parser, markup === "astro" ? "tsx" : "ts");
    finder.find(declare(root, newScope(inside, false), parser.children), found(start));
  }
  finder.findTags(tags, inside, (attribute) => readAttribute(attribute, inside, parser), found(0));
  return collected.uses(fault);
}

/** An expression, or statements where it is none (`@click="a(); b()"`). */
function parseExpression(
  { code, start }: Fragment,
  parser: Parser,
  dialect: Dialect,
): { readonly root: Node; readonly start: number } {
  const { program, fault } = parser.parse(`(${code})`, dialect);
  if (fault === undefined) return { root: program, start: start - 1 };
  return { root: parser.parse(code, dialect).program, start };
}

/** The value of an attribute: the text that it is, or an expression. */
function readAttribute(
  { text, expression, start }: Attribute,
  scope: Scope,
  parser: Parser,
): ReturnType<ReadAttribute> {
  if (text !== undefined) {
    const node = { type: "Literal", value: text, raw: text, start, end: start } as Node;
    return { node, scope, by: 0 };
  }
  if (expression === undefined) return undefined;
  const [statement] = parser.parse(`(${expression.code})`, "ts").program.body;
  if (statement?.type !== "ExpressionStatement") return undefined;
  return { node: statement.expression, scope, by: expression.start - 1 };
}

function shifted({ found }: Collected, by: number, isOptional: boolean): Found {
  return {
    settings: found.settings,
    use: (use) =>
      found.use({
        ...use,
        ...(isOptional && { isOptional }),
        texts: use.texts.map((text) => ({ ...text, start: text.start + by })),
      }),
  };
}
