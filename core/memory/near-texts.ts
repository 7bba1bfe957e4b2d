import { distance } from "fastest-levenshtein";

/** A text that resembles another: `score` is 1 − distance ÷ length of the longer, in percent. */
export interface NearText {
  readonly number: number;
  readonly score: number;
}

const LEAST_SCORE = 75;
const LEAST = LEAST_SCORE / 100;
/** Longer texts are no UI texts, and a person finds nothing in a 75 % match of a page. */
const LONGEST = 1_000;
const BINS = 32;
/** Words of 32 characters compared for one question: well below 0.1 s. */
const MOST_STEPS = 4_000_000;

/**
 * Finds texts with a score of at least {@link LEAST_SCORE}. Two filters that lose nothing come
 * before the edit distance: the lengths, and how many characters of each kind a text has (every
 * edit changes that by one). Beyond a bound of work the less promising ones are not looked at.
 *
 * Costs 40 bytes a text, besides the texts.
 */
export function indexNearTexts(texts: readonly string[]): (text: string) => readonly NearText[] {
  const order = [...texts.keys()]
    .filter((number) => lengthOf(number) <= LONGEST)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const byLength = Int32Array.from(order);
  const bags = new Uint8Array(byLength.length * BINS);
  for (const [at, number] of byLength.entries()) {
    countCharacters(texts[number] as string, bags.subarray(at * BINS, (at + 1) * BINS));
  }

  function lengthOf(number: number): number {
    return (texts[number] as string).length;
  }

  /** The first place in `byLength` of a text at least so long. */
  function placeOf(length: number): number {
    let low = 0;
    let high = byLength.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lengthOf(byLength[middle] as number) < length) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function candidates(text: string): readonly { number: number; edits: number }[] {
    const bag = countCharacters(text, new Uint8Array(BINS));
    const found: { number: number; edits: number }[] = [];
    const end = placeOf(Math.floor(text.length / LEAST) + 1);
    for (let place = placeOf(Math.ceil(text.length * LEAST)); place < end; place++) {
      const number = byLength[place] as number;
      const edits = leastEdits(bag, bags, place * BINS);
      if (scoreOf(edits, text.length, lengthOf(number)) >= LEAST_SCORE) {
        found.push({ number, edits });
      }
    }
    return found.sort((a, b) => a.edits - b.edits);
  }

  return (text) => {
    if (text.length > LONGEST) return [];
    const near: NearText[] = [];
    let steps = 0;
    for (const { number } of candidates(text)) {
      const other = texts[number] as string;
      steps += Math.ceil(text.length / 32) * other.length;
      if (steps > MOST_STEPS) break;
      const score = scoreOf(distance(text, other), text.length, other.length);
      if (score >= LEAST_SCORE) near.push({ number, score });
    }
    return near;
  };
}

function scoreOf(edits: number, length: number, other: number): number {
  const longer = Math.max(length, other, 1);
  return Math.floor((100 * (longer - edits)) / longer);
}

/** Counts beyond 255 stay 255: the bound gets weaker, not wrong. */
function countCharacters(text: string, bag: Uint8Array): Uint8Array {
  for (let at = 0; at < text.length; at++) {
    const bin = text.charCodeAt(at) % BINS;
    if ((bag[bin] as number) < 255) bag[bin] = (bag[bin] as number) + 1;
  }
  return bag;
}

/** A lower bound of the edit distance: what one bag has more than the other, the larger of both. */
function leastEdits(bag: Uint8Array, bags: Uint8Array, offset: number): number {
  let more = 0;
  let less = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const difference = (bag[bin] as number) - (bags[offset + bin] as number);
    if (difference > 0) more += difference;
    else less -= difference;
  }
  return Math.max(more, less);
}
