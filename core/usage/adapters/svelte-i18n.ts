import type { Adapter, Call, FoundUse, Meaning } from "../adapter.ts";
import { resolveFlat } from "../flat-keys.ts";

const library = "svelte-i18n";

/** svelte-i18n: its stores `_`, `t`, `format` and `json` hold functions. */
export const svelteI18n: Adapter = {
  library,
  fills: ["icu", "brace"],
  words: /\$(?:_|t|format|json)\b|svelte-i18n/u,
  imported(module, name) {
    if (module === "svelte/store" && name === "get") {
      return { call: ({ arguments: [store] }) => store?.meaning() };
    }
    if (module !== "svelte-i18n") return undefined;
    switch (name) {
      case "_":
      case "t":
      case "format":
        return translate({});
      case "json":
        return translate({ isTree: true });
      case "unwrapFunctionStore":
        return { call: ({ arguments: [store] }) => store?.meaning() };
      default:
        return undefined;
    }
  },
  guess: ({ name, from }) =>
    name === "$t" || name === "$_" ? translate({ doubt: from() }) : undefined,
  resolve: resolveFlat,
};

type Kind = Pick<FoundUse, "isTree" | "doubt">;

function translate(kind: Kind): Meaning {
  return { call: (call) => report(call, kind) };
}

/** `$_("key", { values, default })`, `$_({ id: "key", values })`. */
function report({ arguments: [first, second], found }: Call, kind: Kind): undefined {
  const options = first?.isObject === true ? first : second;
  const key = first?.isObject === true ? first.field("id") : first;
  const values = options?.field("values");
  const isKnown = options === undefined || options.names() !== undefined;
  const passed = values === undefined ? (isKnown ? [] : undefined) : values.names();
  for (const text of key?.texts() ?? []) {
    found.use({
      library,
      ...kind,
      ...(passed !== undefined && { passed }),
      ...(options?.field("default") !== undefined && { hasDefault: true }),
      texts: [text],
    });
  }
  return undefined;
}
