import { distance } from "fastest-levenshtein";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MARK, type Masked } from "../../../core/memory/masked.ts";
import { type Memory, openMemory, type Unit } from "../../../core/memory/memory.ts";
import { indexNearTexts } from "../../../core/memory/near-texts.ts";
import type { Message } from "../../../core/model/message.ts";

describe("the memory fills", () => {
  it("the same key and source with what stood there last", () => {
    const memory = memoryOf(
      unit("Save", "Speichern", { key: ["save"], rank: 1 }),
      unit("Save", "Sichern", { key: ["save"], rank: 3 }),
      unit("Save", "Behalten", { key: ["keep"], rank: 9 }),
    );
    expect(memory.fill(message("Save", { key: ["save"] }))).toBe("Sichern");
    expect(memory.suggest(message("Save", { key: ["save"] }))[0]?.score).toBe(101);
  });

  it("another key's translation when all agree", () => {
    const memory = memoryOf(
      unit("Save", "Speichern", { key: ["a"] }),
      unit("Save", "Speichern", { key: ["b"], namespace: "other" }),
    );
    expect(memory.fill(message("Save"))).toBe("Speichern");
    expect(memory.suggest(message("Save"))).toMatchObject([{ score: 100, target: "Speichern" }]);
  });

  it("from the same namespace when others disagree", () => {
    const memory = memoryOf(
      unit("Home", "Zuhause", { namespace: "address", rank: 2 }),
      unit("Home", "Startseite", { namespace: "common", rank: 1 }),
    );
    expect(memory.fill(message("Home"))).toBe("Startseite");
  });

  it("the latest when the same namespace disagrees", () => {
    const memory = memoryOf(
      unit("Home", "Heim", { rank: 1 }),
      unit("Home", "Startseite", { rank: 2 }),
      unit("Home", "Zuhause", { namespace: "address", rank: 3 }),
    );
    expect(memory.fill(message("Home"))).toBe("Startseite");
  });

  it("nothing when translations of the same commit disagree, and suggests them all", () => {
    const memory = memoryOf(unit("Open", "Öffnen"), unit("Open", "Offen"));
    expect(memory.fill(message("Open"))).toBeUndefined();
    expect(targets(memory, message("Open"))).toEqual(["Öffnen", "Offen"]);
  });

  it("nothing where the two are described differently, even under the same key", () => {
    const memory = memoryOf(unit("Open", "Öffnen", { key: ["open"], description: "a verb" }));
    const state = message("Open", { key: ["open"], description: "a state" });
    expect(memory.fill(state)).toBeUndefined();
    expect(memory.suggest(state)).toMatchObject([{ score: 100, target: "Öffnen" }]);
    expect(memory.fill(message("Open", { description: "a verb" }))).toBe("Öffnen");
    expect(memory.fill(message("Open"))).toBe("Öffnen");
  });

  it("a text whose placeholders have other names, with those names", () => {
    const memory = memoryOf(unit("{a} of {b}", "{b} hat {a}"));
    expect(memory.fill(message("{page} of {total}"))).toBe("{total} hat {page}");
  });

  it.each([
    ["one name for two values", "{a} of {b}", "{a} von {b}", "{x} of {x}"],
    ["two names for one value", "{a} of {a}", "{a} von {a}", "{x} of {y}"],
    ["a value that the target leaves out", "{a} of {b}", "{a}", "{x} of {y}"],
    ["a value that the target shows twice", "Hi {a}", "{a}, {a}!", "Hi {x}"],
    ["a value that only the target shows", "Hi {a}", "Hallo {b}", "Hi {x}"],
  ])("never where placeholders do not map one to one: %s", (_, source, target, text) => {
    const memory = memoryOf(unit(source, target));
    expect(memory.fill(message(text))).toBeUndefined();
    expect(memory.suggest(message(text))[0]?.score ?? 0).toBeLessThan(100);
  });

  it("never from a unit that has no target", () => {
    expect(memoryOf(unit("Save", "")).fill(message("Save"))).toBeUndefined();
  });

  it("only what some unit's target says, whatever the units (property)", () => {
    const word = fc.constantFrom("a", "b", "{x}", "{y}", "1");
    const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
    const units = fc.array(
      fc.record({
        source: text,
        target: text,
        namespace: word,
        key: fc.tuple(word),
        rank: fc.nat(2),
      }),
    );
    fc.assert(
      fc.property(units, text, (units, text) => {
        const filled = openMemory(units, maskBraces).fill(message(text));
        if (filled === undefined) return;
        const exact = units.filter((unit) => unit.source === text);
        if (exact.length > 0) expect(exact.map((unit) => unit.target)).toContain(filled);
        expect(units.map((unit) => maskBraces(unit.target).text)).toContain(
          maskBraces(filled).text,
        );
      }),
    );
  });
});

