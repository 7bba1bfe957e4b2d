import { isFault, type Syntax, type Token } from "./syntax.ts";

/** A text for an engine that translates plain text, and the way back. */
export interface Masked {
  /** What is to be translated: the text, or each stretch of prose in its branches. */
  readonly texts: readonly string[];
  /** The whole with the marks put back; undefined where one is lost, doubled or new. */
  restore(translations: readonly string[]): string | undefined;
}

/** A part of a text between the punctuation of its branches. */
interface Stretch {
  readonly masked: string;
  readonly marks: readonly Mark[];
}

/** What the source has beside a mark; `word` was set off by a space of ours. */
type Side = "word" | "space" | "other";

interface Mark {
  readonly written: string;
  readonly before: Side;
  readonly after: Side;
}

/** Mathematical brackets: no message has them, and engines pass on what they do not know. */
const MASK = /⟦\s*(\d{1,6})\s*⟧/u;
const BRACKET = /[⟦⟧]/u;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Replaces every run of marks by one opaque token, set off by spaces from words. What stands between
 * branches, and holds no word, is not sent. Undefined for a malformed text.
 */
export function mask(text: string, syntax: Syntax): Masked | undefined {
  const tokens = syntax.tokens(text);
  if (isFault(tokens) || BRACKET.test(text)) return undefined;
  const parts: (string | Stretch)[] = [];
  for (let from = 0; from < tokens.length;) {
    let to = from;
    while (to < tokens.length && tokens[to]?.kind !== "syntax") to++;
    const stretch = maskStretch(text, tokens.slice(from, to));
    const isProse = WORD.test(stretch.masked.replaceAll(/⟦\d+⟧/gu, ""));
    parts.push(isProse ? stretch : textOf(text, tokens.slice(from, to)));
    parts.push(textOf(text, tokens.slice(to, to + 1)));
    from = to + 1;
  }
  return {
    texts: parts.flatMap((part) => (typeof part === "string" ? [] : [part.masked])),
    restore(translations) {
      let next = 0;
      let whole = "";
      for (const part of parts) {
        const restored = typeof part === "string" ? part : restore(translations[next++], part);
        if (restored === undefined) return undefined;
        whole += restored;
      }
      return whole;
    },
  };
}

function maskStretch(text: string, tokens: readonly Token[]): Stretch {
  const marks: Mark[] = [];
  let masked = "";
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i]?.start ?? 0;
    if (tokens[i]?.kind === "text") {
      masked += text.slice(start, tokens[i]?.end);
      continue;
    }
    while (i + 1 < tokens.length && tokens[i + 1]?.kind !== "text") i++;
    const end = tokens[i]?.end ?? start;
    const before = sideOf(text.charAt(start - 1));
    const after = sideOf(text.charAt(end));
    masked += `${before === "word" ? " " : ""}⟦${marks.length}⟧${after === "word" ? " " : ""}`;
    marks.push({ written: text.slice(start, end), before, after });
  }
  return { masked, marks };
}

function textOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

function sideOf(neighbour: string): Side {
  if (WORD.test(neighbour)) return "word";
  return neighbour === "" || neighbour.trim() === "" ? "space" : "other";
}

function restore(translation: string | undefined, { marks }: Stretch): string | undefined {
  if (translation === undefined) return undefined;
  const left = new Set(marks.keys());
  const parts = translation.split(MASK);
  let restored = "";
  for (let i = 0; i < parts.length; i += 2) {
    const next = Number(parts[i + 1]);
    restored += fit(parts[i] ?? "", marks[Number(parts[i - 1])]?.after, marks[next]?.before);
    if (i + 1 === parts.length) break;
    if (!left.delete(next)) return undefined;
    restored += marks[next]?.written ?? "";
  }
  return left.size > 0 || BRACKET.test(restored) ? undefined : restored;
}

/** Prose between two marks without the spaces that we or the engine put beside them. */
function fit(prose: string, before: Side | undefined, after: Side | undefined): string {
  const inner = prose.trim();
  if (inner === "") {
    const isTight = before !== undefined && after !== undefined;
    return isTight && before !== "space" && after !== "space" ? "" : prose;
  }
  const start = prose.indexOf(inner);
  const end = start + inner.length;
  return (
    spaceAt(prose.slice(0, start), before, inner.charAt(0)) +
    inner +
    spaceAt(prose.slice(end), after, inner.charAt(inner.length - 1))
  );
}

/** An engine's space between a bracket and a mark is not meant; beside a word it may well be. */
function spaceAt(space: string, side: Side | undefined, neighbour: string): string {
  if (side === "word") return "";
  return side === "other" && !WORD.test(neighbour) ? "" : space;
}
