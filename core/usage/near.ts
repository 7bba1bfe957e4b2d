import { distance } from "fastest-levenshtein";
import type { KnownKeys, KnownMessage } from "./known-keys.ts";

/** Comparisons a run: a project whose keys are all wrong is not searched to the end. */
const MOST_COMPARISONS = 2_000_000;
const FURTHEST = 3;
/** Characters. A comparison takes the square of them. */
const LONGEST = 300;

/** Finds the message that a slip of the hand may have meant. */
export function nearestIn(known: KnownKeys): (name: string) => KnownMessage | undefined {
  let byLength: Map<number, KnownMessage[]> | undefined;
  let comparisons = 0;
  return (name) => {
    if (name.length > LONGEST) return undefined;
    byLength ??= group(known);
    const most = Math.min(FURTHEST, Math.floor(name.length / 4));
    let best: KnownMessage | undefined;
    let least = most + 1;
    for (let off = -most; off <= most; off++) {
      for (const message of byLength.get(name.length + off) ?? []) {
        if (++comparisons > MOST_COMPARISONS) return best;
        const far = distance(message.name, name);
        if (far < least && isSlip(far, name, message.name)) [best, least] = [message, far];
      }
    }
    return best;
  };
}

function group({ messages }: KnownKeys): Map<number, KnownMessage[]> {
  const groups = new Map<number, KnownMessage[]>();
  for (const message of messages) {
    const { length } = message.name;
    const same = groups.get(length);
    if (same === undefined) groups.set(length, [message]);
    else same.push(message);
  }
  return groups;
}

/** Characters that three differences are few of. */
const LONG = 8;

/** Whether so many differences are few for the segments that differ: `inbox` is no slip for `no`. */
function isSlip(far: number, written: string, meant: string): boolean {
  const [a, b] = [written.split("."), meant.split(".")];
  while (a.length > 0 && a[0] === b[0]) [a, b].forEach((segments) => segments.shift());
  while (a.length > 0 && a.at(-1) === b.at(-1)) [a, b].forEach((segments) => segments.pop());
  const length = Math.max(a.join(".").length, b.join(".").length);
  return far < FURTHEST ? far < length : length >= LONG;
}
