import { cover } from "../cover.ts";
import type { Syntax, SyntaxFault, Token } from "../syntax.ts";
import type { Cursor } from "./cursor.ts";
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
};

function tokens(text: string, quoting: boolean): readonly Token[] | SyntaxFault {
  const cursor: Cursor = { text, marks: [], quoting, at: 0 };
  return readMessage(cursor) ?? cover(text, cursor.marks);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
