import { type Node, nameOf } from "./ast.ts";
import type { Children } from "./parse.ts";

/** What a name stands for, as it was declared. */
export interface Binding {
  readonly kind: "import" | "constant" | "variable" | "parameter" | "declaration";
  /** The initial value, the declaration itself, or a parameter's pattern. */
  readonly node: Node | undefined;
  /** The way into the value, where it is taken apart: `const { t: [first] }` is `["t", "0"]`. */
  readonly path: readonly (string | undefined)[];
  readonly scope: Scope;
  readonly module?: string;
  /** `*` for a namespace. */
  readonly imported?: string;
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  /** Made at the first name: most blocks declare none. */
  names: Map<string, Binding> | undefined;
  /** Of the outermost: whether the value of a name was asked for that is declared nowhere. */
  isLacking: boolean;
}

export function newScope(parent: Scope | undefined, isFunction: boolean): Scope {
  return { parent, isFunction, names: undefined, isLacking: false };
}

function bind(scope: Scope, name: string, binding: Binding): void {
  scope.names ??= new Map();
  scope.names.set(name, binding);
}

/** A scope in which names stand for what nobody knows. */
export function maskedScope(parent: Scope, names: Iterable<string>): Scope {
  const scope = newScope(parent, false);
  for (const name of names) {
    bind(scope, name, { kind: "parameter", node: undefined, path: [], scope });
  }
  return scope;
}

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names?.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The same for a name whose value is asked for. */
export function lookUpValue(scope: Scope, name: string): Binding | undefined {
  const binding = lookUp(scope, name);
  if (binding !== undefined) return binding;
  outermost(scope).isLacking = true;
  return undefined;
}

/** What a file's own top declares by a name, whatever hides it. */
export function lookUpOutermost(scope: Scope, name: string): Binding | undefined {
  return outermost(scope).names?.get(name);
}

function outermost(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

/** A node that asks for something, and where it stands. */
export interface Site<T extends Node = Node> {
  readonly node: T;
  readonly scope: Scope;
}

/**
 * Declares every name below `root` in its scope and gives the calls and elements, in the order of
 * the source. Not recursive: minified code nests as deep as it likes.
 */
export function declare(root: Node, scope: Scope, children: Children): readonly Site[] {
  const sites: Site[] = [];
  const nodes: Node[] = [root];
  const scopes: Scope[] = [scope];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const outer = scopes.pop() as Scope;
    const { type } = node;
    if (type === "CallExpression" || type === "JSXOpeningElement")
      sites.push({ node, scope: outer });
    const fields = children.get(type);
    if (fields === undefined || fields.length === 0) continue;
    const inner = scopeOf(node, outer);
    declareNode(node, outer, inner);
    const values = node as unknown as Readonly<Record<string, Node | null | (Node | null)[]>>;
    // Backwards, for the last one pushed comes first.
    for (let field = fields.length - 1; field >= 0; field--) {
      const value = values[fields[field] as string];
      const below = Array.isArray(value) ? value : [value];
      for (let at = below.length - 1; at >= 0; at--) {
        const child = below[at];
        if (child === null || child === undefined) continue;
        nodes.push(child);
        scopes.push(inner);
      }
    }
  }
  return sites;
}

function scopeOf({ type }: Node, scope: Scope): Scope {
  switch (type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return newScope(scope, true);
    case "BlockStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "CatchClause":
    case "StaticBlock":
    case "SwitchStatement":
      return newScope(scope, false);
    default:
      return scope;
  }
}

function declareNode(node: Node, scope: Scope, inner: Scope): void {
  switch (node.type) {
    case "ImportDeclaration":
      declareImports(node, scope);
      return;
    case "VariableDeclaration":
      for (const { id, init } of node.declarations) {
        const kind = node.kind === "const" ? "constant" : "variable";
        const where = node.kind === "var" ? functionScope(scope) : scope;
        declarePattern(id, { kind, node: init ?? undefined, path: [], scope: where });
      }
      return;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      if (node.type === "FunctionDeclaration" && node.id !== null) {
        bind(scope, node.id.name, { kind: "declaration", node, path: [], scope });
      }
      for (const parameter of node.params) {
        declarePattern(parameter, { kind: "parameter", node: undefined, path: [], scope: inner });
      }
      return;
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      if (node.id !== null) {
        bind(scope, node.id.name, { kind: "declaration", node, path: [], scope });
      }
      return;
    case "CatchClause":
      if (node.param !== null) {
        declarePattern(node.param, { kind: "parameter", node: undefined, path: [], scope: inner });
      }
      return;
    default:
  }
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent !== undefined) at = at.parent;
  return at;
}

function declareImports(node: Node & { type: "ImportDeclaration" }, scope: Scope): void {
  const module = node.source.value;
  for (const specifier of node.specifiers) {
    const imported = importedName(specifier);
    const binding: Binding = { kind: "import", node: undefined, path: [], scope, module, imported };
    bind(scope, specifier.local.name, binding);
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type !== "ImportSpecifier") return "default";
  const { imported } = specifier;
  return imported.type === "Literal" ? imported.value : imported.name;
}

function declarePattern(pattern: Node, found: Binding): void {
  switch (pattern.type) {
    case "Identifier":
      bind(found.scope, pattern.name, found);
      return;
    case "AssignmentPattern":
      declarePattern(pattern.left, found);
      return;
    case "TSParameterProperty":
      declarePattern(pattern.parameter, found);
      return;
    case "RestElement":
      declarePattern(pattern.argument, { ...found, node: undefined });
      return;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        if (property.type === "RestElement") {
          // What is left has the same members.
          declarePattern(property.argument, found);
          continue;
        }
        const path = [...found.path, nameOf(property.key, property.computed)];
        declarePattern(property.value, { ...found, path });
      }
      return;
    case "ArrayPattern":
      for (const [at, element] of pattern.elements.entries()) {
        if (element !== null) {
          declarePattern(element, { ...found, path: [...found.path, String(at)] });
        }
      }
      return;
    default:
  }
}
