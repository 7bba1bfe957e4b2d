import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { cliPath } from "../support/cli.ts";
import { checkoutOf } from "./checkout.ts";

/** A report longer than any pipe holds. */
function longReport(): string {
  const source = Array.from({ length: 3000 }, (_, at) => [`key${at}`, `Text ${at}`]);
  return checkoutOf({ "l/en/a.json": Object.fromEntries(source) }).root;
}

test("a reader that leaves early, as head does, ends a run without a word", async () => {
  for (const format of ["text", "json"]) {
    const args = [cliPath(), "check", "--format", format];
    const child = spawn(process.execPath, args, { cwd: longReport(), timeout: 60_000 });
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await once(child, "close")).toEqual([0, null]);
    expect(complaint).toBe("");
  }
});

test("a closed standard error changes neither the end nor the result", async () => {
  const child = spawn(process.execPath, [cliPath(), "chek"], { cwd: "/", timeout: 60_000 });
  child.stderr.destroy();
  expect(await once(child, "close")).toEqual([2, null]);
});

test.skipIf(!existsSync("/dev/full"))(
  "a report that finds no room ends with 3 and says so",
  async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [cliPath(), "check"], {
      cwd: longReport(),
      timeout: 60_000,
      stdio: ["ignore", full, "pipe"],
    });
    let complaint = "";
    child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    expect(await once(child, "close")).toEqual([3, null]);
    expect(complaint).toMatch(/^locstep: cannot write to standard output: ENOSPC.*\n$/u);
  },
);
