import type { Adapter, Element, Meaning } from "./adapter.ts";

/** What a project calls its own ways to ask for a message. */
export interface Custom {
  /** Functions whose first argument is a key: `translate`, or the last part of `i18n.translate`. */
  readonly functions?: readonly string[];
  /** By component, the attribute that holds the key. */
  readonly components?: Readonly<Record<string, string>>;
}

/** A library's adapter that knows a project's own functions and components as well. */
export function withCustom(adapter: Adapter, { functions = [], components = {} }: Custom): Adapter {
  if (functions.length === 0 && Object.keys(components).length === 0) return adapter;
  const attributes = new Map(
    Object.entries(components).flatMap(([name, attribute]) =>
      spellings(name).map((written) => [written, attribute] as const),
    ),
  );
  const names = new Set(functions.map((name) => name.slice(name.lastIndexOf(".") + 1)));
  const words = [...names, ...attributes.keys()].map((word) =>
    word.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`),
  );
  const translate: Meaning = {
    call({ arguments: [key], isSpread, found }) {
      if (key === undefined || isSpread) return undefined;
      for (const text of key.texts()) {
        found.use({ library: adapter.library, namespaces: null, texts: [text] });
      }
      return undefined;
    },
  };

  function own(name: string): Meaning | undefined {
    if (names.has(name)) return translate;
    const element = component(name);
    return element && { element };
  }
  function component(name: string): Meaning["element"] {
    const attribute = attributes.get(name);
    if (attribute === undefined) return undefined;
    return (element: Element) => {
      for (const text of element.attribute(attribute)?.texts() ?? []) {
        element.found.use({ library: adapter.library, namespaces: null, texts: [text] });
      }
    };
  }
  return {
    ...adapter,
    words: new RegExp(`${adapter.words.source}|${words.join("|")}`, adapter.words.flags),
    imported: (module, name) => own(name) ?? adapter.imported(module, name),
    global: (name) => own(name) ?? adapter.global?.(name),
    method: (name) => own(name) ?? adapter.method?.(name),
    guess: (origin) => own(origin.name) ?? adapter.guess?.(origin),
    tag: (name) => component(name) ?? adapter.tag?.(name),
  };
}

/** Vue's markup may write `<my-text>` for `MyText`; `<text>` is an element of SVG. */
function spellings(name: string): readonly string[] {
  const parted = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, "-").toLowerCase();
  return parted.includes("-") ? [name, parted] : [name];
}
