import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { OutsideError } from "../../../core/model/errors.ts";
import type { Message } from "../../../core/model/message.ts";
import { fromEngine } from "../../../core/providers/from-engine.ts";
import { type Journal, openJournal } from "../../../core/providers/journal.ts";
import type { Answer, Chunk, Engine } from "../../../core/providers/provider.ts";
import { Refusal } from "../../../core/providers/refusal.ts";
import { describeProvider, type Fault, groupOf, settle } from "../../contract/provider.ts";

const folders: string[] = [];
let journal: Journal;
let asked: Chunk[];

beforeEach(async () => {
  journal = await openJournal(await folder());
  asked = [];
});

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});

describeProvider("fromEngine", async () => {
  const path = await folder();
  const faults: Fault[] = [];
  let charged = 0;
  const engine = engineThat(async (chunk, signal) => {
    if (faults.some((fault) => fault.kind === "hangs")) {
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
    }
    const answer = new Map<unknown, unknown>(echo(chunk));
    for (const fault of faults) {
      if (fault.kind === "adds-others") answer.set(-1, "no").set(0.5, "no").set("0", "no");
      if (fault.kind === "adds-others") answer.set(chunk.messages.length, "no");
      if (fault.kind === "locale-fails" && fault.locale === chunk.targetLocale) {
        throw new OutsideError("no such locale");
      }
      for (const [at, message] of chunk.messages.entries()) {
        if (fault.kind === "leaves-out" && message.text === fault.text) answer.delete(at);
        if (fault.kind === "answers-no-text" && message.text === fault.text)
          answer.set(at, chunk.targetLocale === "de" ? 7 : "");
      }
    }
    charged += chunk.messages.length;
    return answer as Map<number, string>;
  });
  return {
    locales: ["de", "fr"],
    machine: async () => fromEngine(engine, await openJournal(path)),
    translation: (message, locale) => `${locale}: ${message.text}`,
    charged: () => charged,
    disturb: (fault) => faults.push(fault),
  };
});

