import { beforeEach, describe, expect, it } from "vitest";
import { createRepository, type TestRepository } from "../support/repository.ts";
import { type Machine, syncOn } from "../support/session.ts";
import type { ServiceBench } from "./service.ts";

/** A service as `locstep sync` meets it. */
export interface SyncBench extends ServiceBench {
  /** What stands under `provider:`, as YAML on one line. */
  readonly config: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ends all faults. */
  heal(): void;
}

const SOURCE = { greeting: "Hello", nav: { home: "Home", "a.b/c": "Dots" }, list: ["One", "Two"] };
const TEXTS = 5;

/** Every shape that a JSON file has: what is a text is translated, the rest is nobody's business. */
const SHAPES = {
  "": "Nameless",
  "with.dot": { "with/slash": "Slash", "with space": "Space" },
  list: ["First", 2, true, null, { deep: ["Second", []] }, ""],
  number: 1,
  fraction: 1.5e3,
  yes: true,
  nothing: null,
  empty: "",
  none: {},
  "10": "Ten",
  "9": "Nine",
  "ключ 🗝️": "Unicode “Ünïcødé” 🎉\nnext line",
  constructor: "Constructor",
  toString: "To string",
};

/** What holds between runs of `locstep sync`, whatever becomes of them, on any machine. */
export function describeServiceSync(name: string, openBench: () => Promise<SyncBench>): void {
  describe(`${name} is synced with`, () => {
    let bench: SyncBench;
    let here: Machine;
    beforeEach(async () => {
      bench = await openBench();
      here = { repository: await repositoryFor(bench), environment: bench.environment };
    });

    async function clone(): Promise<Machine> {
      return { ...here, repository: await here.repository.clone() };
    }

    function charge(texts = TEXTS): number {
      return texts * bench.locales.length;
    }

    it("gives every text in its place, and is asked for nothing when nothing changed", async () => {
      const report = await syncOn(here);
      expect(report.findings).toEqual([]);
      expectComplete(here, bench);
      expect(bench.charged()).toBe(charge());
      const requests = requestsOf(bench);
      expect((await syncOn(here)).written).toEqual([]);
      expect(requestsOf(bench)).toBe(requests);
    });

    it("gives every text back in its place, whatever stands around it", async () => {
      here.repository.write("l/en/a.json", SHAPES);
      await here.repository.commit("Use every shape");
      await syncOn(here);
      for (const locale of bench.locales) {
        const file = JSON.parse(here.repository.read(`l/${locale}/a.json`)) as unknown;
        const expected = onlyTexts(SHAPES, (text) => translationOf(bench, text, locale));
        const texts = leavesOf(expected).filter(([, value]) => typeof value === "string" && value);
        expect(texts).toHaveLength(10);
        expect(leavesOf(file)).toEqual(expect.arrayContaining([...texts]));
        // What is no text may be left to the source, but never becomes another.
        expect(leavesOf(expected)).toEqual(expect.arrayContaining([...leavesOf(file)]));
      }
    });

    it("is submitted to and left, and collected from on another machine", async () => {
      const left = await syncOn(here, { wait: 0 });
      expect(left.failure).toBeUndefined();
      await here.repository.commit("Submit");
      const there = await clone();
      expect((await syncOn(there)).findings).toEqual([]);
      expectComplete(there, bench);
      expect(bench.charged()).toBe(charge());
    });

    it("is collected from on another machine although nothing was committed", async () => {
      await syncOn(here, { wait: 0 });
      const there = await clone();
      await syncOn(there);
      expectComplete(there, bench);
      expect(bench.charged()).toBe(charge());
    });

    it("is asked for an eleventh message without paying for ten again", async () => {
      await syncOn(here, { wait: 0 });
      await here.repository.commit("Submit");
      const there = await clone();
      there.repository.write("l/en/a.json", { ...SOURCE, eleventh: "Eleven" });
      await syncOn(there);
      expectComplete(there, bench, { ...SOURCE, eleventh: "Eleven" });
      expect(bench.charged()).toBe(charge(TEXTS + 1));
    });

    it("gives two machines at once the same bytes for one charge", async () => {
      const there = await clone();
      await Promise.all([syncOn(here), syncOn(there)]);
      expectComplete(here, bench);
      expect(there.repository.read("l/de/a.json")).toBe(here.repository.read("l/de/a.json"));
      expect(bench.charged()).toBe(charge());
    });

    it("comes to the same files and no second charge after a kill at any request", async () => {
      const unkilled = await clone();
      await syncOn(unkilled);
      for (let at = 1; at <= 6; at++) {
        const charged = bench.charged();
        const machine = await clone();
        // New texts for a new round: what the service has already would not be asked for.
        const source = { ...SOURCE, round: `Round ${at}` };
        machine.repository.write("l/en/a.json", source);
        await killedAt(bench, machine, at);
        await syncOn(machine);
        expectComplete(machine, bench, source);
        expect(bench.charged() - charged).toBeLessThanOrEqual(charge(TEXTS + 1));
        const requests = requestsOf(bench);
        await syncOn(machine);
        expect(requestsOf(bench)).toBe(requests);
      }
    });

    it("keeps what a finished locale got while another fails, and asks again for that alone", async () => {
      const [good, bad] = bench.locales;
      bench.disturb({ kind: "locale-fails", locale: bad });
      const report = await syncOn(here);
      expect(report.locales[good]).toMatchObject({ translated: TEXTS });
      expect(report.locales[bad]).toMatchObject({ translated: 0 });
      bench.heal();
      const charged = bench.charged();
      await syncOn(here);
      expectComplete(here, bench);
      // Nothing, where it was made and could only not be read.
      expect(bench.charged() - charged).toBeLessThanOrEqual(TEXTS);
    });

    it("never lets a message that it leaves out, or answers with no text, reach a file", async () => {
      bench.disturb({ kind: "leaves-out", text: "Hello" });
      bench.disturb({ kind: "answers-no-text", text: "Home" });
      bench.disturb({ kind: "adds-others" });
      await syncOn(here, { wait: bench.isPatient ? 1 : 60 });
      for (const locale of bench.locales) {
        const file = JSON.parse(here.repository.read(`l/${locale}/a.json`)) as unknown;
        expect(file).toEqual({
          nav: { "a.b/c": translationOf(bench, "Dots", locale) },
          list: ["One", "Two"].map((text) => translationOf(bench, text, locale)),
        });
      }
    });

    it("is asked once for equal texts", async () => {
      const source = { a: "Same", b: { c: "Same" }, d: "Other" };
      here.repository.write("l/en/a.json", source);
      await here.repository.commit("Say the same");
      await syncOn(here);
      expectComplete(here, bench, source);
      expect(bench.charged()).toBe(charge(2));
    });

    it("tells that it cannot be reached, and writes what the repository knows", async () => {
      const { repository, environment } = here;
      await syncOn(here);
      await repository.commit("Translate");
      repository.write("l/en/a.json", { ...SOURCE, again: "Hello", fresh: "New" });
      bench.server.interfere(() => "reset");
      const report = await syncOn({ repository, environment });
      expect(report.failure?.message).toMatch(/gave no whole answer/u);
      expect(report.findings.map(({ code }) => code)).not.toContain("failed");
      expect(repository.read("l/de/a.json")).toContain('"again"');
      expect(repository.read("l/de/a.json")).not.toContain('"fresh"');
    });
  });
}

