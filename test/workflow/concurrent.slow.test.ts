import { expect, onTestFinished, test } from "vitest";
import { checkoutState, copyCheckout } from "../support/checkout-state.ts";
import { signalSync } from "../support/killed-run.ts";
import { spawnCli } from "../support/spawned-cli.ts";
import { leftovers, prepareStart } from "../support/unkilled-run.ts";

const ROUNDS = 10;
const AT_ONCE = 4;

test("many syncs at once end as one does, also over the lock of a killed one", async () => {
  const start = await prepareStart({ namespaces: 12, messages: 12 }, false);
  onTestFinished(start.repository.dispose);
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const root = copyCheckout(start.repository.root);
    // Every second time they find a lock whose holder is gone, and a journal half worked off.
    if (round % 2 === 1) await signalSync(root, "SIGKILL", { after: "writing", delay: 0 });
    const runs = Array.from({ length: AT_ONCE }, () => spawnCli(["sync"], root));
    const ended = await Promise.all(runs.map((run) => run.ended));

    for (const { code, stderr } of ended) {
      expect([0, 3]).toContain(code);
      if (code === 3) expect(stderr).toMatch(/another locstep is at work .* \(process \d+\)/u);
      else expect(stderr).toBe("");
    }
    expect(ended.map(({ code }) => code)).toContain(0);
    refused += ended.filter(({ code }) => code === 3).length;
    expect(checkoutState(root), `round ${round}`).toEqual(start.expected);
    expect(leftovers(root, start), `round ${round}`).toEqual([]);
  }
  console.log(`${ROUNDS} rounds of ${AT_ONCE} syncs at once: ${refused} refused`);
  expect(refused).toBeGreaterThan(0);
});