describe("the memory suggests", () => {
  it.each([
    ["punctuation", "Save file", "Save file…", 99],
    ["spacing", "Save file", "Save  file", 99],
    ["numbers", "Wait 5 seconds.", "Wait 10 seconds.", 97],
    ["placeholders", "Wait {n} seconds", "Wait seconds", 97],
    ["a number for a placeholder", "Wait {n} seconds", "Wait 10 seconds", 95],
  ])("texts that differ only in %s", (_, source, text, score) => {
    const memory = memoryOf(unit(source, "target"));
    expect(memory.suggest(message(text))).toMatchObject([{ score, target: "target" }]);
    expect(memory.fill(message(text))).toBeUndefined();
  });

  it("texts of which at least three quarters are alike, and no others", () => {
    const memory = memoryOf(
      unit("Delete this file", "one"),
      unit("Delete this page", "two"),
      unit("Delete that page", "three"),
      unit("Create a new user", "four"),
    );
    const matches = memory.suggest(message("Delete this fill"));
    expect(matches.map(({ score, target }) => [score, target])).toEqual([
      [93, "one"],
      [75, "two"],
    ]);
  });

  it("as many as a person reads, the best first, the same namespace and the latest before", () => {
    const memory = memoryOf(
      ...Array.from({ length: 9 }, (_, i) => unit("Send", `old ${i}`, { rank: i, namespace: "x" })),
      unit("Send", "near"),
    );
    expect(targets(memory, message("Send"))).toEqual(["near", "old 8", "old 7", "old 6", "old 5"]);
  });

  it("nothing for a text without words", () => {
    expect(memoryOf(unit("…", "x"), unit("{a}", "{a}")).suggest(message("!"))).toEqual([]);
  });

  it("exactly what a comparison with every unit finds (property)", () => {
    const text = fc.stringMatching(/^[a-d ]{1,24}$/u);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), text, (sources, text) => {
        const memory = openMemory(
          sources.map((source, i) => unit(source, `target ${i}`)),
          maskBraces,
        );
        const scores = sources
          .map((source) => {
            const longer = Math.max(source.length, text.length);
            return Math.floor((100 * (longer - distance(source, text))) / longer);
          })
          .filter((score) => score >= 75)
          .sort((a, b) => b - a);
        if (scores[0] === 100) return;
        const found = memory.suggest(message(text)).filter(({ score }) => score < 95);
        const capped = scores.map((score) => Math.min(score, 94));
        // Those that differ only in spacing are suggested with 99 instead.
        for (const { score } of found) expect(capped).toContain(score);
        if (memory.suggest(message(text)).every(({ score }) => score < 95)) {
          expect(found.map(({ score }) => score)).toEqual(capped.slice(0, 5));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("nothing like a text that is longer than a UI's", () => {
    const page = "word ".repeat(300);
    const memory = memoryOf(unit(`${page}one`, "x"), unit(`${page}one {a}`, "y"));
    expect(memory.suggest(message(`${page}two`))).toEqual([]);
  });

  it("in bounded time, however many long texts are nearly alike", () => {
    const texts = Array.from({ length: 10_000 }, (_, i) => `${i} ${"word ".repeat(190)}`);
    const question = `other ${"word ".repeat(188)}`;
    const find = indexNearTexts(texts);
    const bounded = timeOf(() => expect(find(question).length).toBeGreaterThan(50));
    const ofSome = timeOf(() => texts.slice(0, 2_500).forEach((text) => distance(text, question)));
    expect(bounded).toBeLessThan(ofSome);
  });
});

function timeOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function memoryOf(...units: readonly Unit[]): Memory {
  return openMemory(units, maskBraces);
}

function unit(source: string, target: string, rest: Partial<Unit> = {}): Unit {
  return { source, target, namespace: "common", key: [`key of ${target}`], rank: 1, ...rest };
}

function message(text: string, rest: Partial<Message> = {}): Message {
  return { namespace: "common", key: ["new"], text, ...rest };
}

function targets(memory: Memory, of: Message): readonly string[] {
  return memory.suggest(of).map(({ target }) => target);
}

function maskBraces(text: string): Masked {
  const placeholders = text.match(/\{\w+\}/gu) ?? [];
  return { text: text.replaceAll(/\{\w+\}/gu, MARK), placeholders };
}
