import { describe, expect, it, onTestFinished } from "vitest";
import type { Message } from "../../../../core/model/message.ts";
import { assetIds } from "../../../../core/providers/loco/ids.ts";
import { type JobState, NOT_SENT, type Provider } from "../../../../core/providers/provider.ts";
import type { Store } from "../../../../core/providers/store.ts";
import { groupOf } from "../../../contract/provider.ts";
import { listen } from "../../../servers/listen.ts";
import type { LocoServer } from "../../../servers/loco/loco.ts";
import { openLoco, startLoco } from "./bench.ts";

const signal = new AbortController().signal;
const HOME = message(["home"], "Home");
const AWAY = message(["nav", "away"], "Away", "A button");

function message(key: readonly string[], text: string, description?: string): Message {
  return { namespace: "common", key, text, ...(description && { description }) };
}

function many(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, at) => message([`key${at}`], `Text ${at}`));
}

async function send(
  provider: Provider,
  messages: readonly Message[],
  locales: readonly string[] = ["de"],
): Promise<{ handle: string; look: () => Promise<readonly JobState[]> }> {
  const group = groupOf(provider, locales, messages);
  const handle = await provider.submit(group, 1, signal);
  return { handle, look: () => provider.collect(group, handle, signal) };
}

function writes(server: LocoServer): readonly string[] {
  return server.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, body }) => `${method} ${path.replace("/api/", "")} ${body}`);
}

function storeOf(provider: Provider): Store {
  return provider.store as Store;
}

describe("what goes to Loco", () => {
  it("is new texts, imported at once; those with a description as assets with notes", async () => {
    const server = await startLoco();
    await send(openLoco(server, { tag: "pr-12" }), [HOME, AWAY]);
    expect(writes(server).toSorted()).toEqual([
      "POST assets id=common%3Anav.away&text=Away&type=text&notes=A+button",
      'POST import/json?locale=en&index=id&async=1 {"common:home":"Home"}',
      "POST locales code=de",
      "POST tags name=pr-12",
      "POST tags/pr-12.json common:home,common:nav.away",
    ]);
    expect(server.texts("en")).toEqual({ "common:home": "Home", "common:nav.away": "Away" });
    expect(server.asset("common:nav.away")).toMatchObject({ notes: "A button" });
  });

  it("is nothing where everything stands already", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    await send(openLoco(server), [HOME, AWAY]);
    const before = writes(server).length;
    await send(openLoco(server), [HOME, AWAY]);
    expect(writes(server)).toHaveLength(before);
  });

  it("is a few changed texts one by one, after the finished translations are flagged", async () => {
    const server = await startLoco({ locales: ["en", "de", "fr"] });
    server.edit("en", "common:home", "Start");
    server.edit("de", "common:home", "Anfang");
    const { look } = await send(openLoco(server), [HOME]);
    expect(writes(server)).toEqual([
      "POST translations/common%3Ahome/de/flag flag=fuzzy",
      "POST translations/common%3Ahome/en Home",
    ]);
    expect(await look()).toEqual([{ locale: "de", status: "pending", texts: new Map() }]);
    server.edit("de", "common:home", "Zuhause");
    expect(await look()).toMatchObject([{ status: "done", texts: new Map([[0, "Zuhause"]]) }]);
  });

  it("is no new text where the older one's translation cannot be flagged", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    for (const id of ["common:and/or", "common:home"]) {
      server.edit("en", id, "Old");
      server.edit("de", id, "Alt");
    }
    const { look } = await send(openLoco(server), [HOME, message(["and/or"], "New")]);
    expect(server.texts("en")).toEqual({ "common:and/or": "Old", "common:home": "Home" });
    server.edit("de", "common:home", "Zuhause");
    const [state] = await look();
    expect(state).toMatchObject({ status: "done", warning: expect.stringContaining("1 text") });
    expect([...(state?.texts?.values() ?? [])]).toEqual(["Zuhause"]);
  });

  it("is never more than four requests at once", async () => {
    const server = await startLoco({ delay: 5 });
    const messages = many(40).map((one) => ({ ...one, description: "A note" }));
    await send(openLoco(server), messages, ["de", "fr", "it", "es", "ja", "ko"]);
    expect(server.mostPending()).toBeLessThanOrEqual(4);
  });

  it("says it is for people to translate, so that no run waits", async () => {
    expect(openLoco(await startLoco()).isSlow).toBe(true);
  });
});

it("a locale that Loco has under another name is told, and not added beside it", async () => {
  const server = await startLoco({ locales: ["en", "zh-CN"] });
  const { look } = await send(openLoco(server), [HOME], ["zh-Hans"]);
  const reason = "the Loco project has zh-CN, and no zh-Hans";
  expect(await look()).toMatchObject([{ status: "failed", reason }]);
  expect(
    server.requests.filter(({ method, path }) => method + path === "POST/api/locales"),
  ).toEqual([]);
});

