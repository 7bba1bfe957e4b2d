import { request } from "node:http";
import { WebSocket } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";
import { UsageError } from "../../../../core/model/errors.ts";
import type { Message } from "../../../../core/model/message.ts";
import { Declined, Refusal } from "../../../../core/providers/refusal.ts";
import { groupOf, settle } from "../../../contract/provider.ts";
import { listen, type Reply } from "../../../servers/listen.ts";
import { KEY, openLingo, startLingo } from "./bench.ts";

const MESSAGES: readonly Message[] = [
  { namespace: "shop", key: ["cart", "title"], text: "Cart" },
  { namespace: "shop", key: ["cart", "a.b"], text: "Dotted", description: "On a button" },
  { namespace: "shop", key: ["list", "0"], text: "For Acme" },
  { namespace: "shop", key: ["link", "url"], text: "https://example.com" },
];

describe("a job group", () => {
  it("is sent as the document has it, with all that was configured", async () => {
    const server = await startLingo({ engines: ["eng_1"] });
    const provider = openLingo(server.url, {
      engineId: "eng_1",
      context: "A shop",
      callbackUrl: "https://example.com/hook",
      pipelineConfig: { humanReview: { enabled: false } },
    });
    const content = { ...groupOf(provider, ["de", "fr"], MESSAGES), lockedKeys: ["**.url"] };
    await provider.submit({ ...content, terms: ["Acme"] }, 3, never());
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method: "POST", path: "/jobs/localization" });
    expect(JSON.parse(sent?.body ?? "")).toEqual({
      sourceLocale: "en",
      targetLocales: ["de", "fr"],
      data: {
        shop: {
          cart: { "_a-b_LnM23I66": "Dotted", title: "Cart" },
          // Longer than a name would explain.
          link: { "-2": "https://example.com" },
          list: { _0: "For Acme" },
        },
      },
      context: "A shop\nNames that stay as they are: Acme.",
      hints: {
        "shop.cart._a-b_LnM23I66": ["shop", "cart", "a.b", "On a button"],
        "shop.list._0": ["shop", "list", "0"],
      },
      lockedKeys: ["shop.link.-2"],
      engineId: "eng_1",
      callbackUrl: "https://example.com/hook",
      pipelineConfig: { humanReview: { enabled: false } },
      idempotencyKey: `${content.contentKey}-3`,
    });
  });

  it("is another one for another engine or context, and the same for another callback", () => {
    const prints = [
      {},
      { engineId: "eng_1" },
      { context: "A shop" },
      { pipelineConfig: { stages: [] } },
    ].map((options) => openLingo("http://127.0.0.1:1", options).fingerprint);
    expect(new Set(prints).size).toBe(4);
    const calling = openLingo("http://127.0.0.1:2", { callbackUrl: "https://example.com" });
    expect(calling.fingerprint).toBe(prints[0]);
  });

  it("keeps two messages apart where one stands in the other's way", async () => {
    const server = await startLingo();
    const provider = openLingo(server.url);
    const messages = [["a"], ["a", "b"], ["a", "b", "c"], ["_0"], ["0"], ["__proto__"]].map(
      (key) => ({ namespace: "n", key, text: key.join("/") }),
    );
    const group = groupOf(provider, ["de"], messages);
    const [state] = await settle(provider, group, await provider.submit(group, 1, never()));
    expect(state).toMatchObject({
      texts: new Map(group.messages.map(({ text }, at) => [at, `de: ${text}`])),
    });
  });

  it("is never asked for twice once a locale is done", async () => {
    const server = await startLingo({ jobTime: 40 });
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de", "fr"], MESSAGES);
    await settle(provider, group, await provider.submit(group, 1, never()));
    const jobs = server.requests.filter(({ path }) => path.includes("/ljb_"));
    expect(jobs).toHaveLength(2);
  });

  it("keeps what a doubtful job translated, leaves out what it copied, and tells the warning", async () => {
    const server = await startLingo();
    server.disturb({ kind: "warns", text: "Dotted" });
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de"], MESSAGES);
    const [state] = await settle(provider, group, await provider.submit(group, 1, never()));
    expect(state).toMatchObject({ status: "done", warning: "Some texts were left as they are" });
    const texts = state?.status === "done" ? [...state.texts.values()] : [];
    expect(texts).toEqual(["de: Cart", "de: https://example.com", "de: For Acme"]);
  });

  it("that the service no longer has has failed, so that another attempt asks for it", async () => {
    const server = await startLingo();
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de"], MESSAGES);
    expect(await provider.collect(group, "ljg_gone", never())).toEqual([
      { locale: "de", status: "failed", reason: "Lingo.dev no longer has the job group" },
    ]);
  });

  it("has what a job came to in flight while nobody can ask for it", async () => {
    const server = await startLingo();
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de", "fr"], MESSAGES);
    const handle = await provider.submit(group, 1, never());
    const [, last] = server.all()[0]?.jobs ?? [];
    server.interfere(({ path }) => (path.endsWith(`/${last?.id}`) ? 503 : undefined));
    for (let isDone = false; !isDone;) {
      const [first, second] = await provider.collect(group, handle, never());
      expect(second?.status).toBe("pending");
      isDone = first?.status === "done" && second !== undefined && "fault" in second;
    }
    server.interfere(undefined);
    const states = await provider.collect(group, handle, never());
    expect(states.map(({ status }) => status)).toEqual(["done", "done"]);
  });

  it("tells no key that a job's own words repeat", async () => {
    const server = await listen(({ path }) => ({
      body: path.includes("/groups/")
        ? { groupId: "ljg_1", jobs: [{ id: "j", targetLocale: "de", status: "failed" }] }
        : { error: `\u001B[31mno engine for ${KEY}` },
    }));
    onTestFinished(() => server.close());
    const provider = openLingo(server.url);
    const states = await provider.collect(groupOf(provider, ["de"], MESSAGES), "ljg_1", never());
    expect(states).toEqual([{ locale: "de", status: "failed", reason: "[31mno engine for ***" }]);
  });

  it("tells that there is news, where the platform has a WebSocket", async () => {
    const platform = globalThis as { WebSocket?: unknown };
    const before = platform.WebSocket;
    platform.WebSocket = WebSocket;
    onTestFinished(() => void (platform.WebSocket = before));
    const server = await startLingo({ jobTime: 30 });
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de"], MESSAGES);
    const handle = await provider.submit(group, 1, never());
    const stop = new AbortController();
    for (let last = ""; last !== "done";) {
      await new Promise<void>((onNews) => provider.watch?.(handle, onNews, stop.signal));
      const [state] = await provider.collect(group, handle, never());
      last = state?.status ?? "";
    }
    stop.abort();
    // What answers no WebSocket is polled as if there were none.
    openLingo(server.url, {}, { LINGO_API_KEY: "wrong" }).watch?.(handle, () => {}, never());
    expect(await provider.collect(group, handle, never())).toHaveLength(1);
  });
});

