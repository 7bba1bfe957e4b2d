/** A stretch of a file's bytes: a text as written there, quotes included. */
export interface WrittenText {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

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
for (const mark of "{}<>") classes[mark.charCodeAt(0)] = BRACE;
for (const mark of "&%@$|:=#/w") classes[mark.charCodeAt(0)] = OTHER;
for (const mark of "\\'") classes[mark.charCodeAt(0)] = UNCLEAR;

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const W = 0x77;

/**
 * Whether two texts, as written in files of one format, have the same marks in the same order: then
 * no rule about structure can tell them apart, and neither needs to be decoded. A word with a mark
 * counts whole, unless its marks are braces and angles alone: then from the first to the last of
 * them, so that `{name}!` is `{name}`. False where that is not clear. Linear, and a twentieth of the
 * cost of tokens.
 */
export function sameMarks(a: WrittenText, b: WrittenText): boolean {
  let atA = a.start;
  let atB = b.start;
  for (;;) {
    atA = nextMarked(a, atA);
    const [startA, endA, next, isClear] = [found.start, found.end, atA, found.isClear];
    atB = nextMarked(b, atB);
    if (!isClear || !found.isClear) return false;
    if (startA < 0 || found.start < 0) return startA === found.start;
    if (!sameBytes(a.bytes, startA, endA, b.bytes, found.start, found.end)) return false;
    atA = next;
  }
}

/** The word that `nextMarked` found last: millions are looked at, so none is an object. */
const found = { start: -1, end: -1, isClear: true };

/** Finds the next word with a mark and answers where to go on. */
function nextMarked({ bytes, start, end }: WrittenText, from: number): number {
  const isEscaped = bytes[start] === QUOTE;
  let word = from;
  for (let mark = from; ; mark++) {
    // Most texts hold nothing but prose: this is the one loop that sees all their bytes.
    while (mark < end && ((classes[bytes[mark] as number] as number) & MARK) === 0) mark++;
    if (mark >= end) break;
    if (isEscaped && isWhiteEscape(bytes, mark)) {
      word = ++mark + 1;
      continue;
    }
    if (bytes[mark] === W && (bytes[mark + 1] !== W || bytes[mark + 2] !== W)) continue;
    // A lone apostrophe is prose.
    if (bytes[mark] === APOSTROPHE && !isWordMarked(bytes, mark, end)) continue;
    let first = mark;
    while (first > word && classes[bytes[first - 1] as number] !== SPACE) first--;
    return readWord(bytes, first, mark, end, isEscaped);
  }
  found.start = -1;
  found.isClear = true;
  return end;
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
    seen |= kind;
    last = at;
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
