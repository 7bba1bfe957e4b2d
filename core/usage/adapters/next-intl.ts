import type { Adapter, Argument, Call, FoundUse, Meaning } from "../adapter.ts";
import { resolveFlat } from "../flat-keys.ts";
import { below, isOpaque } from "../texts.ts";
import type { Pieces } from "../use.ts";

const library = "next-intl";
const MODULES = /^(?:next-intl|use-intl)(?:\/|$)/u;

/** next-intl and use-intl: a namespace is a part of the key. */
export const nextIntl: Adapter = {
  library,
  fills: ["icu", "brace"],
  words: /\bt\b|[tT]ranslat/u,
  imported(module, name) {
    if (!MODULES.test(module)) return undefined;
    switch (name) {
      case "useTranslations":
      case "getTranslations":
        return { call: makeTranslator };
      case "createTranslator":
        return { call: makeTranslator };
      case "*":
        return { member: (member) => nextIntl.imported(module, member) };
      default:
        return undefined;
    }
  },
  reach: { modules: MODULES, names: ["t"] },
  guess: ({ name, from }) => (name === "t" ? translator(UNKNOWN, { doubt: from() }) : undefined),
  resolve: resolveFlat,
};

/** Any key may follow any prefix, or none. */
const UNKNOWN = "unknown";

type Kind = Pick<FoundUse, "isTree" | "isOptional" | "doubt">;

/** `useTranslations("a.b")`, `getTranslations({ locale, namespace: "a.b" })`. */
function makeTranslator({ arguments: [options], isSpread }: Call): Meaning {
  const namespace = options?.isObject === true ? options.field("namespace") : options;
  const isHidden = options?.isObject === true && options.names() === undefined;
  if (isSpread || (namespace === undefined && isHidden)) return translator(UNKNOWN, {});
  if (namespace === undefined || namespace.isNothing) return translator(undefined, {});
  const [only, ...more] = namespace.texts();
  const isOne = only !== undefined && more.length === 0 && !isOpaque(only.pieces);
  return translator(isOne ? only.pieces : UNKNOWN, {});
}

function translator(prefix: Pieces | typeof UNKNOWN | undefined, kind: Kind): Meaning {
  const prefixes = prefix === UNKNOWN ? ([undefined, ["", ""]] as const) : [prefix];
  return {
    call: ({ arguments: [key, values], isSpread, found }) => {
      if (key === undefined || isSpread) return undefined;
      const passed = passedBy(values);
      for (const text of key.texts()) {
        for (const one of prefixes) {
          found.use({
            library,
            ...kind,
            ...(passed !== undefined && { passed }),
            ...(prefix === UNKNOWN && { isOptional: true }),
            texts: [{ ...text, pieces: below(one, text.pieces) }],
          });
        }
      }
      return undefined;
    },
    member(name) {
      if (name === "rich" || name === "markup") return translator(prefix, kind);
      if (name === "raw") return translator(prefix, { ...kind, isTree: true });
      return name === "has" ? translator(prefix, { ...kind, isOptional: true }) : undefined;
    },
  };
}

function passedBy(values: Argument | undefined): readonly string[] | undefined {
  return values === undefined ? [] : values.names();
}