describe("bad luck", () => {
  it("is told by its cause", async () => {
    const server = await startLingo();
    const group = groupOf({ fingerprint: "x" }, ["de"], MESSAGES);
    const keyless = openLingo(server.url, {}, {});
    await expect(keyless.submit(group, 1, never())).rejects.toThrow(UsageError);
    await expect(keyless.submit(group, 1, never())).rejects.toThrow("needs a key");
    const stranger = openLingo(server.url, {}, { LINGO_API_KEY: "wrong-key" });
    await expect(stranger.submit(group, 1, never())).rejects.toThrow(Refusal);
    await expect(stranger.submit(group, 1, never())).rejects.toThrow("answered 401: Invalid API");
    const lost = openLingo(server.url, { engineId: "eng_unknown" });
    await expect(lost.submit(group, 1, never())).rejects.toThrow("answered 404: Engine not found");
    const odd = { ...group, targetLocales: ["klingon-x"] };
    await expect(openLingo(server.url).submit(odd, 1, never())).rejects.toThrow(Declined);
  });

  it("refuses an http callback before anything is sent", () => {
    const open = () => openLingo("http://127.0.0.1:1", { callbackUrl: "http://example.com" });
    expect(open).toThrow(UsageError);
    expect(open).toThrow("no https address");
  });

  it.each<[string, Reply, string]>([
    ["an empty account", { status: 402, body: { message: "No credits" } }, "402: No credits"],
    [
      "too many requests for an hour",
      { status: 429, headers: { "retry-after": "3600" }, body: { message: "Slow down" } },
      "429: Slow down",
    ],
    ["a page", { body: "<html>Welcome" }, "a page of HTML"],
    ["a body that is cut", { body: '{"groupId":"ljg_1","sta' }, "no JSON"],
    ["an error with status 200", { body: { message: "Something broke" } }, "Something broke"],
    ["null", { body: null }, "200"],
    ["a group without an id", { body: { groupId: 7 } }, "200"],
  ])("of %s is told when submitting and when collecting", async (_, reply, words) => {
    const server = await listen(() => reply);
    onTestFinished(() => server.close());
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de"], MESSAGES);
    await expect(provider.submit(group, 1, never())).rejects.toThrow(words);
    const collected = provider.collect(group, "ljg_1", never());
    await expect(collected).rejects.toThrow(words === "200" ? /200/u : words);
  });

  it.each<[string, unknown]>([
    ["no fields", {}],
    ["a list of texts", { status: "completed", outputData: ["a", "b"] }],
    ["a text", { status: "completed", outputData: "a" }],
    ["null", null],
  ])("a job that answers with %s has failed and takes no other along", async (_, job) => {
    const server = await listen(({ path }) => {
      if (path.endsWith("/good")) {
        return { body: { outputData: { shop: { cart: { title: "Korb" } } } } };
      }
      if (path.endsWith("/bad")) return { body: job };
      const jobs = [
        { id: "good", targetLocale: "de", status: "completed" },
        { id: "bad", targetLocale: "fr", status: "completed" },
        { id: "odd", targetLocale: "ja", status: "in_human_review" },
        { id: 7, targetLocale: "it" },
        null,
      ];
      return { body: { groupId: "ljg_1", jobs } };
    });
    onTestFinished(() => server.close());
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de", "fr", "it", "ja"], MESSAGES.slice(0, 1));
    expect(await provider.collect(group, "ljg_1", never())).toEqual([
      { locale: "de", status: "done", texts: new Map([[0, "Korb"]]) },
      { locale: "fr", status: "failed", reason: "Lingo.dev answered without translations" },
      { locale: "it", status: "failed", reason: "Lingo.dev made no job for it" },
      { locale: "ja", status: "pending" },
    ]);
  });

  it("sends the key to no other host", async () => {
    const other = await listen(() => ({ body: {} }));
    const server = await listen(({ path }) => ({
      status: 307,
      headers: { location: `${other.url}${path}` },
      body: "",
    }));
    onTestFinished(async () => void (await Promise.all([server.close(), other.close()])));
    const provider = openLingo(server.url);
    const group = groupOf(provider, ["de"], MESSAGES);
    await expect(provider.submit(group, 1, never())).rejects.toThrow("redirects a POST");
    await expect(provider.collect(group, "ljg_1", never())).rejects.toThrow();
    expect(JSON.stringify(other.requests)).not.toContain(KEY);
  });
});

