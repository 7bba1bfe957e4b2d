import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import { checkoutState, copyCheckout, privateFiles } from "../support/checkout-state.ts";
import { runCli } from "../support/cli.ts";
import { type Moment, isWriting, signalSync } from "../support/killed-run.ts";
import { spawnCli } from "../support/spawned-cli.ts";
import { type Start, leftovers, prepareStart } from "../support/unkilled-run.ts";

const SIZE = { namespaces: 16, messages: 24 };
const KILLS = 50;
const INTERRUPTS = 12;
const PERSONS = 10;
const THROWN_AWAY = 5;
/** Milliseconds. */
const PROMPT = 5_000;
/** Some 110 syncs, on a machine that may have more to do. */
const LONG = 900_000;
/** No pseudo-translation holds it. */
const MARK = "Ω";

const starts: Start[] = [];

beforeAll(async () => {
  for (const isCommitted of [true, false]) {
    starts.push(await prepareStart(SIZE, isCommitted));
  }
});

afterAll(() => {
  for (const { repository } of starts) repository.dispose();
});

/** Spread over the run's length; every second one over its writing. */
function momentOf(number: number, of: number, { whole, writing }: Start): Moment {
  const part = (number + Math.random()) / of;
  return number % 2 === 0
    ? { after: "start", delay: part * whole }
    : { after: "writing", delay: part * writing };
}

describe("after a kill at any moment", () => {
  test(
    "the next run ends in the bytes and the facts of an unkilled one",
    { timeout: LONG },
    async () => {
      const hits = { before: 0, while: 0, after: 0 };
      for (let number = 0; number < KILLS; number++) {
        const start = starts[number % 4 < 2 ? 0 : 1] as Start;
        const moment = momentOf(number, KILLS, start);
        const told = `kill ${number}: ${JSON.stringify(moment)}`;
        const root = copyCheckout(start.repository.root);
        const { signal, stderr } = await signalSync(root, "SIGKILL", moment);
        expect(stderr, told).toBe("");
        hits[isWriting(root) ? "while" : signal === null ? "after" : "before"]++;
        // The run that mends is killed as well, now and then.
        if (number % 5 === 4) await signalSync(root, "SIGKILL", momentOf(number, KILLS, start));

        const next = await runCli(["sync"], { cwd: root });
        expect(next, told).toMatchObject({ code: 0, stderr: "" });
        expect(checkoutState(root), told).toEqual(start.expected);
        expect(leftovers(root, start), told).toEqual([]);
      }
      console.log(`${KILLS} kills`, JSON.stringify(hits));
      expect(hits.while).toBeGreaterThan(0);
      expect(hits.before).toBeGreaterThan(0);
    },
  );

  test("an answer that the journal holds is written, and not asked for again", async () => {
    const root = await killedOnceJournaled(starts[0] as Start);
    const marked = markAnswers(root);
    expect(marked).toBeGreaterThan(0);

    expect(await runCli(["sync"], { cwd: root })).toMatchObject({ code: 0, stderr: "" });
    const { files } = checkoutState(root);
    expect(Object.values(files).join("").split(MARK).length - 1).toBe(marked);
  });

  test("what a person wrote meanwhile stays, and nothing else is called a person's", async () => {
    for (let number = 0; number < PERSONS; number++) {
      const start = starts[number % 2] as Start;
      const root = copyCheckout(start.repository.root);
      const delay = ((number + Math.random()) / PERSONS) * start.writing;
      await signalSync(root, "SIGKILL", { after: "writing", delay });
      const told = `kill ${number} after ${delay} of writing`;
      const path = `locales/en-XA/ns-${number}.json`;
      writeFileSync(join(root, path), editedByHand(checkoutState(root).files[path] ?? "", number));

      const next = await runCli(["sync", "--json"], { cwd: root });
      expect(next, told).toMatchObject({ code: 0, stderr: "" });
      const { files, beside } = checkoutState(root);
      const edited = editedByHand(start.expected.files[path] ?? "", number);
      expect(files, told).toEqual({ ...start.expected.files, [path]: edited });
      expect([beside, leftovers(root, start)]).toEqual([[], []]);
      const { findings } = JSON.parse(next.stdout) as { findings: readonly Finding[] };
      const found = findings.map((one) => `${one.code} ${one.path} ${one.key?.join(".")}`);
      expect(found.sort(), told).toEqual(BY_HAND.map((key) => `by-person ${path} ${key}`));
    }
  });

  test("nothing of a change that was thrown away meanwhile is made", async () => {
    const start = starts[1] as Start;
    for (let number = 0; number < THROWN_AWAY; number++) {
      const root = copyCheckout(start.repository.root);
      const delay = ((number + Math.random()) / THROWN_AWAY) * start.writing;
      await signalSync(root, "SIGKILL", { after: "writing", delay });
      execFileSync("git", ["-C", root, "stash", "--quiet", "--include-untracked"]);
      const { files } = checkoutState(root);

      const next = await runCli(["sync", "--json"], { cwd: root });
      expect(next).toMatchObject({ code: 0, stderr: "" });
      expect(checkoutState(root).files, `kill after ${delay} of writing`).toEqual(files);
      expect((JSON.parse(next.stdout) as { findings: unknown[] }).findings).toEqual([]);
    }
  });
});

