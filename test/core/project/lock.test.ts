import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { OutsideError } from "../../../core/model/errors.ts";
import { acquireLock } from "../../../core/project/lock.ts";

let folder: string;
let scripts: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  scripts = mkdtempSync(join(tmpdir(), "locstep-lock-script-"));
  const input = join(import.meta.dirname, "../../../core/project/lock.ts");
  const bundle = await rolldown({ input, platform: "node" });
  await bundle.write({ file: join(scripts, "lock.mjs"), format: "esm" });
  return () => rmSync(scripts, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locstep-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Runs `body` in another process with `acquireLock` and `folder` at hand. */
function elsewhere(body: string): { child: ChildProcess; said: Promise<string> } {
  const script = `import { acquireLock } from ${JSON.stringify(join(scripts, "lock.mjs"))};
    const folder = ${JSON.stringify(folder)};
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  children.push(child);
  const said = new Promise<string>((resolve) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
  });
  return { child, said };
}

async function holderThatWasKilled(): Promise<void> {
  const { child, said } = elsewhere(
    `await acquireLock(folder); console.log("held"); setInterval(() => {}, 1000);`,
  );
  await said;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(readdirSync(folder)).toEqual(["lock"]);
}

test("the second holder is told who has the lock and what to do; after release it gets it", async () => {
  const release = await acquireLock(folder);
  await expect(acquireLock(folder)).rejects.toThrow(OutsideError);
  await expect(acquireLock(folder)).rejects.toMatchObject({
    message: expect.stringContaining(`process ${process.pid}`),
    hint: expect.stringContaining(join(folder, "lock")),
  });
  await release();
  await release();
  const again = await acquireLock(folder);
  await again();
  expect(readdirSync(folder)).toEqual([]);
});

test("a bounded wait ends when the holder lets go", async () => {
  const release = await acquireLock(folder);
  setTimeout(() => void release(), 150);
  const started = Date.now();
  const again = await acquireLock(folder, { wait: 5000 });
  expect(Date.now() - started).toBeGreaterThanOrEqual(100);
  await again();
});

test("a wait can be given up", async () => {
  const release = await acquireLock(folder);
  const signal = AbortSignal.timeout(50);
  await expect(acquireLock(folder, { wait: 60_000, signal })).rejects.toThrow(/abort/iu);
  await release();
});

test("the lock of a killed process is taken over", async () => {
  await holderThatWasKilled();
  const release = await acquireLock(folder);
  expect(JSON.parse(readFileSync(join(folder, "lock"), "utf8"))).toMatchObject({
    pid: process.pid,
  });
  await release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a process id that was given to another process is not taken for the holder", async () => {
  const reused = { pid: process.pid, started: "1", host: hostname(), token: "other" };
  writeFileSync(join(folder, "lock"), JSON.stringify(reused));
  const release = await acquireLock(folder);
  await release();
});

test("another machine's lock is never taken over", async () => {
  const foreign = { pid: 999_999, started: "1", host: "elsewhere", token: "other" };
  writeFileSync(join(folder, "lock"), JSON.stringify(foreign));
  await expect(acquireLock(folder)).rejects.toThrow("process 999999 on elsewhere");
});

test("a damaged lock is said, with the remedy", async () => {
  writeFileSync(join(folder, "lock"), "<<<<<<<");
  await expect(acquireLock(folder)).rejects.toMatchObject({
    name: "OutsideError",
    hint: expect.stringContaining("delete"),
  });
});

test("of many that see a dead holder one at a time gets in", async () => {
  await holderThatWasKilled();
  writeFileSync(join(folder, "turns"), "");
  const body = `
    import { appendFileSync } from "node:fs";
    const release = await acquireLock(folder, { wait: 20_000 });
    appendFileSync(folder + "/turns", "in ");
    await new Promise((resolve) => setTimeout(resolve, 20));
    appendFileSync(folder + "/turns", "out ");
    await release();
    console.log("done");`;
  const runs = Array.from({ length: 5 }, () => elsewhere(body).said);
  await Promise.all(runs);
  expect(readFileSync(join(folder, "turns"), "utf8")).toBe("in out ".repeat(5));
  expect(readdirSync(folder)).toEqual(["turns"]);
});

test("what a process that was killed while it prepared a lock left behind is removed", async () => {
  const { child } = elsewhere("");
  await once(child, "exit");
  const gone = `lock-${child.pid}-b30f4632-6800-4e8d-a12b-cfeaa26eda1d`;
  const running = `lock-${process.pid}-b30f4632-6800-4e8d-a12b-cfeaa26eda1d`;
  writeFileSync(join(folder, gone), "");
  writeFileSync(join(folder, running), "");
  const release = await acquireLock(folder);
  expect(readdirSync(folder)).toEqual(["lock", running]);
  await release();
});
