import type { Adapter, Argument, Call, Element, FoundUse, Meaning } from "../adapter.ts";
import { resolveFlat } from "../flat-keys.ts";
import type { Pieces } from "../use.ts";

const library = "vue-i18n";

/** vue-i18n 8 to 11, and what Nuxt makes of it. */
export const vueI18n: Adapter = {
  library,
  fills: ["vue-i18n", "brace", "icu", "ruby"],
  words: /\bte?\b|\$t|\bt[cm]\b|i18n|v-t\b|keypath/iu,
  imported(module, name) {
    if (
      !/^(?:vue-i18n|vue-i18n-bridge|petite-vue-i18n|@nuxtjs\/i18n|#imports|#i18n)$/u.test(module)
    ) {
      return undefined;
    }
    switch (name) {
      case "useI18n":
        return { call: hook };
      case "createI18n":
        return { call: () => INSTANCE };
      case "I18nT":
      case "Translation":
        return { element: component };
      default:
        return undefined;
    }
  },
  // Nuxt imports by itself.
  global: (name) => (name === "useI18n" ? { call: hook } : method(name)),
  method,
  tag(name) {
    if (/^(?:i18n-t|I18nT|i18n)$/u.test(name)) return component;
    return directive;
  },
  // Modules of an application's own hand on `t`, and some call it `$t`.
  guess({ name, from }) {
    const plain = name.startsWith("$") ? name.slice(1) : name;
    if (plain !== "t" && plain !== "te" && plain !== "tc" && plain !== "tm") return undefined;
    return translate({ ...variant(plain), doubt: from() });
  },
  resolve(use, known) {
    const resolution = resolveFlat(use, known);
    if (resolution.outcome === "found" || !use.keys.some(isBracketed)) return resolution;
    const [first, ...rest] = use.keys;
    return resolveFlat({ ...use, keys: [dotted(first), ...rest.map(dotted)] }, known);
  },
};

function isBracketed(pieces: Pieces): boolean {
  return pieces.some((piece) => piece.includes("["));
}

/** Stands for what the code does not tell; no key has it. */
const GAP = "\u{e000}";
const BRACKETS: RegExp = new RegExp(
  String.raw`\[(?:'([^'\]]*)'|"([^"\]]*)"|([\d${GAP}]+))\]`,
  "gu",
);

/** `list[0]` and `list['a']` are the paths `list.0` and `list.a`. */
function dotted(pieces: Pieces): Pieces {
  const path = pieces.join(GAP).replaceAll(BRACKETS, ".$1$2$3");
  return path.split(GAP) as unknown as Pieces;
}

type Kind = Pick<FoundUse, "isTree" | "isOptional" | "doubt">;

const INSTANCE: Meaning = {
  member: (name) => (name === "global" ? INSTANCE : member(name, {})),
};

/** `$t` of whatever component. */
function method(name: string): Meaning | undefined {
  return name.startsWith("$") ? member(name.slice(1), {}) : undefined;
}

/** Messages of the component's own are not ours: any key may be one of them. */
function hook({ arguments: [options] }: Call): Meaning {
  const isOwn = options !== undefined && options.field("messages") !== undefined;
  return { member: (name) => member(name, isOwn ? { isOptional: true } : {}) };
}

function member(name: string, kind: Kind): Meaning | undefined {
  if (name !== "t" && name !== "te" && name !== "tc" && name !== "tm") return undefined;
  return translate({ ...kind, ...variant(name) });
}

function variant(name: "t" | "te" | "tc" | "tm"): Kind {
  if (name === "te") return { isOptional: true };
  return name === "tm" ? { isTree: true } : {};
}

function translate(kind: Kind): Meaning {
  return {
    call({ arguments: [key, ...values], isSpread, found }) {
      if (key === undefined || isSpread) return undefined;
      const passed = passedBy(values);
      const isDefault = values.some(({ isText }) => isText);
      for (const text of key.texts()) {
        found.use({
          library,
          ...kind,
          ...(passed !== undefined && { passed }),
          ...(isDefault && { hasDefault: true }),
          texts: [text],
        });
      }
      return undefined;
    },
  };
}

/** Named values, a list of values, a number that chooses the form, a text for want of a message. */
function passedBy(values: readonly Argument[]): readonly string[] | undefined {
  const names: string[] = [];
  for (const value of values) {
    if (value.isText) continue;
    const items = value.items();
    const own = items === undefined ? value.names() : items.map((_, at) => String(at));
    // A name for a value may stand for names, or for the number that chooses.
    if (own === undefined) return undefined;
    names.push(...own);
  }
  // The forms of a plural may name their number whatever chose them.
  return values.length === 0 ? names : [...names, "count", "n"];
}

/** `<i18n-t keypath>`; `path` in version 8. Slots bring its values. */
function component({ attribute, found }: Element): void {
  for (const text of (attribute("keypath") ?? attribute("path"))?.texts() ?? []) {
    found.use({ library, texts: [text] });
  }
}

/** `v-t="'key'"`, `v-t="{ path: 'key', args: { … } }"`. */
function directive({ attribute, found }: Element): void {
  const value = attribute("v-t");
  if (value === undefined) return;
  for (const text of (value.isObject ? value.field("path") : value)?.texts() ?? []) {
    found.use({ library, texts: [text] });
  }
}
