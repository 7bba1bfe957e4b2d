import { visible } from "./quote.ts";

// Made when first asked: it takes twenty milliseconds to load, a sixth of Node's start.
let graphemes: Intl.Segmenter | undefined;

function segmentsOf(text: string): Intl.Segments {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return graphemes.segment(text);
}

/** Latin letters, and what our own lines are drawn with: each a column and a grapheme of its own. */
const PLAIN = /^[\x20-\x7e\u{a0}-\u{ac}\u{ae}-\u{2af}–—‘’“”…→─-▟✓✗]*$/u;
const EMOJI = /\p{Emoji_Presentation}|\u{fe0f}/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** East Asian Wide and Fullwidth blocks of Unicode's EastAsianWidth.txt, coarsely. */
const WIDE =
  /^[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text without control characters takes in a terminal. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmentsOf(text)) columns += columnsOfGrapheme(segment);
  return columns;
}

function columnsOfGrapheme(grapheme: string): number {
  if (WIDE.test(grapheme) || EMOJI.test(grapheme)) return 2;
  return ZERO.test(grapheme) ? 0 : 1;
}

export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** At most `columns` wide, the middle left out. */
export function fit(text: string, columns: number): string {
  // No grapheme that is shown is longer than this: bounds the work on a text of megabytes.
  const longest = columns * 32;
  const ends = text.length <= 2 * longest ? text : text.slice(0, longest) + text.slice(-longest);
  if (ends === text && columnsOf(text) <= columns) return text;
  const all = [...segmentsOf(ends)].map(({ segment }) => segment);
  const head = take(all, Math.ceil((columns - 1) / 2));
  const tail = take(all.reverse(), Math.floor((columns - 1) / 2));
  return visible(`${head.join("")}…${tail.reverse().join("")}`);
}

function take(from: readonly string[], columns: number): string[] {
  let left = columns;
  const taken: string[] = [];
  for (const grapheme of from) {
    left -= columnsOfGrapheme(grapheme);
    if (left < 0) break;
    taken.push(grapheme);
  }
  return taken;
}

/** Lines of at most `columns`, broken at spaces; a longer word is broken where it must be. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let taken = 0;
  for (const word of text.split(" ")) {
    const own = columnsOf(word);
    const joined = line === "" ? own : taken + 1 + own;
    if (joined <= columns) {
      line = line === "" ? word : `${line} ${word}`;
      taken = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = own <= columns ? [word] : chop(word, columns);
    line = pieces.pop() ?? "";
    taken = columnsOf(line);
    lines.push(...pieces);
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

function chop(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let left = columns;
  for (const { segment } of segmentsOf(word)) {
    const own = columnsOfGrapheme(segment);
    // A grapheme wider than a line still moves on.
    if (own > left && piece !== "") {
      pieces.push(piece);
      piece = "";
      left = columns;
    }
    piece += segment;
    left -= own;
  }
  return [...pieces, piece];
}
