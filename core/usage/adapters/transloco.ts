import type { Adapter, Found, FoundUse, Meaning, Resolution } from "../adapter.ts";
import { asking, guessService, importedOfAngular, tell } from "../angular.ts";
import { resolveFlat } from "../flat-keys.ts";
import type { KnownKeys } from "../known-keys.ts";
import { attributeTexts, calledTexts, directivesOf, otherCalls, pipedTexts } from "../templates.ts";
import { below } from "../texts.ts";
import type { Use } from "../use.ts";

const library = "transloco";

/** Transloco: its service and functions, its pipe and both of its directives. */
export const transloco: Adapter = {
  library,
  fills: ["i18next", "icu"],
  words: /transl(?:oco|at)/iu,
  imported(module, name) {
    if (module === "@angular/core") return importedOfAngular(name, template);
    if (!/^@(?:jsverse|ngneat)\/transloco$/u.test(module)) return undefined;
    if (name === "TranslocoService") return { member: (of) => method(of, {}) };
    return /^translate(?:Object)?(?:Signal)?$|^translateSignal$|^translateObjectSignal$/u.test(name)
      ? method(name.replace("Signal", ""), {})
      : undefined;
  },
  guess: (origin) =>
    guessService(origin, (object) => /^_*transloco(?:Service)?$/iu.test(object), method),
  template,
  resolve,
};

/** A third argument chooses a language, and with it perhaps a scope. */
function method(name: string, kind: Partial<FoundUse>): Meaning | undefined {
  switch (name) {
    case "translate":
    case "selectTranslate":
      return asking(library, kind, 2);
    case "translateObject":
    case "selectTranslateObject":
      return asking(library, { ...kind, isTree: true }, 2);
    default:
      return undefined;
  }
}

/** `let t`, `let t; prefix: 'login'`, and `read` of older versions. */
const DIRECTIVE = /^\s*let (\w+)\s*(?:;\s*(?:prefix|read)\s*:\s*'([^'\\]{1,200})'\s*)?;?\s*$/u;

function template(text: string, { use }: Found): void {
  for (const one of [...pipedTexts(text, "transloco"), ...attributeTexts(text, "transloco")]) {
    tell(library, one, {}, use);
  }
  const directives = directivesOf(text, "transloco").map((value) => DIRECTIVE.exec(value));
  // What another directive reads may have the same function.
  if (directives.some((found) => found === null)) return;
  const prefixes = new Map<string, Set<string>>();
  for (const [, name = "", prefix = ""] of directives.filter((found) => found !== null)) {
    prefixes.set(name, (prefixes.get(name) ?? new Set()).add(prefix));
  }
  for (const [name, all] of prefixes) {
    // Several functions of one name: each key stands below one of their prefixes.
    const kind = all.size > 1 ? ({ isOptional: true } as const) : {};
    for (const one of calledTexts(text, name)) {
      for (const prefix of all) {
        tell(library, { ...one, pieces: below([prefix], one.pieces) }, kind, use);
      }
    }
    // What a component hands over may be any key there.
    const [start] = otherCalls(text, name);
    if (start === undefined) continue;
    for (const prefix of all) {
      if (prefix !== "") tell(library, { pieces: [`${prefix}.`, ""], start }, {}, use);
    }
  }
}

/**
 * A scope is a file of its own, whose keys an application asks for below a name that it may choose.
 * So where files have names, a key that starts like none of all the others may be of such a scope.
 */
function resolve(use: Use, known: KnownKeys): Resolution {
  const resolution = resolveFlat(use, known);
  const isScoped = known.namespaces.some(({ name }) => name !== "");
  if (resolution.outcome !== "undefined" || !isScoped) return resolution;
  const isFamiliar = use.keys.some(([first]) => {
    const [root = ""] = first.split(".", 1);
    return known.namespaces.some(
      (place) => `/${place.name}`.endsWith(`/${root}`) || place.below(root).length > 0,
    );
  });
  return isFamiliar ? resolution : { outcome: "unknown", messages: [] };
}
