import type { Adapter, Argument, Call, Found, FoundUse, Meaning, Origin } from "./adapter.ts";
import type { Library } from "./libraries.ts";
import { textAsKey } from "./source-texts.ts";
import type { Text } from "./texts.ts";

/** What a method of the service asks for; undefined for any other. */
type Method = (name: string, kind: Partial<FoundUse>) => Meaning | undefined;

/** Names that may hold a service of another kind, or one of the project's own. */
const LIKELY = /translat|transloco|i18n/iu;

/** Of `@angular/core`: `inject(Service)`, `@Component({ template })`. */
export function importedOfAngular(
  name: string,
  template: NonNullable<Adapter["template"]>,
): Meaning | undefined {
  if (name === "inject") return { call: ({ arguments: [service] }) => service?.meaning() };
  if (name !== "Component") return undefined;
  return {
    call({ arguments: [options], found }) {
      const written = options?.field("template");
      const [only, ...more] = written?.isText === true ? written.texts() : [];
      if (only === undefined || more.length > 0 || only.pieces.length > 1) return undefined;
      const [text] = only.pieces;
      template(text, within(found, only.start + 1));
      return undefined;
    },
  };
}

function within(found: Found, by: number): Found {
  return {
    ...found,
    use: (use) => {
      const texts = use.texts.map((text) => ({ ...text, start: text.start + by }));
      found.use({ ...use, texts });
    },
  };
}

/**
 * `this.translate.instant("key")`: dependency injection leaves nothing but names. The name that a
 * library's own pages give the service is taken for it; any other that may be one is in doubt.
 */
export function guessService(
  { name, from }: Origin,
  isInstance: (object: string) => boolean,
  method: Method,
): Meaning | undefined {
  if (method(name, {}) === undefined) return undefined;
  const origin = from();
  const object = /^\.\w+ of (?:.*\.)?(\w+)$/u.exec(origin)?.[1];
  if (object === undefined) return undefined;
  if (isInstance(object)) return method(name, {});
  return LIKELY.test(object) ? method(name, { doubt: origin }) : undefined;
}

/** A call whose first argument is a key, or a list of keys that are all asked for. */
export function asking(library: Library, kind: Partial<FoundUse>, most: number): Meaning {
  return {
    call({ arguments: given, isSpread, found }: Call) {
      const [key] = given;
      // What comes behind may choose another place to look.
      if (key === undefined || isSpread || given.length > most) return undefined;
      for (const one of key.items() ?? [key]) report(library, one, kind, found);
      return undefined;
    },
  };
}

function report(library: Library, key: Argument, kind: Partial<FoundUse>, { use }: Found): void {
  for (const text of key.texts()) tell(library, text, kind, use);
}

export function tell(
  library: Library,
  text: Text,
  kind: Partial<FoundUse>,
  use: Found["use"],
): void {
  // `instant(key) !== key` asks whether there is one: a key that is built may have none.
  const isBuilt = text.pieces.length > 1;
  const optional = isBuilt ? ({ isOptional: true } as const) : textAsKey(text.pieces);
  use({ ...kind, library, ...optional, texts: [text] });
}