describe("what comes from Loco", () => {
  it("is what people have finished: not what is flagged, nor of another source", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    const { look } = await send(openLoco(server), [HOME, AWAY]);
    server.edit("de", "common:home", "Zuhause");
    server.edit("de", "common:nav.away", "Fort");
    const translation = server.asset("common:nav.away")?.translations.get("de");
    if (translation) translation.flag = "provisional";
    expect(await look()).toMatchObject([{ status: "pending", texts: new Map([[0, "Zuhause"]]) }]);
    if (translation) translation.flag = undefined;
    expect(await look()).toMatchObject([{ status: "done" }]);
    server.edit("en", "common:home", "Homepage");
    expect(await look()).toMatchObject([
      { status: "done", texts: new Map([[1, "Fort"]]), warning: expect.stringContaining("other") },
    ]);
  });

  it("is sent again only where it changed", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    const { look } = await send(openLoco(server), [HOME]);
    await look();
    const before = server.requests.length;
    await look();
    const asked = server.requests.slice(before);
    expect(asked.map(({ headers }) => headers["if-none-match"])).toEqual([
      expect.stringMatching(/^"/u),
      expect.stringMatching(/^"/u),
    ]);
    server.edit("de", "common:home", "Zuhause");
    expect(await look()).toMatchObject([{ status: "done" }]);
  });

  it("tells what a full plan dropped without a word", async () => {
    const server = await startLoco({ locales: ["en", "de"], quota: 6, hasTranslators: true });
    const { look } = await send(openLoco(server), many(10));
    const [state] = await look();
    expect(state).toMatchObject({ status: "done", warning: expect.stringContaining("quota") });
    expect(state?.status === "done" && state.texts.size).toBe(6);
    const full = await startLoco({ locales: ["en", "de"], quota: 0 });
    const none = await send(openLoco(full), many(2));
    expect(await none.look()).toMatchObject([
      { status: "failed", reason: expect.stringMatching(/2 texts.*quota/u) },
    ]);
  });

  it("with a key that may only read, is what is there, and nothing is sent", async () => {
    const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
    await send(openLoco(server), [HOME]);
    const before = writes(server).length;
    const reader = openLoco(server, {}, { LOCO_API_KEY: "key-read" });
    const { handle, look } = await send(reader, [HOME, AWAY]);
    expect(handle).toBe(NOT_SENT);
    expect(await look()).toMatchObject(
      [{ status: "done", texts: new Map([[0, "de: Home"]]), warning: /only read/u }].map(
        (state) => ({ ...state, warning: expect.stringMatching(state.warning) }),
      ),
    );
    expect(writes(server)).toHaveLength(before);
    await expect(
      storeOf(reader).write("de", [{ ...HOME, text: "Daheim" }], signal),
    ).rejects.toThrow(/only read/u);
  });
});

describe("the texts that Loco keeps", () => {
  it("are not said to be there where a full plan dropped them", async () => {
    const server = await startLoco({ locales: ["en", "de"], quota: 2 });
    const write = storeOf(openLoco(server)).write("de", many(6), signal);
    await expect(write).rejects.toThrow(/did not keep 4 of 6 texts.*quota/u);
  });

  it("have no time that could be asked for where nothing tells of them", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    server.edit("de", "common:and/or", "und/oder");
    server.edit("de", "common:home", "Zuhause");
    const texts = await storeOf(openLoco(server)).read(
      "de",
      [message(["and/or"], ""), HOME],
      signal,
    );
    expect(await texts.get(0)?.findUpdatedAt?.()).toBeUndefined();
    expect(await texts.get(1)?.findUpdatedAt?.()).toBeGreaterThan(0);
  });

  it("are read with whether somebody approved them", async () => {
    const server = await startLoco({ locales: ["en", "de"] });
    server.edit("en", "common:home", "Home");
    server.edit("de", "common:home", "Zuhause");
    server.edit("de", "common:nav.away", "Fort");
    const translation = server.asset("common:nav.away")?.translations.get("de");
    if (translation) translation.flag = "unapproved";
    const store = storeOf(openLoco(server));
    const texts = await store.read("de", [HOME, AWAY], signal);
    expect([...texts]).toMatchObject([
      [0, { text: "Zuhause", isApproved: true }],
      [1, { text: "Fort", isApproved: false }],
    ]);
    const modified = Date.parse(translation?.modified ?? "");
    expect(await texts.get(1)?.findUpdatedAt?.()).toBe(modified);
    if (translation) translation.modified = "2024-05-06 07:08:09";
    expect(await texts.get(1)?.findUpdatedAt?.()).toBe(Date.UTC(2024, 4, 6, 7, 8, 9));
    expect(await store.read("fr", [HOME], signal)).toEqual(new Map());
  });

  it.each([
    [undefined, "Zuhause [provisional]"],
    ["unapproved", "Zuhause [unapproved]"],
    ["none", "Zuhause"],
  ])("are written with the flag that is configured (%s), once", async (flag, text) => {
    const server = await startLoco({ locales: ["en", "de"] });
    server.edit("en", "common:home", "Home");
    const store = storeOf(openLoco(server, flag === undefined ? {} : { flag }));
    const write = [{ ...HOME, text: "Zuhause" }];
    await store.write("de", write, signal);
    expect(server.texts("de")).toEqual({ "common:home": text });
    const before = writes(server).length;
    await store.write("de", write, signal);
    expect(writes(server)).toHaveLength(before);
    const texts = many(6).map((one) => ({ ...one, text: `Zu ${one.text}` }));
    await store.write("de", texts, signal);
    expect(server.texts("de")["common:key5"]).toBe(text.replace("Zuhause", "Zu Text 5"));
  });

  it("are deleted only where a project asks", async () => {
    const server = await startLoco();
    server.edit("en", "common:nav.away", "Away");
    expect(storeOf(openLoco(server)).deletes).toBe(false);
    const store = storeOf(openLoco(server, { deletions: true }));
    expect(store.deletes).toBe(true);
    await store.remove([AWAY, HOME], signal);
    expect(server.texts("en")).toEqual({});
  });
});

