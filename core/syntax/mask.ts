import { isFault, type Syntax } from "./syntax.ts";

/** A text for an engine that translates plain text, and the way back. */
export interface Masked {
  readonly text: string;
  /** The translation with the marks put back; undefined where one is lost, doubled or new. */
  restore(translation: string): string | undefined;
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
 * Replaces every run of marks by one opaque token, set off by spaces from words. Undefined where the
 * text is malformed or has branches: those are to be translated one by one.
 */
export function mask(text: string, syntax: Syntax): Masked | undefined {
  const tokens = syntax.tokens(text);
  if (isFault(tokens) || BRACKET.test(text)) return undefined;
  if (tokens.some(({ kind }) => kind === "syntax")) return undefined;
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
  return { text: masked, restore: (translation) => restore(translation, marks) };
}

function sideOf(neighbour: string): Side {
  if (WORD.test(neighbour)) return "word";
  return neighbour === "" || neighbour.trim() === "" ? "space" : "other";
}

function restore(translation: string, marks: readonly Mark[]): string | undefined {
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
