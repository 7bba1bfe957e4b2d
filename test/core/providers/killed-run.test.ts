import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MESSAGES = 300;
const KILL_AFTER_ASKS = [1, 7, 2, 11, 5];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "locstep-killed-"));
  const build = await rolldown({
    input: {
      "from-engine": resolve("core/providers/from-engine.ts"),
      journal: resolve("core/providers/journal.ts"),
    },
    platform: "node",
  });
  await build.write({ dir: folder, entryFileNames: "[name].mjs" });
  await build.close();
  await writeFile(join(folder, "run.mjs"), RUN);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("a run that is killed", () => {
  it("asks for no finished chunk again and ends with the texts of an unkilled run", async () => {
    for (const asks of KILL_AFTER_ASKS) expect(await runUntil(asks)).toBe("killed");
    expect(await runUntil(Infinity)).toBe("finished");

    const texts = JSON.parse(await readFile(join(folder, "texts.json"), "utf8")) as string[];
    expect(texts).toEqual(Array.from({ length: MESSAGES }, (_, i) => `DE ${i}`));
    const asks = (await readFile(join(folder, "asks.log"), "utf8")).trimEnd().split("\n");
    const again = asks.length - new Set(asks).size;
    // One chunk at a time is under way, and only that may be asked for again after a kill.
    expect(again).toBeLessThanOrEqual(KILL_AFTER_ASKS.length);
    expect(asks.length).toBeGreaterThan(KILL_AFTER_ASKS.reduce((sum, count) => sum + count));
  });
});

/** Runs the script and kills it somewhere within the chunk after so many asks. */
function runUntil(asks: number): Promise<"killed" | "finished"> {
  return new Promise((settled, fail) => {
    const child = spawn(process.execPath, [join(folder, "run.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 20_000,
    });
    let seen = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      seen += chunk.toString().split("\n").length - 1;
      if (seen >= asks) child.kill("SIGKILL");
    });
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") settled("killed");
      else if (code === 0) settled("finished");
      else fail(new Error(`exit ${code}`));
    });
  });
}

const RUN = `
import { appendFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromEngine } from "./from-engine.mjs";
import { openJournal } from "./journal.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const engine = {
  name: "slow",
  fingerprint: "slow/1",
  chunk: { messages: 8, words: 1000 },
  concurrency: 1,
  async translate(chunk) {
    const texts = chunk.messages.map((message) => message.text);
    appendFileSync(here("asks.log"), texts.join() + "\\n");
    process.stdout.write("ask\\n");
    await new Promise((done) => setTimeout(done, 1 + Math.random() * 5));
    return new Map(texts.map((text, at) => [at, "DE " + text]));
  },
};
const group = {
  contentKey: "c".repeat(64),
  sourceLocale: "en",
  targetLocales: ["de"],
  messages: Array.from({ length: ${MESSAGES} }, (_, i) => (
    { namespace: "", key: ["key", String(i)], text: String(i) }
  )),
  previous: {},
  lockedKeys: [],
  terms: [],
};
const provider = fromEngine(engine, await openJournal(here("journal/")));
const signal = new AbortController().signal;
const [state] = await provider.collect(group, await provider.submit(group, 0, signal), signal);
writeFileSync(here("texts.json"), JSON.stringify([...state.texts].map(([, text]) => text)));
`;
