import { expect, onTestFinished, test } from "vitest";
import { checkoutState, copyCheckout } from "../support/checkout-state.ts";
import { runCli } from "../support/cli.ts";
import { isWriting, signalSync } from "../support/killed-run.ts";
import { leftovers, prepareStart } from "../support/unkilled-run.ts";

// `kill.slow.test.ts` kills at 50 moments; this is the one where most is half done.
test("after a kill amid its writing, the next run ends in the state of an unkilled one", async () => {
  const start = await prepareStart({ namespaces: 12, messages: 6 }, true);
  onTestFinished(start.repository.dispose);
  const root = copyCheckout(start.repository.root);
  await signalSync(root, "SIGKILL", { after: "writing", delay: 0 });
  expect(isWriting(root)).toBe(true);
  expect(checkoutState(root)).not.toEqual(start.expected);

  expect(await runCli(["sync"], { cwd: root })).toMatchObject({ code: 0, stderr: "" });
  expect(checkoutState(root)).toEqual(start.expected);
  expect(leftovers(root, start)).toEqual([]);
});