/** Where people edit, a sync looks each time what they did: only what it sends counts. */
function requestsOf({ server: { requests }, isPatient }: SyncBench): number {
  return requests.filter(({ method }) => !isPatient || method !== "GET").length;
}

async function repositoryFor({ config, locales }: SyncBench): Promise<TestRepository> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [${locales.join(", ")}]
files: ["l/{locale}/{namespace}.json"]
provider: ${config}
`,
  );
  repository.write("l/en/a.json", SOURCE);
  await repository.commit("Write the source");
  return repository;
}

function expectComplete(machine: Machine, bench: SyncBench, source: object = SOURCE): void {
  for (const locale of bench.locales) {
    const file = JSON.parse(machine.repository.read(`l/${locale}/a.json`)) as unknown;
    expect(file).toEqual(onlyTexts(source, (text) => translationOf(bench, text, locale)));
  }
}

/** Runs a sync that is gone at the n-th request from now, or ends before it. */
async function killedAt(bench: SyncBench, machine: Machine, at: number): Promise<void> {
  const kill = new AbortController();
  const seen = bench.server.requests.length;
  bench.server.interfere(() => {
    if (bench.server.requests.length - seen >= at) kill.abort(new Error("killed"));
    return undefined;
  });
  await syncOn(machine, { signal: kill.signal }).catch((error: unknown) => {
    expect(error).toBe(kill.signal.reason);
  });
  bench.server.interfere(undefined);
}

function translationOf(bench: SyncBench, text: string, locale: string): string {
  return bench.translation({ namespace: "a", key: [], text }, locale);
}

/** Everything that is no list and no object with anything in it, by its path. */
function leavesOf(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [string, unknown])[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (inner.length === 0) return [[JSON.stringify(path), value]];
  return inner.flatMap(([name, item]) => leavesOf(item, [...path, name]));
}

/** The same with every text mapped. */
function onlyTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return value === "" ? "" : map(value);
  if (Array.isArray(value)) return value.map((item) => onlyTexts(item, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, onlyTexts(inner, map)]),
  );
}