describe("after an interruption at any moment", () => {
  test("the run ends at once and leaves what the next one finishes", async () => {
    for (let number = 0; number < INTERRUPTS; number++) {
      const start = starts[number % 4 < 2 ? 0 : 1] as Start;
      const moment = momentOf(number, INTERRUPTS, start);
      const told = `interrupt ${number}: ${JSON.stringify(moment)}`;
      const root = copyCheckout(start.repository.root);
      const { code, signal, stderr, dying } = await signalSync(root, "SIGINT", moment);
      expect(dying, told).toBeLessThan(PROMPT);
      expect([code ?? signal, stderr], told).toEqual([code === 0 ? 0 : "SIGINT", ""]);
      const next = await runCli(["sync"], { cwd: root });
      expect(next, told).toMatchObject({ code: 0, stderr: "" });
      expect(checkoutState(root), told).toEqual(start.expected);
      expect(leftovers(root, start), told).toEqual([]);
    }
  });
});

/** A checkout whose run was killed between its first journaled answer and its first write. */
async function killedOnceJournaled({ repository }: Start): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const root = copyCheckout(repository.root);
    const run = spawnCli(["sync"], root);
    await run.until(() => answersIn(root) !== "");
    run.kill("SIGKILL");
    await run.ended;
    if (answersIn(root) !== "" && !isWriting(root)) return root;
  }
  throw new Error("every kill came too late");
}

function answersIn(root: string): string {
  return journalsIn(root)
    .map((path) => readFileSync(path, "utf8"))
    .join("");
}

function journalsIn(root: string): string[] {
  const paths = privateFiles(root).filter((path) => path.startsWith("journal/"));
  return paths.map((path) => join(root, ".git/locstep", path));
}

/** Appends the mark to all texts that the journal holds; a line is `check chunk texts`. */
function markAnswers(root: string): number {
  let marked = 0;
  for (const path of journalsIn(root)) {
    const lines = readFileSync(path, "utf8")
      .split("\n")
      .map((line) => {
        const [, chunk, json] = /^(\S+) (\S+) (.*)$/u.exec(line)?.slice(1) ?? [];
        if (chunk === undefined || json === undefined) return line;
        const texts = JSON.parse(json) as [number, string][];
        marked += texts.length;
        const content = `${chunk} ${JSON.stringify(texts.map(([at, text]) => [at, text + MARK]))}`;
        return `${hash("sha256", content, "base64url").slice(0, 16)} ${content}`;
      });
    writeFileSync(path, lines.join("\n"));
  }
  return marked;
}

/** One translation that the run was about to replace, and one that it had no business with. */
const BY_HAND = ["group0.item0", "group1.item4"];

function editedByHand(json: string, file: number): string {
  const texts = JSON.parse(json) as Record<string, Record<string, string>>;
  for (const key of BY_HAND) {
    const [group = "", name = ""] = key.split(".");
    const item = texts[group] as Record<string, string>;
    item[name] = `Text ${name.slice("item".length)} of file ${file} by hand`;
  }
  return `${JSON.stringify(texts, undefined, 2)}\n`;
}
