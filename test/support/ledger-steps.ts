import fc from "fast-check";

/** What may happen to a project, with how often it does. */
const STEPS = {
  editSource: 6,
  addKey: 2,
  removeKey: 2,
  renameKey: 3,
  editTarget: 4,
  pasteTarget: 2,
  removeTarget: 1,
  restoreFile: 2,
  setPolicy: 1,
  sync: 8,
  accept: 1,
  compact: 2,
  commit: 8,
  branch: 3,
  checkout: 10,
  merge: 14,
  cherryPick: 5,
  revert: 4,
  dropBranch: 1,
  prune: 2,
} as const;

/** One step: what happens, and four numbers that choose where. */
export interface Step {
  readonly what: keyof typeof STEPS;
  readonly pick: readonly [number, number, number, number];
}

/** Steps of one history; half of them on average. */
const LONGEST = 80;

const LINEAR = new Set<Step["what"]>([
  "editSource",
  "addKey",
  "removeKey",
  "renameKey",
  "sync",
  "commit",
]);

// Fewer steps explain a failure; smaller numbers do not, and each attempt takes seconds.
const pick = fc.noShrink(fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.nat(999)));

function stepsAmong(names: readonly Step["what"][]): fc.Arbitrary<readonly Step[]> {
  const weighed = names.map((what) => ({ arbitrary: fc.constant(what), weight: STEPS[what] }));
  const step = fc.record({ what: fc.noShrink(fc.oneof(...weighed)), pick });
  return fc.array(step, { maxLength: LONGEST, size: "max" });
}

/** Any steps at all. */
export const anySteps: fc.Arbitrary<readonly Step[]> = stepsAmong(
  Object.keys(STEPS) as Step["what"][],
);

/** One branch, and nobody but locstep writes translations. */
export const linearSteps: fc.Arbitrary<readonly Step[]> = stepsAmong([...LINEAR]);
