import type { Adapter, Found, FoundUse, Meaning, Resolution } from "../adapter.ts";
import { asking, guessService, importedOfAngular, tell } from "../angular.ts";
import { resolveFlat } from "../flat-keys.ts";
import type { KnownKeys } from "../known-keys.ts";
import { attributeTexts, calledTexts, directivesOf, pipedTexts } from "../templates.ts";
import type { Use } from "../use.ts";

const library = "transloco";

/** Transloco: its service and functions, its pipe and both of its directives. */
export const transloco: Adapter = {
  library,
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

function template(text: string, { use }: Found): void {
  const directives = directivesOf(text, "transloco").map((value) =>
    /^\s*let (\w+)\s*;?\s*$/u.exec(value),
  );
  // One that reads below a prefix may give the same name to its function.
  const names = directives.every((found) => found !== null)
    ? directives.flatMap(([, name]) => name ?? [])
    : [];
  const texts = [
    ...pipedTexts(text, "transloco"),
    ...attributeTexts(text, "transloco"),
    ...[...new Set(names)].flatMap((name) => calledTexts(text, name)),
  ];
  for (const one of texts) tell(library, one, {}, use);
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
