import { isFault, type Syntax } from "./syntax.ts";
import { type SyntaxName, syntaxes } from "./syntaxes.ts";

export interface Detection {
  readonly syntax: SyntaxName;
  /** A short phrase: `52 of 610 texts, as "Delete {{count}} items"`. */
  readonly reason: string;
}

const MAX_TEXTS = 5_000;
const MAX_CHARACTERS = 1_000_000;
const EXAMPLE_LENGTH = 40;

/** Without any of these a text has no mark of any syntax, and is malformed in none. */
const SIGNS = /[{}%$@|]/u;

/**
 * The syntax of a family's source texts, from a bounded sample. A syntax counts the texts with marks
 * that no plainer one has, less those that are malformed in it. Where nothing but `{name}` stands,
 * ICU, vue-i18n and Python read alike, so it is `brace`; where nothing stands at all, `plain`. A
 * name between apostrophes tells Flutter's ICU from the other, and alone it is prose. `nearest` is the
 * one to take where another fits no better.
 */
export function detectSyntax(texts: Iterable<string>, nearest?: SyntaxName): Detection {
  const all = takeSample(texts);
  const sample = all.filter((text) => SIGNS.test(text));
  let best: Detection = { syntax: "plain", reason: "no placeholders" };
  let bestScore = 0;
  const names = Object.keys(syntaxes) as SyntaxName[];
  // `''{name}''`: apostrophes that are doubled so that they are none of ICU's.
  const isDoubled = sample.some((text) => /''\{|\}''/u.test(text));
  for (const name of nearest === undefined ? names : [nearest, ...names]) {
    const syntax: Syntax = syntaxes[name];
    if (name === "brace" && bestScore > 0) break;
    if (name === "flutter" && name !== nearest && isDoubled) continue;
    if (name === "flutter" && !sample.some((text) => syntaxes.icu.recognise(text) > 0)) continue;
    const marked = sample.filter((text) => syntax.recognise(text) > 0);
    if (marked.length <= bestScore) continue;
    const malformed = sample.filter((text) => isFault(syntax.tokens(text))).length;
    const score = marked.length - malformed;
    if (score <= bestScore) continue;
    bestScore = score;
    best = { syntax: name, reason: reasonFor(marked, all.length) };
  }
  return best;
}

function takeSample(texts: Iterable<string>): readonly string[] {
  const sample: string[] = [];
  let characters = 0;
  for (const text of texts) {
    characters += text.length;
    if (sample.length === MAX_TEXTS || characters > MAX_CHARACTERS) break;
    sample.push(text);
  }
  return sample;
}

function reasonFor(marked: readonly string[], sampled: number): string {
  const text = marked[0] ?? "";
  const example = text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text;
  return `${marked.length} of ${sampled} texts, as ${JSON.stringify(example)}`;
}
