import { createHash } from "node:crypto";
import type { Adapter, Argument, Call, Element, Found, Meaning } from "../adapter.ts";
import { resolveFlat } from "../flat-keys.ts";
import { below } from "../texts.ts";

const library = "react-intl";
const MODULES = /^(?:react-intl|@formatjs\/intl|vue-intl)(?:\/|$)/u;
const DEFINE = "defineMessages";
const METHODS: readonly string[] = ["formatMessage", "$t", "formatHTMLMessage"];

/** react-intl and FormatJS: a descriptor names the key. */
export const reactIntl: Adapter = {
  library,
  fills: ["icu", "brace"],
  words: /formatMessage|FormattedMessage|FormattedHTMLMessage|defineMessage|\$t\b/u,
  imported(module, name) {
    if (!MODULES.test(module)) return undefined;
    switch (name) {
      case "FormattedMessage":
      case "FormattedHTMLMessage":
        return { element: component };
      case DEFINE:
        return { call: defineMessages };
      case "defineMessage":
        return { call: define };
      case "useIntl":
      case "createIntl":
        return { call: () => ({ member: method }) };
      case "*":
        return { member: (member) => reactIntl.imported(module, member) };
      default:
        return undefined;
    }
  },
  reach: { modules: MODULES, names: [...METHODS, DEFINE] },
  method,
  guess: ({ name, from }) => (name === DEFINE ? { call: prefixed(from()) } : method(name)),
  resolve: resolveFlat,
};

function method(name: string): Meaning | undefined {
  return METHODS.includes(name) ? { call: formatMessage } : undefined;
}

function formatMessage({ arguments: [descriptor, values], found }: Call): undefined {
  // A descriptor that is defined elsewhere is told where it is defined.
  if (descriptor?.isObject !== true) return undefined;
  report(descriptor, values === undefined ? [] : values.names(), found);
  return undefined;
}

function report(descriptor: Argument, passed: readonly string[] | undefined, found: Found): void {
  const id = descriptor.field("id");
  const hasDefault = descriptor.field("defaultMessage") !== undefined;
  if (id === undefined) {
    reportHashed(descriptor.field("defaultMessage"), descriptor.field("description"), found);
    return;
  }
  for (const text of id.texts()) {
    found.use({
      library,
      ...(passed !== undefined && { passed }),
      ...(hasDefault && { hasDefault: true }),
      texts: [text],
    });
  }
}

/**
 * FormatJS's tools name a descriptor without an id by its texts. Patterns other than the usual one
 * can be configured, so a key that is not there is no finding.
 */
function reportHashed(
  text: Argument | undefined,
  description: Argument | undefined,
  found: Found,
): void {
  const [only, ...more] = text?.texts() ?? [];
  const [about] = description?.texts() ?? [];
  if (only === undefined || more.length > 0 || only.pieces.length > 1) return;
  const content = only.pieces[0].trim().replaceAll(/\s+/gu, " ");
  const whole = about === undefined ? content : `${content}#${about.pieces[0]}`;
  const id = createHash("sha512").update(whole).digest("base64").slice(0, 6);
  found.use({ library, isOptional: true, texts: [{ ...only, pieces: [id] }] });
}

function define({ arguments: [descriptor], found }: Call): undefined {
  if (descriptor !== undefined) report(descriptor, undefined, found);
  return undefined;
}

function defineMessages({ arguments: [messages], found }: Call): undefined {
  const descriptors = messages?.items() ?? messages?.fields() ?? [];
  for (const descriptor of descriptors) report(descriptor, undefined, found);
  return undefined;
}

/** Of a project's own: `defineMessages("components.Cart", { title: "Cart" })`. */
function prefixed(doubt: string): NonNullable<Meaning["call"]> {
  return ({ arguments: [prefix, messages], found }) => {
    const names = messages?.names() ?? [];
    const values = messages?.fields() ?? [];
    if (prefix?.isText !== true || !values.every(({ isText }) => isText)) return undefined;
    for (const [at, { start }] of values.entries()) {
      const texts = prefix.texts().map(({ pieces }) => {
        return { pieces: below(pieces, [names[at] ?? ""]), start };
      });
      found.use({ library, doubt, hasDefault: true, texts });
    }
    return undefined;
  };
}

function component({ attribute, names, found }: Element): void {
  const values = attribute("values");
  const passed = values === undefined ? names && [] : values.names();
  const id = attribute("id");
  if (id === undefined) reportHashed(attribute("defaultMessage"), attribute("description"), found);
  for (const text of id?.texts() ?? []) {
    found.use({
      library,
      ...(passed !== undefined && { passed }),
      ...(attribute("defaultMessage") !== undefined && { hasDefault: true }),
      texts: [text],
    });
  }
}
