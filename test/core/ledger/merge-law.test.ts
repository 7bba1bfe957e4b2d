import fc from "fast-check";
import { expect, test } from "vitest";
import { damage } from "../../support/ledger-damage.ts";
import { anyStep, linearStep, noFigures } from "../../support/ledger-history.ts";
import { checkDamages, checkHistory, checkLinearHistory } from "../../support/ledger-laws.ts";

// A few states of what merge-law.slow.test.ts shows in 2,000.
const few = { noBias: true, endOnFailure: true } as const;

test("law 2: no merge makes a text read translated that was not made for its source", async () => {
  const figures = noFigures();
  const steps = fc.array(anyStep, { minLength: 50, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(steps, (steps) => checkHistory(steps, figures)),
    { ...few, seed: 1, numRuns: 3 },
  );
  expect(figures.states).toBeGreaterThan(60);
  expect(figures.merges).toBeGreaterThan(5);
  expect(figures.rightTranslated / figures.right).toBeGreaterThan(0.8);
});

test("what only locstep translates reads translated from sync to sync", async () => {
  const figures = noFigures();
  const steps = fc.array(linearStep, { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(steps, (steps) => checkLinearHistory(steps, figures)),
    { ...few, seed: 4, numRuns: 1 },
  );
  expect(figures.rightTranslated).toBe(figures.right);
  expect(figures.right).toBeGreaterThan(50);
});

test("law 2: no damage to the ledger makes a cell read translated that did not before", async () => {
  const steps = fc.array(anyStep, { minLength: 15, maxLength: 15 });
  const damages = fc.array(damage, { minLength: 12, maxLength: 12 });
  const total = { before: 0, after: 0 };
  await fc.assert(
    fc.asyncProperty(steps, damages, async (steps, damages) => {
      const { before, after } = await checkDamages(steps, damages);
      total.before += before;
      total.after += after;
    }),
    { ...few, seed: 3, numRuns: 1 },
  );
  // Some of it is still read: the test is not about a ledger that is lost as a whole.
  expect(total.after).toBeGreaterThan(total.before / 10);
  expect(total.after).toBeLessThan(total.before);
});
