import { bytePairs, byteSet, MARK_CHARACTERS } from "../model/marks.ts";

const NONE = 0;
/** Braces and angles: their words are compared from the first of them to the last. */
const BRACE = 1;
/** Whatever else some syntax gives a meaning: its words are compared whole. */
const OTHER = 2;
/** What may be written otherwise than it reads, or quote what follows. */
const UNCLEAR = 4;
const MARK = 7;
const SPACE = 8;

const classes = new Uint8Array(256).fill(SPACE, 0, 0x21);
for (const mark of `${MARK_CHARACTERS}w`) classes[mark.charCodeAt(0)] = OTHER;
for (const mark of "{}<>") classes[mark.charCodeAt(0)] = BRACE;
for (const mark of "\\'") classes[mark.charCodeAt(0)] = UNCLEAR;

/** Where two bytes need a look: most texts hold nothing but prose. */
const pairs = bytePairs(byteSet(`${MARK_CHARACTERS}\\'`));

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const W = 0x77;

/** Texts as they are written in one file, quotes included: by number, where each starts and ends. */
export interface WrittenTexts {
  readonly bytes: Uint8Array;
  /** Of the same bytes. */
  readonly view: DataView;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** The marks of a file's texts, each found once for all the texts that are compared with it. */
export interface Marks {
  /**
   * Whether two texts, as written in files of one format, have the same marks in the same order:
   * then no rule about structure can tell them apart, and neither needs to be decoded. A word with
   * a mark counts whole, unless its marks are braces and angles alone: then from the first to the
   * last of them, so that `{name}!` is `{name}`. False where that is not clear. Linear, and a
   * twentieth of the cost of tokens.
   */
  sameIn(text: number, others: WrittenTexts, other: number): boolean;
}

const UNSEEN = -1;
const OBSCURE = -2;
/** Stands behind a text's last marked word. */
const NO_WORD = -1;

export function marksOf({ bytes, view, starts, ends }: WrittenTexts): Marks {
  /** By text: where its words begin in `words`, start and end in turns. */
  const firsts = new Int32Array(starts.length).fill(UNSEEN);
  const words: number[] = [];

  function read(text: number): number {
    const first = words.length;
    const [start, end] = [starts[text] as number, ends[text] as number];
    for (let at = start; ;) {
      at = nextMarked(bytes, view, start, end, at);
      if (!found.isClear) return OBSCURE;
      words.push(found.start, found.end);
      if (found.start === NO_WORD) return first;
    }
  }

  return {
    sameIn(text, others, other) {
      let word = firsts[text] as number;
      if (word === UNSEEN) firsts[text] = word = read(text);
      if (word === OBSCURE) return false;
      const [start, end] = [others.starts[other] as number, others.ends[other] as number];
      for (let at = start; ; word += 2) {
        at = nextMarked(others.bytes, others.view, start, end, at);
        if (!found.isClear) return false;
        const mine = words[word] as number;
        if (mine === NO_WORD || found.start === NO_WORD) return mine === found.start;
        const mineEnd = words[word + 1] as number;
        if (!sameBytes(bytes, mine, mineEnd, others.bytes, found.start, found.end)) return false;
      }
    },
  };
}

/** The word that `nextMarked` found last: millions are looked at, so none is an object. */
const found = { start: -1, end: -1, isClear: true };

/** Finds the next word with a mark in the text from `start` to `end`; answers where to go on. */
function nextMarked(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  from: number,
): number {
  const isEscaped = bytes[start] === QUOTE;
  let word = from;
  for (let mark = from; ; mark++) {
    mark = suspectAt(bytes, view, mark, end);
    if (mark >= end) break;
    if (isEscaped && isWhiteEscape(bytes, mark)) {
      word = ++mark + 1;
      continue;
    }
    if (isEscaped && isProseEscape(bytes, mark)) {
      mark += PROSE_ESCAPE - 1;
      continue;
    }
    if (bytes[mark] === W && (bytes[mark + 1] !== W || bytes[mark + 2] !== W)) continue;
    // A lone apostrophe is prose.
    if (bytes[mark] === APOSTROPHE && !isWordMarked(bytes, mark, end)) continue;
    let first = mark;
    while (first > word && classes[bytes[first - 1] as number] !== SPACE) first--;
    return readWord(bytes, first, mark, end, isEscaped);
  }
  found.start = NO_WORD;
  found.isClear = true;
  return end;
}

/** The next byte that may be a mark: the one loop that sees all bytes, so it takes four at a time. */
function suspectAt(bytes: Uint8Array, view: DataView, from: number, end: number): number {
  let at = from;
  for (; at <= end - 4; at += 4) {
    const word = view.getInt32(at, true);
    if (((pairs[word & 0xffff] as number) | (pairs[word >>> 16] as number)) !== 0) break;
  }
  // The pair of `www` may be its second and third.
  if (at > from && bytes[at - 1] === W) at--;
  while (at < end && ((classes[bytes[at] as number] as number) & MARK) === 0) at++;
  return at;
}

/** Whether a mark other than an apostrophe stands in the rest of the word. */
function isWordMarked(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const kind = classes[bytes[at] as number] as number;
    if (kind === SPACE) return false;
    if ((kind & MARK) !== 0 && bytes[at] !== APOSTROPHE && bytes[at] !== W) return true;
  }
  return false;
}

/** Reads the word that starts at `word` and whose first mark is `mark`. */
function readWord(
  bytes: Uint8Array,
  word: number,
  mark: number,
  end: number,
  isEscaped: boolean,
): number {
  let seen = NONE;
  let last = mark;
  let at = mark;
  for (; at < end; at++) {
    const kind = classes[bytes[at] as number] as number;
    if (kind === SPACE || (isEscaped && isWhiteEscape(bytes, at))) break;
    if ((kind & MARK) === 0) continue;
    if (isEscaped && isProseEscape(bytes, at)) {
      at += PROSE_ESCAPE - 1;
    } else if (isEscaped && bytes[at] === BACKSLASH && bytes[at + 1] === BACKSLASH) {
      // A backslash itself: what it may quote stands in the same word.
      seen |= OTHER;
      last = ++at;
    } else {
      seen |= kind;
      last = at;
    }
  }
  const isBraced = seen === BRACE;
  found.start = isBraced ? mark : word;
  found.end = isBraced ? last + 1 : at;
  found.isClear = (seen & UNCLEAR) === 0;
  return at;
}

/** `\n`, `\r`, `\t` and `\"` in a quoted text read as what separates words. */
function isWhiteEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== BACKSLASH) return false;
  const letter = bytes[at + 1];
  return letter === 0x6e || letter === 0x72 || letter === 0x74 || letter === QUOTE;
}

/** Of `\u00e9`, in bytes. */
const PROSE_ESCAPE = 6;
const ZERO = 0x30;
const SEVEN = 0x37;
const U = 0x75;

/** `\u0080` and beyond: no mark of any syntax, as little as the same character written itself. */
function isProseEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== U) return false;
  const isAscii =
    bytes[at + 2] === ZERO && bytes[at + 3] === ZERO && (bytes[at + 4] as number) <= SEVEN;
  return !isAscii;
}

function sameBytes(
  a: Uint8Array,
  startA: number,
  endA: number,
  b: Uint8Array,
  startB: number,
  endB: number,
): boolean {
  if (endA - startA !== endB - startB) return false;
  for (let at = startA; at < endA; at++) {
    if (a[at] !== b[at - startA + startB]) return false;
  }
  return true;
}