describe("bad input of Loco", () => {
  it("no key is told when something is sent; a wrong one is told and not repeated", async () => {
    const server = await startLoco();
    await expect(send(openLoco(server, {}, {}), [HOME])).rejects.toMatchObject({
      hint: expect.stringContaining("LOCO_API_KEY"),
    });
    const wrong = send(openLoco(server, {}, { LOCO_API_KEY: "key-wrong" }), [HOME]);
    await expect(wrong).rejects.toThrow("Loco answered 401: Invalid API key");
    expect(server.requests.every(({ path }) => !path.includes("key-"))).toBe(true);
  });

  it("another source locale is an error that names both", async () => {
    const server = await startLoco({ locales: ["fr", "en"] });
    await expect(send(openLoco(server), [HOME])).rejects.toThrow(/is fr, .*en/u);
  });

  it("a locale that Loco does not know fails alone", async () => {
    const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
    const { look } = await send(openLoco(server), [HOME], ["de", "x-pirate"]);
    expect(await look()).toMatchObject([
      { locale: "de", status: "done" },
      { locale: "x-pirate", status: "failed", reason: expect.stringContaining("x-pirate") },
    ]);
  });

  it.each([
    ["a page", "<html>Welcome</html>", "a page of HTML"],
    ["an error with status 200", { status: 500, error: "Maintenance" }, "Maintenance"],
    ["a body that is cut", '{"common:home":"Ho', "no JSON"],
    ["a list", ["Home"], "200"],
  ])("%s is a fault", async (_, body, words) => {
    const server = await listen(({ path }) => ({
      body: path.includes("/locales") ? [{ code: "en", source: true }, { code: "de" }] : body,
    }));
    onTestFinished(() => server.close());
    const provider = openLoco(server);
    await expect(send(provider, [HOME])).rejects.toThrow(words);
  });

  it("an import that fails or never says how it ends is a fault", async () => {
    for (const [location, progress, words] of [
      ["https://localise.biz/api/import/progress/1", { error: "Bad file" }, "Bad file"],
      [
        "https://localise.biz/api/import/progress/1",
        { error: "\u001B[31mBad\n::error::key-full" },
        "Loco refused the import: [31mBad ::error::***",
      ],
      ["https://evil.example/", {}, "does not say where"],
    ] as const) {
      const server = await listen(({ path }) => {
        if (path.includes("/locales"))
          return { body: [{ code: "en", source: true }, { code: "de" }] };
        if (path.includes("/progress/")) return { body: progress };
        if (path.includes("/import/")) return { status: 201, headers: { location }, body: {} };
        return { body: {} };
      });
      onTestFinished(() => server.close());
      await expect(send(openLoco(server), [HOME])).rejects.toThrow(words);
    }
  });

  it("the eleventh request at once is refused", async () => {
    const server = await startLoco({ delay: 50 });
    const asked = Array.from({ length: 11 }, () =>
      fetch(`${server.url}/api/locales`, { headers: { authorization: "Loco key-full" } }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});

it("an asset is called as loco-cli calls it, and no two messages the same", () => {
  const keys = [
    ["nav", "home"],
    ["nav.home"],
    ["a.b", "c"],
    ["a", "b.c"],
    ["a", "b", "c"],
    [""],
    [" "],
  ];
  const ids = assetIds(keys.map((key) => message(key, "")));
  expect(ids).toEqual([
    "common:nav.home",
    'common:["nav.home"]',
    'common:["a.b","c"]',
    'common:["a","b.c"]',
    "common:a.b.c",
    'common:[""]',
    'common:[" "]',
  ]);
  expect(assetIds([{ namespace: "", key: ["nav", "home"] }])).toEqual(["nav.home"]);
  expect(assetIds([{ namespace: "", key: ["flat.key"] }])).toEqual(["flat.key"]);
  const long = assetIds([{ namespace: "", key: ["鍵".repeat(400)] }])[0] as string;
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(999);
});
