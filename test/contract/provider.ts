import { beforeEach, describe, expect, it } from "vitest";
import { compareMessages, contentKey, type JobGroup } from "../../core/model/job-group.ts";
import type { Message } from "../../core/model/message.ts";
import type { JobState, Provider } from "../../core/providers/provider.ts";

/** What a service can be made to do wrong. `text` is the source text it happens to. */
export type Fault =
  | { readonly kind: "locale-fails"; readonly locale: string }
  | { readonly kind: "leaves-out"; readonly text: string }
  | { readonly kind: "adds-others" }
  /** The empty text counts as none. */
  | { readonly kind: "answers-no-text"; readonly text: string }
  | { readonly kind: "hangs" };

/** A provider with a service behind it that the suite can watch and disturb. */
export interface ProviderBench {
  /** The provider as another process with the same files opens it. */
  machine(): Promise<Provider>;
  /** Two target locales that the service translates into. */
  readonly locales: readonly [string, string];
  /** What the service answers when nothing is wrong. */
  translation(message: Message, locale: string): string;
  /** Texts the service was paid for so far, a locale each. */
  charged(): number;
  disturb(fault: Fault): void;
  /** What is not answered may still be, by people: it stays pending beside what is finished. */
  readonly isPatient?: boolean;
}

/** The laws of a provider. */
export function describeProvider(name: string, openBench: () => Promise<ProviderBench>): void {
  describe(`${name} keeps the laws of a provider`, () => {
    let bench: ProviderBench;
    beforeEach(async () => {
      bench = await openBench();
    });

    it("says who it is and how much it takes", async () => {
      const provider = await bench.machine();
      expect(provider.name).toMatch(/^[a-z]+$/u);
      expect(provider.fingerprint).toContain(provider.name);
      for (const most of Object.values(provider.limits)) expect(most).toBeGreaterThan(0);
      for (const locale of bench.locales) expect(provider.supports?.(locale)).not.toBe(false);
    });

    it("translates every message of every locale, whatever its key and text", async () => {
      const provider = await bench.machine();
      const group = groupOf(provider, bench.locales, STRANGE);
      expect(await translate(provider, group)).toEqual(expected(bench, group));
    });

    it("makes one group of the same group submitted twice at the same time", async () => {
      const provider = await bench.machine();
      const group = groupOf(provider, bench.locales, PLAIN);
      const [first, second] = await Promise.all([
        provider.submit(group, 0, never()),
        provider.submit(group, 0, never()),
      ]);
      expect(second).toBe(first);
      const both = await Promise.all([
        settle(provider, group, first as string),
        settle(provider, group, second as string),
      ]);
      for (const states of both) expect(states).toEqual(expected(bench, group));
      expect(bench.charged()).toBe(PLAIN.length * 2);
    });

    it("makes one group of the same group submitted later from another machine", async () => {
      const here = await bench.machine();
      const group = groupOf(here, bench.locales, PLAIN);
      const handle = await here.submit(group, 0, never());
      await settle(here, group, handle);
      const there = await bench.machine();
      expect(there.fingerprint).toBe(here.fingerprint);
      expect(await there.submit(group, 0, never())).toBe(handle);
      expect(await settle(there, group, handle)).toEqual(expected(bench, group));
      expect(bench.charged()).toBe(PLAIN.length * 2);
    });

    it("collects on one machine what another submitted", async () => {
      const here = await bench.machine();
      const group = groupOf(here, bench.locales, PLAIN);
      const handle = await here.submit(group, 0, never());
      const there = await bench.machine();
      expect(await settle(there, group, handle)).toEqual(expected(bench, group));
      expect(bench.charged()).toBe(PLAIN.length * 2);
    });

    it("keeps the finished locale when the other fails", async () => {
      const provider = await bench.machine();
      const group = groupOf(provider, bench.locales, PLAIN);
      const [good, bad] = bench.locales;
      bench.disturb({ kind: "locale-fails", locale: bad });
      const states = await translate(provider, group);
      expect(states[0]).toEqual(doneState(bench, group, good));
      expect(states[1]).toMatchObject({ locale: bad, status: "failed" });
      expect((states[1] as { reason: string }).reason).not.toBe("");
    });

    it("leaves out the message that the service leaves out, and no other", async () => {
      await expectWithout(bench, { kind: "leaves-out", text: "Two" });
    });

    it("never counts an answer that is no text", async () => {
      await expectWithout(bench, { kind: "answers-no-text", text: "Two" });
    });

    it("never counts an answer that nobody asked for", async () => {
      const provider = await bench.machine();
      const group = groupOf(provider, bench.locales, PLAIN);
      bench.disturb({ kind: "adds-others" });
      expect(await translate(provider, group)).toEqual(expected(bench, group));
    });

    it("stops at once when it is told to, and goes on later", async () => {
      const provider = await bench.machine();
      const group = groupOf(provider, bench.locales, PLAIN);
      const handle = await provider.submit(group, 0, never());
      bench.disturb({ kind: "hangs" });
      const reason = new Error("enough");
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), 50);
      const begun = performance.now();
      await expect(provider.collect(group, handle, stop.signal)).rejects.toBe(reason);
      expect(performance.now() - begun).toBeLessThan(2_000);
      await expect(provider.submit(group, 0, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}

/** A group of messages as the workflow makes it. */
export function groupOf(
  provider: Pick<Provider, "fingerprint">,
  targetLocales: readonly string[],
  messages: readonly Message[],
): JobGroup {
  const content = {
    sourceLocale: "en",
    targetLocales: [...targetLocales].sort(),
    messages: [...messages].sort(compareMessages),
    previous: {},
    lockedKeys: [],
    terms: [],
  };
  return { ...content, contentKey: contentKey(content, provider.fingerprint) };
}

/** Collects until no locale is pending. */
export async function settle(
  provider: Provider,
  group: JobGroup,
  handle: string,
): Promise<readonly JobState[]> {
  for (let round = 0; round < 500; round++) {
    const states = await provider.collect(group, handle, never());
    if (states.every((state) => state.status !== "pending")) return states;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("still pending after 500 collects");
}

async function translate(provider: Provider, group: JobGroup): Promise<readonly JobState[]> {
  return settle(provider, group, await provider.submit(group, 0, never()));
}

async function expectWithout(bench: ProviderBench, fault: Fault & { text: string }): Promise<void> {
  const provider = await bench.machine();
  const group = groupOf(provider, bench.locales, PLAIN);
  bench.disturb(fault);
  const handle = await provider.submit(group, 0, never());
  const states = bench.isPatient
    ? await provider.collect(group, handle, never())
    : await settle(provider, group, handle);
  for (const state of states) {
    const texts = translations(bench, group, state.locale);
    texts.delete(group.messages.findIndex((message) => message.text === fault.text));
    expect(state).toMatchObject({ status: bench.isPatient ? "pending" : "done", texts });
  }
}

function expected(bench: ProviderBench, group: JobGroup): readonly JobState[] {
  return group.targetLocales.map((locale) => doneState(bench, group, locale));
}

function doneState(bench: ProviderBench, group: JobGroup, locale: string): JobState {
  return { locale, status: "done", texts: translations(bench, group, locale) };
}

function translations(bench: ProviderBench, group: JobGroup, locale: string): Map<number, string> {
  return new Map(group.messages.map((message, at) => [at, bench.translation(message, locale)]));
}

function never(): AbortSignal {
  return new AbortController().signal;
}

const PLAIN: readonly Message[] = ["One", "Two", "Three", "Four", "Five"].map((text) => ({
  namespace: "common",
  key: ["numbers", text],
  text,
}));

const STRANGE: readonly Message[] = [
  ["a.b", "c"],
  ["a", "b.c"],
  ["a", "b", "c"],
  ["a/b", "c"],
  ["list", "0"],
  ["list", "1"],
  ["list", "10"],
  ["__proto__"],
  ["constructor", "prototype"],
  ["line\nbreak", "tab\t"],
  ["ключ", "鍵", "🗝️"],
  ["", ""],
  [" "],
].flatMap((key, at) => [
  { namespace: "common", key, text: `Text ${at}` },
  { namespace: "deep/name.space", key, text: `“Tëxt” ${at} 🎉\nnext line` },
]);
