import { beforeEach, describe, expect, it } from "vitest";
import { OutsideError } from "../../core/model/errors.ts";
import type { JobGroup } from "../../core/model/job-group.ts";
import type { Message } from "../../core/model/message.ts";
import type { JobState, Provider } from "../../core/providers/provider.ts";
import type { Interference, Listening } from "../servers/listen.ts";
import { describeProvider, groupOf, type ProviderBench } from "./provider.ts";

/** A provider whose work is done by a service that remembers what it was asked for. */
export interface ServiceBench extends ProviderBench {
  readonly server: Pick<Listening, "interfere" | "requests">;
  /** Other target locales that the service translates into, for the large runs; `count` of them. */
  manyLocales(count: number): readonly string[];
}

const FAULTS: readonly Interference[] = ["reset", "lose", "cut", 429, 500, 503];

/** The laws of a service: those of a provider, and what holds between runs and machines. */
export function describeService(name: string, openBench: () => Promise<ServiceBench>): void {
  describeProvider(name, openBench);

  describe(`${name} keeps the laws of a service`, () => {
    let bench: ServiceBench;
    beforeEach(async () => {
      bench = await openBench();
    });

    it("makes one group of what two machines submit at the same time", async () => {
      const [here, there] = await Promise.all([bench.machine(), bench.machine()]);
      const group = groupOf(here, bench.locales, messages(5));
      const handles = await Promise.all([submit(here, group), submit(there, group)]);
      expect(handles[1]).toBe(handles[0]);
      for (const machine of [here, there]) {
        expect(await settleAcrossRuns(bench, group, machine)).toEqual(expected(bench, group));
      }
      expect(bench.charged()).toBe(5 * 2);
    });

    it("comes to the same texts and no second charge when killed at any request", async () => {
      for (let at = 1; at <= 8; at++) {
        const charged = bench.charged();
        const group = groupOf(await bench.machine(), bench.locales, messages(5, `round ${at}`));
        await killedAt(bench, group, at);
        expect(await settleAcrossRuns(bench, group)).toEqual(expected(bench, group));
        expect(bench.charged() - charged).toBe(5 * 2);
      }
    });

    it.each(FAULTS)("bears that every third request meets %s", async (fault) => {
      let count = 0;
      bench.server.interfere(() => (++count % 3 === 1 ? fault : undefined));
      const group = groupOf(await bench.machine(), bench.locales, messages(5));
      expect(await settleAcrossRuns(bench, group)).toEqual(expected(bench, group));
      expect(bench.charged()).toBe(5 * 2);
    });

    it("ends complete although requests fail at random", async () => {
      const random = randomFrom(1);
      await endsComplete(bench, { random, rate: 0.1, count: 30, locales: bench.locales });
    });
  });
}

/** The same at the size that a team has: 200 messages, 20 locales, 1 % of requests. */
export function describeLargeService(name: string, openBench: () => Promise<ServiceBench>): void {
  it.each([1, 2, 3, 4, 5])(
    `${name} ends complete although one request in a hundred fails, seed %d`,
    async (seed) => {
      const bench = await openBench();
      const options = { random: randomFrom(seed), rate: 0.01, count: 200 };
      await endsComplete(bench, { ...options, locales: bench.manyLocales(20) });
    },
  );
}

interface Weather {
  readonly random: () => number;
  /** Of requests that fail. */
  readonly rate: number;
  readonly count: number;
  readonly locales: readonly string[];
}

async function endsComplete(bench: ServiceBench, weather: Weather): Promise<void> {
  const { random, rate, count, locales } = weather;
  bench.server.interfere(() =>
    random() < rate ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined,
  );
  const group = groupOf(await bench.machine(), locales, messages(count));
  expect(await settleAcrossRuns(bench, group)).toEqual(expected(bench, group));
  expect(bench.charged()).toBe(count * locales.length);
}

/** Submits and collects on a machine of its own that is gone at the n-th request from now. */
async function killedAt(bench: ServiceBench, group: JobGroup, at: number): Promise<void> {
  const machine = await bench.machine();
  const kill = new AbortController();
  const seen = bench.server.requests.length;
  bench.server.interfere(() => {
    if (bench.server.requests.length - seen >= at) kill.abort(new Error("killed"));
    return undefined;
  });
  try {
    const handle = await machine.submit(group, 1, kill.signal);
    for (let states = await machine.collect(group, handle, kill.signal); isOpen(states);) {
      states = await machine.collect(group, handle, kill.signal);
    }
  } catch (error) {
    expect(error).toBe(kill.signal.reason);
  } finally {
    bench.server.interfere(undefined);
  }
}

/** One run after the other, each a process of its own, until no locale is open. */
async function settleAcrossRuns(
  bench: ServiceBench,
  group: JobGroup,
  first?: Provider,
): Promise<readonly JobState[]> {
  let machine = first ?? (await bench.machine());
  for (let round = 0; round < 500; round++) {
    try {
      const states = await machine.collect(group, await submit(machine, group), never());
      if (!isOpen(states)) return states;
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      machine = await bench.machine();
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("still open after 500 rounds");
}

function isOpen(states: readonly JobState[]): boolean {
  return states.some(
    (state) =>
      state.status === "pending" || (state.status === "failed" && state.fault !== undefined),
  );
}

function submit(provider: Provider, group: JobGroup): Promise<string> {
  return provider.submit(group, 1, never());
}

function expected(bench: ServiceBench, group: JobGroup): readonly JobState[] {
  return group.targetLocales.map((locale) => ({
    locale,
    status: "done",
    texts: new Map(
      group.messages.map((message, at) => [at, bench.translation(message, locale)] as const),
    ),
  }));
}

function messages(count: number, note = ""): readonly Message[] {
  return Array.from({ length: count }, (_, at) => ({
    namespace: "common",
    key: ["list", `item ${at}`],
    text: `Text ${at} ${note}`.trimEnd(),
  }));
}

/** Mulberry32: the same numbers for the same seed, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
