import fc from "fast-check";
import { expect, test } from "vitest";
import { damage } from "../../support/ledger-damage.ts";
import { noFigures } from "../../support/ledger-figures.ts";
import { checkDamages, checkHistory, checkLinearHistory } from "../../support/ledger-laws.ts";
import { anySteps, linearSteps } from "../../support/ledger-steps.ts";

/** `LOCSTEP_SEED` tries other histories than the known ones. */
const seed = Number(process.env["LOCSTEP_SEED"] ?? 1);
const parameters = { seed, noBias: true, interruptAfterTimeLimit: 840_000 } as const;

/** Minutes of histories: run with `LOCSTEP_LONG=1`; `merge-law.test.ts` runs a few always. */
const isLong = process.env["LOCSTEP_LONG"] !== undefined;

function tell(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

test.skipIf(!isLong)(
  "law 2: in 2,000 states no text reads translated that was not made for its source",
  async () => {
    const figures = noFigures();
    await fc.assert(
      fc.asyncProperty(anySteps, (steps) => checkHistory(steps, figures)),
      { ...parameters, numRuns: 115 },
    );
    tell(figures);
    expect(figures.states).toBeGreaterThanOrEqual(2_000);
    expect(figures.merges).toBeGreaterThan(200);
    expect(figures.rightTranslated / figures.right).toBeGreaterThan(0.8);
  },
);

test.skipIf(!isLong)(
  "what only locstep translates reads translated from sync to sync, in 40 histories",
  async () => {
    const figures = noFigures();
    await fc.assert(
      fc.asyncProperty(linearSteps, (steps) => checkLinearHistory(steps, figures)),
      { ...parameters, numRuns: 40 },
    );
    tell(figures);
    // The rest are people's texts that went stale along with a renamed key.
    expect(figures.rightTranslated / figures.right).toBeGreaterThan(0.99);
  },
);

test.skipIf(!isLong)(
  "law 2: in 600 damaged ledgers no cell reads translated that did not before",
  async () => {
    const damages = fc.array(damage, { minLength: 30, maxLength: 30 });
    const total = { before: 0, after: 0 };
    await fc.assert(
      fc.asyncProperty(anySteps, damages, async (steps, damages) => {
        const { before, after } = await checkDamages(steps, damages);
        total.before += before;
        total.after += after;
      }),
      { ...parameters, numRuns: 20 },
    );
    tell(total);
    expect(total.after).toBeGreaterThan(0);
    expect(total.after).toBeLessThan(total.before);
  },
);
