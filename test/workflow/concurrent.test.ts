import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkoutState, copyCheckout } from "../support/checkout-state.ts";
import { runCli } from "../support/cli.ts";
import { spawnCli } from "../support/spawned-cli.ts";
import { leftovers, prepareStart } from "../support/unkilled-run.ts";

test("of two syncs at once one works, the other names it, and the result is that of one", async () => {
  const start = await prepareStart({ namespaces: 3, messages: 6 }, true);
  onTestFinished(start.repository.dispose);
  const root = copyCheckout(start.repository.root);
  const first = spawnCli(["sync"], root);
  onTestFinished(() => first.kill("SIGKILL"));
  await first.until(() => existsSync(join(root, ".git/locstep/lock")));
  // Held amid its work, so that the other cannot come too late.
  first.kill("SIGSTOP");

  const second = await runCli(["sync"], { cwd: root });
  expect(second).toMatchObject({ code: 3, stdout: "" });
  expect(second.stderr).toContain(`another locstep is at work in this checkout`);
  expect(second.stderr).toContain(`(process ${first.pid})`);
  expect((await runCli(["check"], { cwd: root })).code).toBe(0);

  first.kill("SIGCONT");
  expect(await first.ended).toMatchObject({ code: 0, stderr: "" });
  expect(checkoutState(root)).toEqual(start.expected);
  expect(leftovers(root, start)).toEqual([]);
});
