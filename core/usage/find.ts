import type { Adapter, Argument, Call, Element, Found, Meaning } from "./adapter.ts";
import { argumentOf } from "./arguments.ts";
import { type Node, bare, nameOf } from "./ast.ts";
import type { Attribute, Tag } from "./markup.ts";
import { type Binding, type Scope, type Site, lookUp, lookUpOutermost } from "./scopes.ts";

const NOTHING_FOUND: Found = { use: () => {}, settings: () => {} };
const DEEPEST = 20;

/** Asks adapters what a source's values mean. Bindings are explained once a source. */
export interface Finder {
  /**
   * Tells adapters of every call and element whose meaning one of them knows. Gives the calls whose
   * value means something in turn.
   */
  find(sites: readonly Site[], found: Found): ReadonlySet<Node>;
  /** The same for elements of markup. `argumentOf` reads an attribute. */
  findTags(tags: readonly Tag[], scope: Scope, read: ReadAttribute, found: Found): void;
}

/** `by`: how far into the file the attribute's own code starts. */
export type ReadAttribute = (attribute: Attribute) => (Site & { readonly by: number }) | undefined;

export function createFinder(adapters: readonly Adapter[]): Finder {
  const meanings = new Map<Binding, Meaning | undefined>();

  function find(sites: readonly Site[], found: Found): ReadonlySet<Node> {
    const meant = new Set<Node>();
    for (const site of sites) {
      const { node, scope } = site;
      if (node.type === "CallExpression") {
        const call = meaningOf(node.callee, scope, 0)?.call;
        if (call?.(callOf(node, scope, found)) !== undefined) meant.add(node);
      } else if (node.type === "JSXOpeningElement") {
        meaningOfTag(node.name, scope)?.element?.(elementOf(site as Site<OpeningElement>, found));
      }
    }
    return meant;
  }

  function findTags(tags: readonly Tag[], scope: Scope, read: ReadAttribute, found: Found): void {
    for (const tag of tags) {
      const binding = lookUp(scope, tag.name);
      const element =
        (binding && meaningOfBinding(tag.name, binding, 0)?.element) ??
        first(adapters, (adapter) => adapter.tag?.(tag.name));
      element?.(elementOfTag(tag, read, found));
    }
  }

  function meaningOf(wrapped: Node, scope: Scope, depth: number): Meaning | undefined {
    const node = bare(wrapped);
    if (depth > DEEPEST) return undefined;
    switch (node.type) {
      case "Identifier": {
        const binding = lookUp(scope, node.name);
        if (binding !== undefined) return meaningOfBinding(node.name, binding, depth + 1);
        const known = first(adapters, (adapter) => adapter.global?.(node.name));
        if (known !== undefined) return known;
        // Svelte: `$t` is what the store `t` holds, which no block hides.
        const name = node.name.startsWith("$") ? node.name.slice(1) : "";
        const store = lookUpOutermost(scope, name);
        if (store !== undefined) return meaningOfBinding(name, store, depth + 1);
        const from = () => `${node.name} of nowhere`;
        return first(adapters, (adapter) => adapter.guess?.({ name: node.name, from }));
      }
      case "MemberExpression": {
        const name = nameOf(node.property, node.computed);
        if (name === undefined) return undefined;
        const object = meaningOf(node.object, scope, depth + 1);
        const known = object?.member?.(name);
        if (known !== undefined || object !== undefined) return known;
        const from = () => `.${name} of ${describe(node.object)}`;
        return first(
          adapters,
          (adapter) => adapter.method?.(name) ?? adapter.guess?.({ name, from }),
        );
      }
      case "CallExpression":
        return meaningOf(node.callee, scope, depth + 1)?.call?.(callOf(node, scope, NOTHING_FOUND));
      case "LogicalExpression":
        return meaningOf(node.left, scope, depth + 1) ?? meaningOf(node.right, scope, depth + 1);
      case "ConditionalExpression":
        return (
          meaningOf(node.consequent, scope, depth + 1) ??
          meaningOf(node.alternate, scope, depth + 1)
        );
      default:
        return undefined;
    }
  }

  function meaningOfBinding(name: string, binding: Binding, depth: number): Meaning | undefined {
    if (meanings.has(binding)) return meanings.get(binding);
    // A name that is made of itself means nothing.
    meanings.set(binding, undefined);
    const meaning = explain(name, binding, depth);
    meanings.set(binding, meaning);
    return meaning;
  }

  function explain(name: string, binding: Binding, depth: number): Meaning | undefined {
    const { module, imported, node, path } = binding;
    if (module !== undefined && imported !== undefined) {
      const known = first(adapters, (adapter) => adapter.imported(module, imported));
      const origin = {
        // The one thing that a module is there for is named here.
        name: imported === "default" ? name : imported,
        from: () => `${imported} of ${lastPart(module)}`,
      };
      return known ?? first(adapters, (adapter) => adapter.guess?.(origin));
    }
    let meaning = node === undefined ? undefined : meaningOf(node, binding.scope, depth);
    for (const member of path) {
      meaning = member === undefined ? undefined : meaning?.member?.(member);
    }
    if (meaning !== undefined) return meaning;
    const member = path.at(-1) ?? name;
    const from = () => `${member} of ${node === undefined ? binding.kind : describe(node)}`;
    return first(adapters, (adapter) => adapter.guess?.({ name: member, from }));
  }

  function meaningOfTag(name: Node, scope: Scope): Meaning | undefined {
    if (name.type === "JSXIdentifier") {
      const binding = lookUp(scope, name.name);
      if (binding !== undefined) return meaningOfBinding(name.name, binding, 0);
      const element = first(adapters, (adapter) => adapter.tag?.(name.name));
      return element && { element };
    }
    if (name.type !== "JSXMemberExpression" || name.object.type !== "JSXIdentifier") {
      return undefined;
    }
    const binding = lookUp(scope, name.object.name);
    const object = binding && meaningOfBinding(name.object.name, binding, 0);
    return object?.member?.(name.property.name);
  }

  function callOf(node: Node & { type: "CallExpression" }, scope: Scope, found: Found): Call {
    const isSpread = node.arguments.some(({ type }) => type === "SpreadElement");
    return {
      start: node.start,
      arguments: isSpread ? [] : node.arguments.map((argument) => argumentIn(argument, scope)),
      isSpread,
      found,
    };
  }

  function elementOf({ node, scope }: Site<OpeningElement>, found: Found): Element {
    const attributes = new Map<string, Argument>();
    let isSpread = false;
    for (const attribute of node.attributes) {
      if (attribute.type === "JSXSpreadAttribute") {
        isSpread = true;
        // `<FormattedMessage id="x" {...message} />` asks for what the message says.
        attributes.clear();
      } else if (attribute.name.type === "JSXIdentifier" && attribute.value !== null) {
        attributes.set(attribute.name.name, argumentIn(attribute.value, scope));
      }
    }
    return {
      start: node.start,
      attribute: (name) => attributes.get(name),
      names: isSpread ? undefined : [...attributes.keys()],
      hasChildren: !node.selfClosing,
      found,
    };
  }

  function elementOfTag(tag: Tag, read: ReadAttribute, found: Found): Element {
    const byName = new Map(tag.attributes.map((attribute) => [attribute.name, attribute]));
    return {
      start: tag.start,
      attribute(name) {
        const attribute = byName.get(name);
        const site = attribute && read(attribute);
        return site && argumentIn(site.node, site.scope, site.by);
      },
      names: tag.isSpread ? undefined : [...byName.keys()],
      hasChildren: !tag.isClosed,
      found,
    };
  }

  function argumentIn(node: Node, scope: Scope, by: number = 0): Argument {
    return argumentOf({ node, scope, by }, () => meaningOf(node, scope, 1));
  }

  return { find, findTags };
}

type OpeningElement = Node & { readonly type: "JSXOpeningElement" };

function first<T>(
  adapters: readonly Adapter[],
  ask: (adapter: Adapter) => T | undefined,
): T | undefined {
  for (const adapter of adapters) {
    const answer = ask(adapter);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** `useLocale()` and `props.intl`, without arguments: the same for the same thing. */
function describe(wrapped: Node): string {
  const node = bare(wrapped);
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "MemberExpression":
      return `${describe(node.object)}.${nameOf(node.property, node.computed) ?? "*"}`;
    case "CallExpression":
      return `${describe(node.callee)}()`;
    default:
      return node.type;
  }
}

/** `i18n` of `../../lib/i18n.ts`: the way to a module differs, its name does not. */
function lastPart(module: string): string {
  return (module.split("/").at(-1) ?? module).replace(/\.\w+$/u, "");
}