it("the server refuses what the document refuses", async () => {
  const server = await startLingo({ engines: ["eng_1"] });
  const good = {
    sourceLocale: "en",
    targetLocales: ["de"],
    data: { a: "A", n: 1, l: [null, "B"] },
  };
  const bad = [
    { ...good, targetLocales: [] },
    { ...good, targetLocales: Array.from({ length: 101 }, (_, i) => `de-x-${i}`) },
    { ...good, targetLocales: ["de", "de"] },
    { ...good, sourceLocale: "not a locale" },
    { ...good, data: {} },
    { ...good, callbackUrl: "http://example.com" },
    { ...good, hints: { b: ["nowhere"] } },
    { ...good, hints: { a: "no list" } },
    { ...good, lockedKeys: Array.from({ length: 101 }, String) },
    { ...good, unknown: 1 },
    [],
    null,
  ];
  for (const body of bad) expect(await post(server.url, body)).toBe(400);
  expect(await post(server.url, { ...good, engineId: "eng_2" })).toBe(404);
  expect(await post(server.url, good, "wrong")).toBe(401);
  expect(await post(server.url, { ...good, engineId: "eng_1" })).toBe(202);
  expect(server.all()[0]?.jobs[0]?.outputData).toEqual({ a: "de: A", n: 1, l: [null, "de: B"] });
});

function post(url: string, body: unknown, key = KEY): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { "x-api-key": key, "content-type": "application/json" };
    const sent = request(`${url}/jobs/localization`, { method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

function never(): AbortSignal {
  return new AbortController().signal;
}
