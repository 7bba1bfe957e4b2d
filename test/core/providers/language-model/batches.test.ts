import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { OutsideError } from "../../../../core/model/errors.ts";
import type { Message } from "../../../../core/model/message.ts";
import { openJournal } from "../../../../core/providers/journal.ts";
import type { JobState, Provider } from "../../../../core/providers/provider.ts";
import { readJsonLines } from "../../../../core/providers/language-model/json-lines.ts";
import { providers } from "../../../../core/providers/registry.ts";
import { groupOf, settle } from "../../../contract/provider.ts";
import { describeService } from "../../../contract/service.ts";
import { SERVICES, openBatchBench } from "./bench.ts";
import { NO_JOURNAL } from "../../../support/no-journal.ts";
import { type AnthropicServer, serveAnthropic } from "../../../servers/anthropic/anthropic.ts";

const KEY = "sk-test-1";
const CREATE = { openai: "/v1/batches", anthropic: "/v1/messages/batches" } as const;

describe.each(SERVICES)("batch mode of $name", (service) => {
  const { name, variable, serve } = service;
  const create = CREATE[name];
  type Server = Awaited<ReturnType<typeof serve>>;

  async function start(
    options: { refuses?: readonly string[]; hasBatches?: boolean } = {},
  ): Promise<Server> {
    const server = await serve({ key: KEY, models: ["model-1"], ...options });
    onTestFinished(() => server.close());
    return server;
  }

  /** As a machine of its own opens it: nothing is shared but the service. */
  async function machine({ url }: Server, batch = true): Promise<Provider> {
    const folder = await mkdtemp(join(tmpdir(), "locstep-journal-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return providers[name].open(
      { model: "model-1", baseUrl: `${url}/v1`, batch },
      { [variable]: KEY },
      await openJournal(folder),
    );
  }

  function created(server: Server): number {
    return server.requests.filter((r) => r.method === "POST" && r.path === create).length;
  }

  describeService(`${name} in batches`, () => openBatchBench(service));

  it("hands a group over whole, and asks for nothing but what became of it", async () => {
    const server = await start();
    const provider = await machine(server);
    const group = groupOf(provider, ["de", "fr", "ja"], texts(60));
    const states = await settle(provider, group, await provider.submit(group, 0, never()));
    expect(states.map(textsOf)).toEqual(
      [60, 60, 60].map((length) => expect.objectContaining({ length })),
    );
    expect(created(server)).toBe(1);
    expect(server.charged()).toBe(180);
    expect(server.requests.some(({ path }) => /completions|messages$/u.test(path))).toBe(false);
  });

  it("is collected by another machine that knows only what is still wanted", async () => {
    const server = await start();
    const here = await machine(server);
    const group = groupOf(here, ["de"], texts(40));
    const handle = await here.submit(group, 0, never());
    const blank = { namespace: "", key: [], text: "" };
    const known = group.messages.map((message, at) => (at % 3 === 0 ? blank : message));
    server.disturb({ kind: "leaves-out", text: known[1]?.text ?? "" });
    const states = await settle(await machine(server), { ...group, messages: known }, handle);
    const [state] = states as [JobState & { status: "done" }];
    for (const [at, { text }] of known.entries()) {
      if (text !== "" && at !== 1) expect(state.texts.get(at)).toBe(`de: ${text}`);
    }
    expect(state.texts.has(1)).toBe(false);
  });

  it("makes one batch of a group that several machines hand over at the same time", async () => {
    const server = await start();
    const machines = await Promise.all([1, 2, 3].map(() => machine(server)));
    const group = groupOf(machines[0] as Provider, ["de"], texts(30));
    const handles = await Promise.all(machines.map((m) => m.submit(group, 0, never())));
    expect(new Set(handles).size).toBe(1);
    await settle(machines[2] as Provider, group, handles[2] as string);
    expect(server.charged()).toBe(30);
  });

  it("finds the batch whose creation it never heard of", async () => {
    const server = await start();
    let isLost = false;
    server.interfere(({ method, path }) => {
      if (isLost || method !== "POST" || path !== create) return undefined;
      isLost = true;
      return "lose";
    });
    const provider = await machine(server);
    const group = groupOf(provider, ["de"], texts(30));
    const states = await settle(provider, group, await provider.submit(group, 0, never()));
    expect(textsOf(states[0])).toHaveLength(30);
    expect([created(server), server.charged()]).toEqual([1, 30]);
  });

  it("keeps what was answered before a batch expired, and asks for the rest alone", async () => {
    const server = await start();
    const provider = await machine(server);
    const group = groupOf(provider, ["de", "fr"], texts(60));
    server.disturb({ kind: "batch-expires", after: 3 });
    const handle = await provider.submit(group, 0, never());
    const states = await settle(await machine(server), group, handle);
    expect(states.map((state) => textsOf(state).length)).toEqual([60, 60]);
    expect([created(server), server.charged()]).toEqual([2, 120]);
    expect(await settle(await machine(server), group, handle)).toEqual(states);
    expect([created(server), server.charged()]).toEqual([2, 120]);
  });

  it("tells of the locale that is done while the rest of the other is asked for again", async () => {
    const server = await start();
    const provider = await machine(server);
    const group = groupOf(provider, ["de", "fr"], texts(5));
    server.disturb({ kind: "batch-expires", after: 1 });
    const handle = await provider.submit(group, 0, never());
    let states = await provider.collect(group, handle, never());
    states = await provider.collect(group, handle, never());
    expect(states.map(({ status }) => status)).toEqual(["done", "pending"]);
  });

  it("does without a parameter that the model refuses", async () => {
    const server = await start({ refuses: ["temperature"] });
    const provider = await machine(server);
    const group = groupOf(provider, ["de"], texts(30));
    const states = await settle(provider, group, await provider.submit(group, 0, never()));
    expect(textsOf(states[0])).toHaveLength(30);
    expect(server.charged()).toBe(30);
  });

  it("hands a group over again after a batch that came to nothing", async () => {
    const server = await start();
    const provider = await machine(server);
    const group = groupOf(provider, ["de"], texts(3));
    server.disturb({ kind: "locale-fails", locale: "de" });
    const first = await provider.submit(group, 0, never());
    expect(await settle(provider, group, first)).toMatchObject([
      { status: "failed", reason: expect.stringContaining("language") },
    ]);
    server.disturb({ kind: "mends" });
    const second = await provider.submit(group, 0, never());
    expect(second).not.toBe(first);
    expect(textsOf((await settle(provider, group, second))[0])).toHaveLength(3);
  });

  it("says what is wrong where there is no batch mode, with a wrong key, for a refused batch", async () => {
    const without = await machine(await start({ hasBatches: false }));
    const group = groupOf(without, ["de"], texts(3));
    await expect(without.submit(group, 0, never())).rejects.toMatchObject({
      message: expect.stringContaining("no batch mode"),
      hint: expect.stringContaining("batch: true"),
    });
    const server = await start();
    const stranger = providers[name].open(
      { model: "model-1", baseUrl: `${server.url}/v1`, batch: true },
      { [variable]: "sk-wrong" },
      NO_JOURNAL,
    );
    await expect(stranger.submit(group, 0, never())).rejects.toThrow(/401/u);
    server.disturb({ kind: "batch-is-refused" });
    const provider = await machine(server);
    const told = provider
      .submit(group, 0, never())
      .then((handle) => settle(provider, group, handle))
      .then(([state]) => (state as { reason: string }).reason)
      .catch((error: Error) => error.message);
    expect(await told).toMatch(/token limit|Too large/u);
  });

  it("collects a batch after `batch` was turned off, and submits none", async () => {
    const server = await start();
    const provider = await machine(server);
    const group = groupOf(provider, ["de"], texts(3));
    const handle = await provider.submit(group, 0, never());
    const direct = await machine(server, false);
    expect(direct.fingerprint).toBe(provider.fingerprint);
    expect(textsOf((await settle(direct, group, handle))[0])).toHaveLength(3);
    await direct.submit(groupOf(direct, ["de"], texts(4)), 0, never());
    expect(created(server)).toBe(1);
  });
});

describe("a service that tells of a running batch no more than its size", () => {
  async function machines(): Promise<{ server: AnthropicServer; open: () => Provider }> {
    const server = await serveAnthropic({ key: KEY, models: ["model-1"] });
    onTestFinished(() => server.close());
    const options = { model: "model-1", baseUrl: `${server.url}/v1`, batch: true };
    const environment = { ANTHROPIC_API_KEY: KEY };
    return { server, open: () => providers.anthropic.open(options, environment, NO_JOURNAL) };
  }

  it("has another's of the same size waited for, and ours made after", async () => {
    const { server, open } = await machines();
    const here = open();
    const [one, other] = [groupOf(here, ["de"], texts(3)), groupOf(here, ["fr"], texts(3))];
    const foreign = await open().submit(one, 0, never());
    const handle = await here.submit(other, 0, never());
    expect(handle.split(".")[2]).toBe(foreign.split(".")[2]);
    const [state] = await settle(here, other, handle);
    expect(textsOf(state)).toEqual(["fr: Text 0", "fr: Text 1", "fr: Text 2"]);
    expect(server.charged()).toBe(3 + 3);
  });

  it("takes two groups of the same size at once, from a run and from one after a kill", async () => {
    const { server, open } = await machines();
    const here = open();
    const groups = [groupOf(here, ["de"], texts(3)), groupOf(here, ["fr"], texts(3))];
    for (const machine of [here, open()]) {
      for (const group of groups) await machine.submit(group, 0, never());
    }
    const there = open();
    for (const group of groups) {
      const [state] = await settle(there, group, await there.submit(group, 0, never()));
      expect(textsOf(state)).toHaveLength(3);
    }
    expect(server.charged()).toBe(3 + 3);
    expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
  });
});

it("results that end in the middle of a line are a fault, and nothing of them counts", () => {
  expect(readJsonLines('{"a":1}\n\n{"b":2}\n', "OpenAI")).toEqual([{ a: 1 }, { b: 2 }]);
  expect(() => readJsonLines('{"a":1}\n{"b":', "OpenAI")).toThrow(OutsideError);
});

function texts(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, i) => ({
    namespace: "common",
    key: [`Text ${i}`],
    text: `Text ${i}`,
  }));
}

function textsOf(state: JobState | undefined): readonly string[] {
  return state?.status === "done" ? [...state.texts.values()] : [];
}

function never(): AbortSignal {
  return new AbortController().signal;
}
