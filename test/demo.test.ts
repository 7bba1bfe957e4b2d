import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cliPath } from "./support/cli.ts";

const DEMO = join(import.meta.dirname, "../scripts/demo.js");

test("docs/demo.md and the README show what the demo prints, every hunk explained, and nothing is left behind", async () => {
  const temporary = await temporaryFolder();
  const demo = startDemo(temporary, "--check");
  const printed = outputOf(demo);
  const [code] = await once(demo, "close");
  expect({ code, printed: printed.text }).toEqual({ code: 0, printed: "" });
  expect(await readdir(temporary)).toEqual([]);
});

test("an interrupted demo leaves nothing behind", async () => {
  const temporary = await temporaryFolder();
  const demo = startDemo(temporary);
  // The first output comes when the folder is there and the repository in the making.
  await once(demo.stdout ?? demo, "data");
  expect(await readdir(temporary)).toHaveLength(1);
  demo.kill("SIGINT");
  const [code] = await once(demo, "close");
  expect(code).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "locstep-demo-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function startDemo(temporary: string, ...args: readonly string[]): ChildProcess {
  const demo = spawn(process.execPath, [DEMO, "--cli", cliPath(), ...args], {
    env: { ...process.env, TMPDIR: temporary },
    timeout: 25_000,
    killSignal: "SIGKILL",
  });
  return demo;
}

function outputOf(process: ChildProcess): { text: string } {
  const output = { text: "" };
  for (const stream of [process.stdout, process.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output.text += text));
  }
  return output;
}
