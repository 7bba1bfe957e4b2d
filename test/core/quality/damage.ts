import type { Pair } from "../../../core/quality/pair.ts";
import { isFault, type Token } from "../../../core/syntax/syntax.ts";

/** A number below `n`, from a generator that is the same on every run. */
export type Random = (n: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** The translation with one placeholder, tag or plural branch broken; undefined where it has none. */
export function damage(pair: Pair, random: Random): string | undefined {
  const { target } = pair;
  const tokens = pair.syntax.tokens(target);
  if (isFault(tokens)) return undefined;
  const candidates = tokens.filter((token) => isBreakable(pair, token));
  const token = candidates[random(candidates.length)];
  if (token === undefined) return undefined;
  const { start, end } = token;
  const written = target.slice(start, end);
  const ways = [
    "",
    written.slice(0, -1),
    written.slice(1),
    written.replace(/[\p{L}\p{N}]/u, "$&x"),
    written.replace(/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u, "x$&"),
  ];
  if (token.kind !== "syntax") ways.push(written + written);
  const changed = ways[random(ways.length)] ?? "";
  // Lost white space in the syntax itself (` other {`) is no damage.
  if (changed.trim() === written.trim()) return undefined;
  return target.slice(0, start) + changed + target.slice(end);
}

/** What may be missing or doubled without breaking anything is left alone. */
function isBreakable(pair: Pair, { kind, name, branch }: Token): boolean {
  if (kind === "placeholder") {
    const isCount = name === "count" || branch?.includes(name ?? "");
    const selector = branch?.at(-1) ?? pair.category ?? "other";
    return !(isCount && /^(?:=|zero|one|two)/u.test(selector));
  }
  return kind === "tag" || kind === "syntax";
}
