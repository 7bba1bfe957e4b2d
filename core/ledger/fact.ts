/**
 * "Target blob T is a verified translation of source blob S into this locale, except …": true by
 * content alone, so any union of facts is a set of facts (design, "The ledger").
 */
export interface Fact {
  /** The target's path when the fact was written; a hint, since content decides. */
  readonly path: string;
  readonly locale: string;
  /** Full blob ids. */
  readonly source: string;
  readonly target: string;
  readonly marks: Marks;
}

export interface Marks {
  /** How many messages the source blob holds. */
  readonly total: number;
  /** How many of them the target blob has no text for. */
  readonly missing: number;
  /** How many of the target's texts our rules would refuse: they are told again at every check. */
  readonly broken: number;
  /**
   * Tag of the team's own rules that `broken` was counted by; "" where it has none. Under others
   * the texts are to be judged anew.
   */
  readonly rules: string;
  /**
   * How many of the target's values are not the one text of a message of the source: nobody's, one
   * of twins, behind an alias. Without any, what the source gets later is missing for certain.
   */
  readonly extra: number;
  /** Which of the source's messages, by ordinal, were written by people. */
  readonly person: Runs;
  /** Key tags of what is present but older than its source. */
  readonly stale: ReadonlySet<string>;
  /** Key tags of what our rules refused and a person is to review. */
  readonly flagged: ReadonlySet<string>;
  /** Key tags of what a person wrote and nobody confirmed. */
  readonly unconfirmed: ReadonlySet<string>;
  /** Cell tags: verified without reading S or T, which no commit may ever hold. */
  readonly cells: ReadonlySet<string>;
}

/** Whether a fact vouches by these rules for all of a target's texts, and the target has no others. */
export function leavesNothingOpen({ marks }: Fact, rules: string): boolean {
  if (marks.rules !== rules) return false;
  const { missing, broken, extra, stale, flagged, unconfirmed } = marks;
  return missing + broken + extra + stale.size + flagged.size + unconfirmed.size === 0;
}

/**
 * A set of ordinals as lengths of alternating runs, outside first: `[2, 3]` is 2, 3 and 4. People
 * write in stretches, so this stays short where a list of keys would cost a tag each.
 */
export type Runs = readonly number[];

/** A job group that some machine submitted and that any machine may collect. */
export interface PendingGroup {
  readonly contentKey: string;
  readonly attempt: number;
  readonly provider: string;
  readonly handle: string;
  readonly locales: readonly string[];
  /** Message tags of the group's messages. */
  readonly messages: readonly string[];
  /**
   * Of a redo: cell tags of what stood when it was asked for. An answer is awaited where that still
   * stands: what was collected, or written by a person since, is not.
   */
  readonly redo: readonly string[];
}

/**
 * A provider's answers to a message that our rules refused, also when the reason stood with it. The
 * message is not asked for again while its text stands.
 */
export interface RefusedMessage {
  readonly provider: string;
  readonly locale: string;
  /** Message tag. */
  readonly message: string;
  /** Codes of the rules, with commas between. */
  readonly reason: string;
}

/** The ordinals for which `set` is not 0. */
export function toRuns(set: Uint8Array): Runs {
  const runs: number[] = [];
  let inside = false;
  let start = 0;
  for (let at = 0; at <= set.length; at++) {
    const end = at === set.length;
    if (!end && (set[at] !== 0) === inside) continue;
    if (!end || inside) runs.push(at - start);
    inside = !inside;
    start = at;
  }
  return runs;
}

/** A 0/1 array of `size` ordinals; runs past the end are cut. */
export function fromRuns(runs: Runs, size: number): Uint8Array {
  const set = new Uint8Array(size);
  let at = 0;
  for (const [turn, length] of runs.entries()) {
    if (turn % 2 === 1) set.fill(1, at, at + length);
    at += length;
  }
  return set;
}
