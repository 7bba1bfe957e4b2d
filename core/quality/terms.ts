import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/**
 * Words that stay as they are. One that is gone altogether is refused; one that stands fewer times
 * is doubtful, as a pronoun may stand in its place.
 */
export function terms(pair: Pair): readonly Violation[] {
  const violations: Violation[] = [];
  for (const term of pair.terms ?? []) {
    if (term === "") continue;
    const expected = countWords(pair.source, term);
    const found = expected === 0 ? 0 : pair.target.split(term).length - 1;
    if (found >= expected) continue;
    violations.push({
      code: "locked",
      reject: found === 0,
      offset: 0,
      length: 0,
      detail: { expected: [term] },
    });
  }
  return violations;
}

/** Whole words in the source; in the target also parts of words (`GitHub-Konto`, `GitHubの`). */
function countWords(text: string, term: string): number {
  let count = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + term.length, at + term.length + 2);
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) count++;
  }
  return count;
}
