import fc from "fast-check";
import { expect, test } from "vitest";
import { damage } from "../../support/ledger-damage.ts";
import { noFigures } from "../../support/ledger-figures.ts";
import { checkDamages, checkHistory, checkLinearHistory } from "../../support/ledger-laws.ts";
import { anySteps, linearSteps } from "../../support/ledger-steps.ts";

// A few states of what merge-law.slow.test.ts shows in 2,000.
const few = { noBias: true, endOnFailure: true } as const;

test("law 2: no merge makes a text read translated that was not made for its source", async () => {
  const figures = noFigures();
  await fc.assert(
    fc.asyncProperty(anySteps, (steps) => checkHistory(steps, figures)),
    { ...few, seed: 12, numRuns: 3 },
  );
  expect(figures.states).toBeGreaterThan(50);
  expect(figures.merges).toBeGreaterThan(5);
  expect(figures.rightTranslated / figures.right).toBeGreaterThan(0.8);
});

test("what only locstep translates reads translated from sync to sync", async () => {
  const figures = noFigures();
  await fc.assert(
    fc.asyncProperty(linearSteps, (steps) => checkLinearHistory(steps, figures)),
    { ...few, seed: 28, numRuns: 1 },
  );
  expect(figures.rightTranslated).toBe(figures.right);
  expect(figures.right).toBeGreaterThan(50);
});

test("law 2: no damage to the ledger makes a cell read translated that did not before", async () => {
  const damages = fc.array(damage, { minLength: 12, maxLength: 12 });
  const total = { before: 0, after: 0 };
  await fc.assert(
    fc.asyncProperty(anySteps, damages, async (steps, damages) => {
      const { before, after } = await checkDamages(steps, damages);
      total.before += before;
      total.after += after;
    }),
    { ...few, seed: 11, numRuns: 1 },
  );
  // Some of it is still read: the test is not about a ledger that is lost as a whole.
  expect(total.after).toBeGreaterThan(total.before / 10);
  expect(total.after).toBeLessThan(total.before);
});
