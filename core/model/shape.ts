/**
 * What a value of the configuration may be. One definition gives the reader, its errors and the
 * JSON schema; a provider describes its own options with it.
 */
export type Shape =
  | {
      readonly kind:
        | "text"
        | "locale"
        | "template"
        | "url"
        | "boolean"
        | "count"
        | "amount"
        | "any";
    }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  /** `filled`: with at least one item. */
  | { readonly kind: "list"; readonly of: Shape; readonly filled?: boolean }
  /** Keys are locales (and `words`), one of `words` alone, or any name. */
  | {
      readonly kind: "map";
      readonly keys: "locale" | "word" | "name";
      readonly words: readonly string[];
      readonly of: Shape;
    }
  /** `open`: other keys pass through unread. */
  | { readonly kind: "fields"; readonly fields: Fields; readonly open?: boolean }
  /** Told apart by whether a scalar, a list or a map stands there: one alternative each. */
  | { readonly kind: "either"; readonly of: readonly Shape[] };

export interface Field {
  readonly shape: Shape;
  /** One sentence for editors and for the configuration's reference. */
  readonly about: string;
  readonly required?: boolean;
}

export type Fields = Readonly<Record<string, Field>>;