describe("fromEngine", () => {
  it("asks within the engine's limits, a locale after the other", async () => {
    await run(
      engineThat(async (chunk) => echo(chunk)),
      messages(100),
    );
    for (const chunk of asked) expect(chunk.messages.length).toBeLessThanOrEqual(8);
    const locales = asked.map((chunk) => chunk.targetLocale);
    expect(locales).toEqual([...locales].sort());
  });

  it("never has more asks under way than the engine bears", async () => {
    let active = 0;
    let most = 0;
    const engine = engineThat(async (chunk) => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setTimeout(resolve, 2));
      active--;
      return echo(chunk);
    });
    await run({ ...engine, concurrency: 3 }, messages(100));
    expect(most).toBe(3);
  });

  it("keeps what a partial answer holds and asks for the rest alone", async () => {
    const texts = await runLocale(
      engineThat(async (chunk) => new Map([...echo(chunk)].slice(0, 3))),
      messages(8),
    );
    expect(texts.size).toBe(8);
    const times = new Map<string, number>();
    for (const message of asked.flatMap((chunk) => chunk.messages)) {
      times.set(message.text, (times.get(message.text) ?? 0) + 1);
    }
    expect([...times.values()].filter((count) => count === 1).length).toBeGreaterThanOrEqual(3);
  });

  it("finds the one message that makes its chunk fail, and loses only that", async () => {
    const bad = messages(64)[37] as Message;
    const texts = await runLocale(
      engineThat(async (chunk) => {
        if (chunk.messages.some((message) => message.text === bad.text)) {
          throw new OutsideError("cannot");
        }
        return echo(chunk);
      }),
      messages(64),
    );
    expect(texts.size).toBe(63);
    expect([...texts.values()]).not.toContain(`de: ${bad.text}`);
  });

  it("asks fewer than twice as often as there are messages, whatever is answered", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.boolean()),
        async (count, luck) => {
          asked = [];
          const fresh = await openJournal(await folder());
          const engine = engineThat(async (chunk) => {
            return new Map([...echo(chunk)].filter(() => luck.next().value));
          });
          await run(engine, messages(count), ["de"], fresh);
          expect(asked.length).toBeLessThan(2 * count);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("gives up a locale where nothing is answered after a bounded number of asks", async () => {
    const engine = engineThat(async (chunk) => {
      if (chunk.targetLocale === "fr") throw new OutsideError("down");
      return echo(chunk);
    });
    const states = await run(engine, messages(400), ["de", "fr", "it"]);
    expect(states.map((state) => state.status)).toEqual(["done", "failed", "done"]);
    expect(states[1]).toMatchObject({ reason: "down" });
    expect(asked.filter((chunk) => chunk.targetLocale === "fr").length).toBeLessThan(4 * 8);
  });

  it("asks little of the other locales while the service is down", async () => {
    const locales = ["de", "es", "fr", "it", "ja", "ko", "pl", "pt", "ru", "sv"];
    const engine = engineThat(async () => {
      throw new OutsideError("down");
    });
    const states = await run({ ...engine, concurrency: 1 }, messages(100), locales);
    expect(states.map((state) => state.status)).toEqual(locales.map(() => "failed"));
    expect(asked.length).toBeLessThan(20);
  });

  it("hands back what is answered of a locale that waits or fails", async () => {
    const fails = engineThat(async (chunk) => {
      if (asked.length > 2) throw new Refusal("the account is empty");
      return echo(chunk);
    });
    const first = fromEngine({ ...fails, concurrency: 1 }, journal);
    const [failed] = await first.collect(groupOf(first, ["de"], messages(40)), "0", never());
    expect(failed).toMatchObject({ status: "failed", fault: expect.any(Refusal) });
    const before = asked.slice(0, 2).flatMap((chunk) => chunk.messages).length;
    expect(failed?.texts?.size).toBe(before);
    const slow = engineThat(async (chunk) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return echo(chunk);
    });
    const second = fromEngine({ ...slow, concurrency: 1 }, journal, 50);
    const [waits] = await second.collect(groupOf(second, ["fr"], messages(40)), "0", never());
    expect(waits?.status).toBe("pending");
    expect(waits?.texts?.size).toBeGreaterThan(0);
  });

  it("asks little of an engine that is paid for answers without translations", async () => {
    const locales = ["de", "es", "fr", "it", "ja"];
    const engine = engineThat(async (_chunk, _signal, spend) => {
      spend({ input: 10, output: 4 });
      return new Map();
    });
    const provider = fromEngine({ ...engine, concurrency: 1 }, journal);
    const group = groupOf(provider, locales, messages(100));
    const states = await settle(provider, group, "0");
    const reason = "echo answered with no translations";
    expect(states).toMatchObject(locales.map(() => ({ status: "failed", reason })));
    expect(asked.length).toBeLessThan(15);
  });

  it("stops asking when it is refused, and keeps what was finished", async () => {
    const engine = engineThat(async (chunk) => {
      if (chunk.targetLocale === "fr") throw new Refusal("the account is empty");
      return echo(chunk);
    });
    const provider = fromEngine({ ...engine, concurrency: 1 }, journal);
    const group = groupOf(provider, ["de", "fr", "it"], messages(40));
    for (let collects = 0; collects < 2; collects++) {
      const states = await settle(provider, group, "0");
      expect(states.map((state) => state.status)).toEqual(["done", "failed", "failed"]);
    }
    expect(asked.filter((chunk) => chunk.targetLocale !== "de")).toHaveLength(1);
  });

  it("does not ask again, in the same attempt, for a locale that failed", async () => {
    const engine = engineThat(async () => {
      throw new OutsideError("no");
    });
    const provider = fromEngine(engine, journal);
    const group = groupOf(provider, ["de"], messages(3));
    await settle(provider, group, await provider.submit(group, 0, never()));
    const before = asked.length;
    await settle(provider, group, await provider.submit(group, 0, never()));
    expect(asked.length).toBe(before);
    await settle(provider, group, await provider.submit(group, 1, never()));
    expect(asked.length).toBeGreaterThan(before);
  });

  it("hands back finished locales while others wait", async () => {
    let isSlow = true;
    const engine = engineThat(async (chunk) => {
      const wait = isSlow && chunk.targetLocale !== "de" ? 600 : 0;
      await new Promise((resolve) => setTimeout(resolve, wait));
      return echo(chunk);
    });
    const provider = fromEngine({ ...engine, concurrency: 1 }, journal, 500);
    const group = groupOf(provider, ["de", "es", "fr"], messages(30));
    const first = await provider.collect(group, "0", never());
    expect(first.map((state) => state.status)).toEqual(["done", "pending", "pending"]);
    isSlow = false;
    const last = await settle(provider, group, "0");
    expect(last.map((state) => state.status)).toEqual(["done", "done", "done"]);
    expect(asked.flatMap((chunk) => chunk.messages)).toHaveLength(90);
  });

  it("asks only for the changed chunks after one message is inserted", async () => {
    const before = messages(300);
    await run(
      engineThat(async (chunk) => echo(chunk)),
      before,
      ["de"],
    );
    const chunks = asked.length;
    asked = [];
    const added = { namespace: "common", key: ["key 10 and a half"], text: "Added" };
    const texts = await runLocale(
      engineThat(async (chunk) => echo(chunk)),
      [...before, added],
    );
    expect(texts.size).toBe(301);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(chunks).toBeGreaterThan(37);
  });

  it("sends the translation that became stale along with its message", async () => {
    const engine = engineThat(async (chunk) => echo(chunk));
    const provider = fromEngine(engine, journal);
    const group = { ...groupOf(provider, ["de", "fr"], messages(20)) };
    await settle(provider, { ...group, previous: { fr: { 13: "Ancien" } } }, "0");
    const sent = asked.flatMap((chunk) =>
      [...chunk.previous].map(([at, text]) => [chunk.targetLocale, chunk.messages[at], text]),
    );
    expect(sent).toEqual([["fr", group.messages[13], "Ancien"]]);
  });

  it("hides placeholders from an engine that translates plain text, and takes nothing damaged", async () => {
    const icu = ["Hi {name}!", "{n, plural, one {# file} other {# files}} of {total}", "Lost {x}"];
    const engine = engineThat(
      async (chunk) =>
        new Map(
          chunk.messages.map(({ text }, at) => [
            at,
            text.startsWith("Lost") ? "Verloren" : text.toUpperCase().replace("⟦0⟧", "⟦ 0⟧"),
          ]),
        ),
    );
    const [state] = await run(
      { ...engine, isPlain: true },
      icu.map((text, at) => ({ namespace: "", key: [String(at)], text, syntax: "icu" })),
      ["ru"],
    );
    expect(state).toMatchObject({ status: "done" });
    expect([...(state?.status === "done" ? state.texts : [])]).toEqual([
      [0, "HI {name}!"],
      [1, "{n, plural, one {# FILE} few {# FILES} many {# FILES} other {# FILES}} OF {total}"],
    ]);
    for (const { text } of asked.flatMap((chunk) => chunk.messages))
      expect(text).not.toMatch(/[{}#]/u);
  });

  it("passes on what is our own fault instead of asking again", async () => {
    const engine = engineThat(async () => {
      throw new TypeError("a bug");
    });
    await expect(run(engine, messages(10))).rejects.toThrow(TypeError);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("translates nothing into a locale that the engine does not know", async () => {
    const engine = { ...engineThat(async (chunk) => echo(chunk)), supports: isGerman };
    const states = await run(engine, messages(3), ["de", "fr"]);
    expect(states.map((state) => state.status)).toEqual(["done", "failed"]);
    expect(asked.map((chunk) => chunk.targetLocale)).toEqual(["de"]);
  });
});

function isGerman(locale: string): boolean {
  return locale === "de";
}

function engineThat(translate: Engine["translate"]): Engine {
  return {
    name: "echo",
    fingerprint: "echo/1",
    chunk: { messages: 8, words: 200 },
    async translate(chunk, ...rest) {
      asked.push(chunk);
      return translate(chunk, ...rest);
    },
  };
}

function echo(chunk: Chunk): Answer {
  return new Map(
    chunk.messages.map((message, at) => [at, `${chunk.targetLocale}: ${message.text}`]),
  );
}

function messages(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, i) => ({
    namespace: "common",
    key: [`key ${i}`],
    text: `Text ${i}`,
  }));
}

function run(
  engine: Engine,
  texts: readonly Message[],
  locales: readonly string[] = ["de", "fr"],
  into: Journal = journal,
): ReturnType<typeof settle> {
  const provider = fromEngine(engine, into);
  return settle(provider, groupOf(provider, locales, texts), "0");
}

async function runLocale(
  engine: Engine,
  texts: readonly Message[],
): Promise<ReadonlyMap<number, string>> {
  const [state] = await run(engine, texts, ["de"]);
  if (state?.status !== "done") throw new Error(`${state?.status}`);
  return state.texts;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "locstep-journal-"));
  folders.push(path);
  return join(path, "journal");
}

function never(): AbortSignal {
  return new AbortController().signal;
}
