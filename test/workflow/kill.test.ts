import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkoutState, copyCheckout } from "../support/checkout-state.ts";
import { runCli } from "../support/cli.ts";
import { isWriting } from "../support/killed-run.ts";
import { spawnCli } from "../support/spawned-cli.ts";
import { type Start, leftovers, prepareStart } from "../support/unkilled-run.ts";

// `kill.slow.test.ts` kills at 50 moments; this is the one where most is half done.
test("after a kill amid its writing, the next run ends in the state of an unkilled one", async () => {
  const start = await prepareStart({ namespaces: 12, messages: 6 }, true);
  onTestFinished(start.repository.dispose);
  const root = await killedAmidWriting(start);
  expect(checkoutState(root)).not.toEqual(start.expected);

  expect(await runCli(["sync"], { cwd: root })).toMatchObject({ code: 0, stderr: "" });
  expect(checkoutState(root)).toEqual(start.expected);
  expect(leftovers(root, start)).toEqual([]);
});

/** A checkout where the first files were written, and the last ones not. */
async function killedAmidWriting({ repository }: Start): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const root = copyCheckout(repository.root);
    const run = spawnCli(["sync"], root);
    await run.until(() => existsSync(join(root, "locales/ar-XB/new-0.json")));
    run.kill("SIGKILL");
    await run.ended;
    if (isWriting(root)) return root;
  }
  throw new Error("every kill came too late");
}
