import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openRepository, type Repository } from "../../core/git/repository.ts";
import { readSegments } from "../../core/workflow/checkout/segments.ts";
import { checkoutState, copyCheckout } from "../support/checkout-state.ts";
import { runCli } from "../support/cli.ts";
import { spawnCli } from "../support/spawned-cli.ts";
import { createRepository } from "../support/repository.ts";
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

/** Puts many segments into one and makes new ones, over and over, until it is killed. */
const COMPACTING = `
const { renameSync, rmSync, writeFileSync } = require("node:fs");
const names = Array.from({ length: 40 }, (_, at) => String(at).padStart(32, "0"));
for (;;) {
  for (const name of names) writeFileSync(name, "# locstep 1\\n");
  writeFileSync("draft", "# locstep 1\\n");
  renameSync("draft", "f".repeat(32));
  for (const name of names) rmSync(name);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}`;

test("while another run puts the ledger's segments into one, it is read all the same", async () => {
  const { root } = createRepository();
  const ledger = join(root, ".locstep/ledger");
  mkdirSync(ledger, { recursive: true });
  const compacting = spawn(process.execPath, ["-e", COMPACTING], { cwd: ledger });
  onTestFinished(() => void compacting.kill("SIGKILL"));
  const repository = openRepository(root);
  async function last(): Promise<string | undefined> {
    return (await readSegments(repository as Repository, ".locstep/ledger")).at(-1)?.name;
  }
  await expect.poll(last, { timeout: 20_000 }).toBe("f".repeat(32));
  for (let reading = 0; reading < 200; reading++) expect(await last()).toBe("f".repeat(32));
});
