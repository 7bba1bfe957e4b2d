import { cover } from "../cover.ts";
import { isFault, type Syntax, type SyntaxFault, type Token } from "../syntax.ts";
import type { Cursor } from "./cursor.ts";
import { expandPlurals, type Locales } from "./expand.ts";
import { readMessage } from "./message.ts";

const TYPED_ARGUMENT =
  /\{\s*[\w$]+\s*,\s*(?:plural|selectordinal|select|number|date|time)\s*[,}]/gu;
const QUOTED_BRACE = /'[{}]+'/gu;
const QUOTED_ARGUMENT = /'\{\w+\}'/gu;

/** ICU MessageFormat as in formatjs, next-intl, Java and ICU itself. */
export const icu: Syntax = {
  name: "icu",
  recognise: (text) => count(text, TYPED_ARGUMENT) + count(text, QUOTED_BRACE),
  tokens: (text) => tokens(text, true),
  expandPlurals: (text, source, target) => expand(icu, text, { source, target }),
};

/**
 * The ICU messages of Flutter's gen-l10n, where (unless `use-escaping` is set) an apostrophe is an
 * apostrophe: `'{name}'` is a name between quotes.
 */
export const flutter: Syntax = {
  name: "flutter",
  exactIsCategory: true,
  recognise: (text) => count(text, TYPED_ARGUMENT) + count(text, QUOTED_ARGUMENT),
  tokens: (text) => tokens(text, false),
  expandPlurals: (text, source, target) => expand(flutter, text, { source, target }),
};

function tokens(text: string, quoting: boolean): readonly Token[] | SyntaxFault {
  const cursor: Cursor = { text, marks: [], quoting, at: 0 };
  return readMessage(cursor) ?? cover(text, cursor.marks);
}

function expand(syntax: Syntax, text: string, locales: Omit<Locales, "exactIsCategory">): string {
  const tokens = syntax.tokens(text);
  if (isFault(tokens) || !tokens.some(({ branch }) => branch !== undefined)) return text;
  const exactIsCategory = syntax.exactIsCategory ?? false;
  return expandPlurals(text, tokens, { ...locales, exactIsCategory });
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
