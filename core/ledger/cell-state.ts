/** The state of one message in one target, stronger last. */
export const CellState = {
  /** Not a message of the source. */
  None: 0,
  Missing: 1,
  /** Stands there and no fact names it: history is asked, and without it a person wrote it. */
  Unknown: 2,
  Stale: 3,
  /** By a provider, for this source text, refused by our rules and written for a person to review. */
  Flagged: 4,
  /** By a person, for this source text, confirmed by nobody. */
  Unconfirmed: 5,
  Translated: 6,
} as const;
export type CellState = (typeof CellState)[keyof typeof CellState];
