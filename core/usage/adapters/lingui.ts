import type { Adapter, Argument, Call, Element, FoundUse, Meaning } from "../adapter.ts";
import { resolveFlat } from "../flat-keys.ts";
import { textAsKey } from "../source-texts.ts";

const library = "lingui";

/** Lingui: ids that are written out. Those that its macros make of texts are never looked up. */
export const lingui: Adapter = {
  library,
  fills: ["icu", "brace"],
  words: /@lingui\/|\bi18n\b/u,
  imported(module, name) {
    if (!/^@lingui\/(?:core|react|macro)(?:\/macro)?$/u.test(module)) return undefined;
    switch (name) {
      case "i18n":
        return INSTANCE;
      case "setupI18n":
        return { call: () => INSTANCE };
      case "useLingui":
        return { call: () => ({ member: hookMember }) };
      case "t":
      case "msg":
      case "defineMessage":
        return MACRO;
      case "Trans":
        return { element: module === "@lingui/react" ? component : macroComponent };
      case "*":
        return { member: (member) => lingui.imported(module, member) };
      default:
        return undefined;
    }
  },
  guess: ({ name, from }) => (name === "i18n" ? instance({ doubt: from() }) : undefined),
  resolve: resolveFlat,
};

type Kind = Pick<FoundUse, "doubt" | "hasDefault" | "passed">;

const INSTANCE: Meaning = instance({});
/** `t({ id, message })`; `t(i18n)({ id })` of earlier versions. */
const MACRO: Meaning = {
  call({ arguments: [descriptor], found }) {
    if (descriptor?.isObject !== true) return MACRO;
    reportDescriptor(descriptor, {}, found);
    return undefined;
  },
};

function instance(kind: Kind): Meaning {
  return {
    member: (name) =>
      name === "_" || name === "t" ? { call: (call) => translate(call, kind) } : undefined,
  };
}

/** Of `useLingui()`: `t` is the macro's or the instance's, which take the same descriptors. */
function hookMember(name: string): Meaning | undefined {
  return name === "i18n" ? INSTANCE : INSTANCE.member?.(name);
}

/** `i18n._("id", values, { message })`, `i18n._({ id, message })`. */
function translate({ arguments: [first, values, options], found }: Call, kind: Kind): undefined {
  if (first === undefined) return undefined;
  if (first.isObject) {
    reportDescriptor(first, kind, found);
    return undefined;
  }
  report(first, { ...kind, ...passedBy(values), ...defaultOf(options?.field("message")) }, found);
  return undefined;
}

function reportDescriptor(descriptor: Argument, kind: Kind, found: Call["found"]): void {
  report(descriptor.field("id"), { ...kind, ...defaultOf(descriptor.field("message")) }, found);
}

function component({ attribute, names, found }: Element): void {
  const passed = names === undefined ? {} : passedBy(attribute("values"));
  report(attribute("id"), { ...passed, ...defaultOf(attribute("message")) }, found);
}

/** The macro makes the text and its arguments of what stands inside. */
function macroComponent({ attribute, hasChildren, found }: Element): void {
  report(
    attribute("id"),
    hasChildren || attribute("message") !== undefined ? { hasDefault: true } : {},
    found,
  );
}

function passedBy(values: Argument | undefined): Pick<FoundUse, "passed"> {
  const passed = values === undefined ? [] : values.names();
  return passed === undefined ? {} : { passed };
}

function defaultOf(message: Argument | undefined): Pick<FoundUse, "hasDefault"> {
  return message === undefined ? {} : { hasDefault: true };
}

function report(id: Argument | undefined, kind: Kind, { use }: Call["found"]): void {
  for (const text of id?.texts() ?? []) {
    use({ library, ...kind, ...textAsKey(text.pieces), texts: [text] });
  }
}
