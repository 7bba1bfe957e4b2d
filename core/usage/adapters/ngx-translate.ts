import type { Adapter, Found, FoundUse, Meaning } from "../adapter.ts";
import { asking, guessService, importedOfAngular, tell } from "../angular.ts";
import { resolveFlat } from "../flat-keys.ts";
import { attributeTexts, pipedTexts } from "../templates.ts";

const library = "ngx-translate";

const INSTANCE = /^_*translate(?:Service)?$/iu;

/** ngx-translate: its service, its pipe and its directive. */
export const ngxTranslate: Adapter = {
  library,
  fills: ["i18next", "icu"],
  words: /translat|\binstant\b/iu,
  imported(module, name) {
    if (module === "@angular/core") return importedOfAngular(name, template);
    return module === "@ngx-translate/core" && name === "TranslateService"
      ? { member: (of) => method(of, {}) }
      : undefined;
  },
  guess: (origin) =>
    // Much else has a `get`.
    guessService(origin, (object) => origin.name === "instant" && INSTANCE.test(object), method),
  template,
  resolve: resolveFlat,
};

function method(name: string, kind: Partial<FoundUse>): Meaning | undefined {
  switch (name) {
    case "instant":
    case "get":
    case "stream":
    case "getStreamOnTranslationChange":
      return asking(library, kind, 2);
    default:
      return undefined;
  }
}

function template(text: string, { use }: Found): void {
  for (const one of pipedTexts(text, "translate")) tell(library, one, {}, use);
  for (const one of attributeTexts(text, "translate")) {
    // HTML's own attribute of this name says whether a browser may translate.
    if (!/^(?:yes|no)$/iu.test(one.pieces[0])) tell(library, one, {}, use);
  }
}
