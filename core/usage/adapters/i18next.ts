import type { Adapter, Argument, Call, Element, FoundUse, Meaning } from "../adapter.ts";
import { resolveNamespaced } from "../namespaced-keys.ts";
import { type Text, below, isOpaque } from "../texts.ts";
import type { Pieces } from "../use.ts";

const library = "i18next";

/** Where a `t` looks. */
interface Where {
  /** As in `Use.namespaces`. */
  readonly namespaces?: readonly string[] | null;
  readonly prefix?: Pieces;
  readonly doubt?: string;
  /** As in `Use.isOptional`. */
  readonly isOptional?: true;
}

const MODULES = /^(?:i18next|(?:react|next|solid)-i18next|i18next-vue|@\w+\/i18next)(?:\/|$)/u;

/** i18next of all versions, and its bindings: react-i18next, next-i18next, i18next-vue. */
export const i18next: Adapter = {
  library,
  fills: ["i18next", "icu"],
  words: /\bt\(|\bt\?\.\(|\bt:\s|Translation|i18nKey|getFixedT|["']i18next["']/u,
  imported,
  reach: { modules: MODULES, names: ["t", "$t"] },
  guess: ({ name, from }) =>
    // `$t` is i18next-vue's, and what a store of Svelte holds.
    name === "t" || name === "$t" ? translate({ namespaces: null, doubt: from() }) : undefined,
  resolve: resolveNamespaced,
};

function imported(module: string, name: string): Meaning | undefined {
  if (!MODULES.test(module)) return undefined;
  switch (name) {
    case "useTranslation":
      return { call: hook };
    case "Trans":
    case "TransWithoutContext":
    case "Translation":
      return { element: component };
    case "t":
      return translate({});
    case "default":
    case "i18n":
    case "i18next":
      return INSTANCE;
    case "createInstance":
      return { call: () => INSTANCE };
    case "getFixedT":
      return { call: fixed };
    case "*":
      return { member: (member) => imported(module, member) };
    default:
      return undefined;
  }
}

const INSTANCE: Meaning = {
  member(name) {
    switch (name) {
      case "t":
        return translate({});
      case "exists":
        return { call: () => undefined };
      case "getFixedT":
        return { call: fixed };
      case "init":
        return { call: initialise };
      case "use":
      case "createInstance":
      case "cloneInstance":
        return { call: () => INSTANCE };
      default:
        return undefined;
    }
  },
};

/** `useTranslation(ns, { keyPrefix })`: an object and a tuple at once. */
function hook({ arguments: [namespaces, options], isSpread }: Call): Meaning {
  const where = isSpread
    ? { namespaces: null }
    : { ...namespacesOf(namespaces), ...prefixOf(options?.field("keyPrefix")) };
  return {
    member(name) {
      if (name === "t" || name === "0") return translate(where);
      return name === "i18n" || name === "1" ? INSTANCE : undefined;
    },
  };
}

/** `getFixedT(lng, ns, keyPrefix)`. */
function fixed({ arguments: [, namespaces, prefix], isSpread }: Call): Meaning {
  if (isSpread) return translate({ namespaces: null });
  return translate({ ...namespacesOf(namespaces), ...prefixOf(prefix) });
}

function namespacesOf(argument: Argument | undefined): Pick<Where, "namespaces"> {
  if (argument === undefined || argument.isNothing) return {};
  const names = exactTexts(argument) ?? [];
  return { namespaces: names.length > 0 ? names : null };
}

function prefixOf(argument: Argument | undefined): Pick<Where, "prefix"> {
  if (argument === undefined || argument.isNothing) return {};
  const [only, ...more] = argument.texts();
  return { prefix: only !== undefined && more.length === 0 ? only.pieces : ["", ""] };
}

/** One text, or a list of them; undefined where one is not known. */
function exactTexts(argument: Argument): readonly string[] | undefined {
  const texts = (argument.items() ?? [argument]).flatMap((item) => item.texts());
  return texts.every(({ pieces }) => pieces.length === 1)
    ? texts.map(({ pieces }) => pieces[0])
    : undefined;
}

/** For `<Trans t={t}>`, which asks as its `t` does. */
const wheres = new WeakMap<Meaning, Where>();

function translate(where: Where): Meaning {
  const { prefix, ...base } = where;
  const plain: KindOfUse = { library, ...base, passed: [] };
  const meaning: Meaning = {
    call(call) {
      const [key, second] = call.arguments;
      if (key === undefined || call.isSpread) return undefined;
      // Most calls have nothing but a key.
      if (second === undefined) report(plain, prefix, key, call.found);
      else reportCall(where, key, call);
      return undefined;
    },
  };
  wheres.set(meaning, where);
  return meaning;
}

type KindOfUse = Omit<FoundUse, "texts">;

function reportCall(where: Where, key: Argument, { arguments: passed, found }: Call): void {
  const [, second, third] = passed;
  const options = second?.isObject === true ? second : third;
  const isPlain = second?.isText === true && third === undefined;
  const names = isPlain ? [] : options?.names();
  const isDefaulted = second !== undefined && isTextual(second);
  const own = options?.field("ns");
  const { prefix: outer, ...base } = where;
  const use: KindOfUse = {
    library,
    ...base,
    ...(own !== undefined && namespacesOf(own)),
    ...(names !== undefined && { passed: namesPassed(names, options) }),
    ...(isTree(options) && { isTree: true }),
    ...((isDefaulted || names?.some(isDefault) === true) && { hasDefault: true }),
  };
  const prefix = options?.field("keyPrefix");
  report(use, prefix === undefined ? outer : prefixOf(prefix).prefix, key, found);
}

function report(
  use: KindOfUse,
  prefix: Pieces | undefined,
  key: Argument,
  { use: tell }: Call["found"],
): void {
  const items = key.items();
  if (items !== undefined) {
    const texts = items.flatMap((item) => item.texts());
    tell({ ...use, texts: texts.map((text) => prefixed(text, prefix)) });
    return;
  }
  const path = key.selected();
  const texts = path === undefined ? key.texts() : [{ pieces: [path], start: key.start } as const];
  for (const text of texts) tell({ ...use, texts: [prefixed(text, prefix)] });
}

function prefixed(text: Text, prefix: Pieces | undefined): Text {
  return prefix === undefined ? text : { pieces: below(prefix, text.pieces), start: text.start };
}

/** `replace` holds arguments; the other options of the library are passed along with them. */
function namesPassed(names: readonly string[], options: Argument | undefined): readonly string[] {
  return [...names, ...(options?.field("replace")?.names() ?? [])];
}

function isTree(options: Argument | undefined): boolean {
  return options?.field("returnObjects")?.isTrue === true;
}

/** What may be a text in place of options: written there, put together or named elsewhere. */
function isTextual(argument: Argument): boolean {
  return argument.isText || argument.texts().some(({ pieces }) => !isOpaque(pieces));
}

function isDefault(name: string): boolean {
  return name.startsWith("defaultValue");
}

function component({ attribute, names, hasChildren, found }: Element): void {
  const key = attribute("i18nKey");
  if (key === undefined) return;
  const values = attribute("values");
  const own = attribute("ns");
  const isKnown = names !== undefined && !hasChildren && attribute("tOptions") === undefined;
  const passed = values === undefined ? [] : values.names();
  const extra = (names ?? []).filter((name) => name === "count" || name === "context");
  // Where a spread may bring a namespace, none is known.
  const isHidden = names === undefined && own === undefined;
  const { prefix, ...base } = isHidden ? ANYWHERE : whereOf(attribute("t"));
  const use: KindOfUse = {
    library,
    ...base,
    ...(own !== undefined && namespacesOf(own)),
    ...(isKnown && passed !== undefined && { passed: [...passed, ...extra] }),
    ...((hasChildren || attribute("defaults") !== undefined) && { hasDefault: true }),
  };
  report(use, prefix, key, found);
}

/** A `t` that nobody knows may bring a prefix, so that no key is undefined for certain. */
const ANYWHERE: Where = { namespaces: null, isOptional: true };

function whereOf(t: Argument | undefined): Where {
  if (t === undefined) return {};
  const meaning = t.meaning();
  return (meaning && wheres.get(meaning)) ?? ANYWHERE;
}

function initialise({ arguments: [options], found }: Call): Meaning {
  if (options === undefined) return INSTANCE;
  const field = (name: string) => options.field(name);
  const isWhole = options.names() !== undefined;
  const names = (argument: Argument | undefined) =>
    argument === undefined ? (isWhole ? undefined : null) : (exactTexts(argument) ?? null);
  const separator = (argument: Argument | undefined) =>
    argument === undefined
      ? isWhole
        ? undefined
        : null
      : argument.isNothing
        ? false
        : (exactTexts(argument)?.[0] ?? null);
  const fallbacks = field("fallbackNS");
  const variables = field("interpolation")?.field("defaultVariables");
  const settings = {
    defaultNamespaces: names(field("defaultNS")),
    fallbackNamespaces: fallbacks?.isNothing === true ? [] : names(fallbacks),
    keySeparator: separator(field("keySeparator")),
    namespaceSeparator: separator(field("nsSeparator")),
    defaultArguments: variables === undefined ? undefined : (variables.names() ?? null),
  };
  const told = Object.entries(settings).filter(([, value]) => value !== undefined);
  found.settings({ library, ...Object.fromEntries(told) });
  return INSTANCE;
}
