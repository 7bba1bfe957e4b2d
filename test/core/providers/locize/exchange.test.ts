import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Message } from "../../../../core/model/message.ts";
import { openJournal } from "../../../../core/providers/journal.ts";
import { type JobState, NOT_SENT, type Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import { groupOf, settle } from "../../../contract/provider.ts";
import type { LocizeServer } from "../../../servers/locize/locize.ts";
import { PROJECT, openLocize, startLocize } from "./bench.ts";

const signal = new AbortController().signal;
const HOME = message(["home"], "Home");
const AWAY = message(["away"], "Away");

function message(key: readonly string[], text: string, description?: string): Message {
  return { namespace: "common", key, text, ...(description && { description }) };
}

async function submit(
  provider: Provider,
  messages: readonly Message[],
  locales: readonly string[] = ["de", "fr"],
): Promise<{ handle: string; look: () => Promise<readonly JobState[]> }> {
  const group = groupOf(provider, locales, messages);
  const handle = await provider.submit(group, 1, signal);
  return { handle, look: () => provider.collect(group, handle, signal) };
}

function sent(server: LocizeServer, part: string): readonly string[] {
  return server.requests
    .filter(({ path }) => path.startsWith(`/${part}/`))
    .map(({ method, path, body }) => `${method} ${path.replace(/^\/\w+\/[^/]+/u, "")} ${body}`);
}

function textsOf(states: readonly JobState[]): readonly unknown[] {
  return states.map((state) => ("texts" in state ? [...(state.texts ?? [])] : state));
}

describe("what goes out", () => {
  it("is the group's messages, to the reference language, with their descriptions", async () => {
    const server = await startLocize();
    const messages = [HOME, message(["nav", "back"], "Back", "A button")];
    await submit(await openLocize(server), messages);
    expect(sent(server, "update")).toEqual([
      'POST /latest/en/common?autotranslate=true&autotranslatelanguages=de%2Cfr {"home":"Home","nav.back":{"value":"Back","context":{"text":"A button"}}}',
    ]);
    expect(server.entry("en", "nav.back")?.context).toEqual({ text: "A button" });
  });

  it("is translated into the group's locales and into no other", async () => {
    const server = await startLocize({ languages: ["de", "fr", "it"] });
    server.edit("en", "home", "Start");
    server.edit("it", "home", "Casa");
    const { look } = await submit(await openLocize(server), [HOME]);
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]], [[0, "fr: Home"]]]);
    expect(server.texts("it")).toEqual({ home: "Casa" });
  });

  it.each([
    [{}, "translation"],
    [{ namespace: "app" }, "app"],
  ])("has a namespace also where files have none: %j", async (options, name) => {
    const server = await startLocize();
    const provider = await openLocize(server, options);
    const bare = { ...HOME, namespace: "" };
    const { look } = await submit(provider, [bare]);
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]], [[0, "fr: Home"]]]);
    await provider.store?.write("de", [{ ...bare, text: "Start" }], signal);
    await provider.store?.reportUsed?.([bare], signal);
    expect(server.texts("de", name)).toEqual({ home: "Start" });
    expect((await provider.store?.read("de", [bare], signal))?.get(0)?.text).toBe("Start");
  });

  it("goes in pages of 1,000 keys, one after the other, all but the last without statistics", async () => {
    const server = await startLocize({ languages: ["de"] });
    const provider = await openLocize(server);
    const many = Array.from({ length: 2_050 }, (_, n) => message([`k${n}`], `Text ${n}`));
    const { look } = await submit(provider, many, ["de"]);
    const updates = server.requests.filter(({ path }) => path.startsWith("/update/"));
    expect(updates.map(({ body }) => Object.keys(JSON.parse(body) as object).length)).toEqual([
      1_000, 1_000, 50,
    ]);
    const isShort = updates.map(({ path }) => path.includes("omitstatsgeneration=true"));
    expect(isShort).toEqual([true, true, false]);
    // Three pages come back.
    expect((await look())[0]).toMatchObject({ status: "done", texts: { size: 2_050 } });
    expect(sent(server, "pull").filter((line) => line.includes("/de/"))).toHaveLength(3);
  });

  it("waits for its turn in a namespace", async () => {
    const server = await startLocize();
    const provider = await openLocize(server);
    const groups = Array.from({ length: 6 }, (_, n) => [message([`k${n}`], "Text")]);
    await Promise.all(groups.map((messages) => submit(provider, messages)));
    expect(sent(server, "update")).toHaveLength(6);
  });

  it("is a change of nothing when it is there already, which is a success", async () => {
    const server = await startLocize();
    await submit(await openLocize(server), [HOME]);
    const { modifications } = server.bill;
    const { look } = await submit(await openLocize(server), [HOME]);
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]], [[0, "fr: Home"]]]);
    expect(server.bill.modifications).toBe(modifications);
  });

  it("is not translated by machine where the configuration says so", async () => {
    const server = await startLocize();
    const { look } = await submit(await openLocize(server, { autotranslate: false }), [HOME]);
    expect(textsOf(await look())).toEqual([[], []]);
    server.edit("de", "home", "Start");
    expect(await look()).toEqual([
      { locale: "de", status: "done", texts: new Map([[0, "Start"]]) },
      { locale: "fr", status: "pending", texts: new Map() },
    ]);
  });

  it("passes Locize's review where the configuration says so", async () => {
    const server = await startLocize();
    const { look } = await submit(await openLocize(server, { review: true }), [HOME], ["de"]);
    expect(await look()).toEqual([{ locale: "de", status: "pending", texts: new Map() }]);
    server.acceptReviews();
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]]]);
  });

  it("adds a locale that the project lacks, spelled as everywhere", async () => {
    const server = await startLocize({ languages: ["pt_BR"] });
    const { look } = await submit(await openLocize(server), [HOME], ["pt-BR", "zh-Hans-CN"]);
    expect(textsOf(await look())).toEqual([[[0, "pt_BR: Home"]], [[0, "zh-Hans-CN: Home"]]]);
    expect(server.languages()).toEqual(["en", "pt_BR", "zh-Hans-CN"]);
    expect(sent(server, "language")).toEqual(["POST /zh-Hans-CN "]);
  });

  it("adds no second name of a locale that the project has", async () => {
    const server = await startLocize({ languages: ["zh-CN", "pt-BR"] });
    const { look } = await submit(await openLocize(server), [HOME], ["en-US", "pt", "zh-Hans"]);
    expect(await look()).toMatchObject([
      { status: "done" },
      { reason: "the Locize project has pt-BR, and no pt" },
      { reason: "the Locize project has zh-CN, and no zh-Hans" },
    ]);
    expect(server.languages()).toEqual(["en", "zh-CN", "pt-BR", "en-US"]);
  });

  it("takes no other locale along when the project cannot have one", async () => {
    const server = await startLocize({ languages: ["de"] });
    const reply = { status: 400, body: { errorMessage: "no such language" } };
    server.answerInstead({ to: `POST /language/${PROJECT}/art-x-pirate`, reply });
    const { look } = await submit(await openLocize(server), [HOME], ["art-x-pirate", "de", "it"]);
    const [odd, ...others] = await look();
    expect(odd).toMatchObject({
      reason: "the Locize project has no art-x-pirate",
      fault: { hint: expect.stringContaining("target locales") },
    });
    expect(textsOf(others)).toEqual([[[0, "de: Home"]], [[0, "it: Home"]]]);
  });

  it("takes no other locale along when the key may not add one", async () => {
    const server = await startLocize();
    const provider = await openLocize(server, {}, { LOCIZE_API_KEY: "key-user" });
    const { look } = await submit(provider, [HOME], ["de", "ja"]);
    expect(await look()).toEqual([
      { locale: "de", status: "done", texts: new Map([[0, "de: Home"]]) },
      expect.objectContaining({
        locale: "ja",
        status: "failed",
        reason: "the Locize project has no ja",
      }),
    ]);
  });
});

describe("what comes in", () => {
  it("counts only while its source is the one that was submitted", async () => {
    const server = await startLocize();
    const { look } = await submit(await openLocize(server), [HOME, AWAY], ["de"]);
    server.edit("en", "home", "Homepage");
    server.edit("de", "home", "Startseite");
    expect(await look()).toEqual([
      {
        locale: "de",
        status: "done",
        texts: new Map([[0, "de: Away"]]),
        warning: "Locize has other source texts by now for 1 text",
      },
    ]);
  });

  it("counts only if it was made after its source", async () => {
    const server = await startLocize();
    server.edit("en", "home", "Start");
    server.edit("de", "home", "Anfang");
    const { look } = await submit(
      await openLocize(server, { autotranslate: false }),
      [HOME],
      ["de"],
    );
    expect(await look()).toEqual([{ locale: "de", status: "pending", texts: new Map() }]);
    server.edit("de", "home", "Startseite");
    expect(textsOf(await look())).toEqual([[[0, "Startseite"]]]);
  });

  it("counts only with the tags that the configuration asks for", async () => {
    const server = await startLocize({ tags: ["seen", "approved"] });
    const provider = await openLocize(server, { tags: ["approved"] });
    const { look } = await submit(provider, [HOME], ["de"]);
    expect(textsOf(await look())).toEqual([[]]);
    server.edit("de", "home", "Start", { tags: [true] });
    expect(textsOf(await look())).toEqual([[]]);
    server.edit("de", "home", "Start", { tags: [false, true] });
    expect(textsOf(await look())).toEqual([[[0, "Start"]]]);
    expect(sent(server, "tags")).toHaveLength(1);
  });

  it("names the tags that there are when one is asked for that is not", async () => {
    const server = await startLocize({ tags: ["seen", "approved"] });
    const { look } = await submit(await openLocize(server, { tags: ["aproved"] }), [HOME]);
    await expect(look()).rejects.toThrow('the Locize project has no tag "aproved"');
  });

  it("is asked for again only as far as it changed", async () => {
    const server = await startLocize({ translateAfter: 2 });
    const { look } = await submit(await openLocize(server), [HOME], ["de"]);
    await look();
    await look();
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]]]);
    const pulled = sent(server, "pull").map((line) => line.replace(/%3E\d+/u, ">…"));
    expect(pulled).toEqual([
      "GET /latest/de/common?raw=true ",
      "GET /latest/en/common?raw=true ",
      "GET /latest/de/common?raw=true&updatedAt=>… ",
      "GET /latest/de/common?raw=true&updatedAt=>… ",
      "GET /latest/en/common?raw=true&updatedAt=>… ",
    ]);
  });
});

describe("the network that serves a project", () => {
  it.each([
    [undefined, "api.lite.locize.app:443"],
    ["standard", "api.lite.locize.app:443"],
    ["pro", "api.locize.app:443"],
  ])("is that of its CDN: %s", async (cdn, host) => {
    const proxy = createServer();
    onTestFinished(() => void proxy.close());
    const stop = new AbortController();
    const asked = new Promise((resolve) => {
      proxy.on("connect", ({ url }, socket) => {
        socket.destroy();
        resolve(url);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const provider = providers.locize.open(
      { projectId: PROJECT, ...(cdn && { cdn }) },
      { LOCIZE_API_KEY: "key", HTTPS_PROXY: `http://127.0.0.1:${port}` },
      await openJournal("/nonexistent"),
    );
    const reading = provider.store?.read("de", [HOME], stop.signal);
    expect(await asked).toBe(host);
    stop.abort(new Error("seen"));
    await expect(reading).rejects.toThrow("seen");
  });
});

describe("bad input", () => {
  it.each([
    ["no key", {}, "the provider locize needs a key"],
    ["a wrong key", { LOCIZE_API_KEY: "key-wrong" }, "Locize answered 401: unauthorized"],
    ["a key of two lines", { LOCIZE_API_KEY: "a\nb" }, "holds characters that cannot be sent"],
  ])("%s ends in a sentence, without the key", async (_what, environment, said) => {
    const server = await startLocize();
    const provider = await openLocize(server, {}, environment);
    const asked = submit(provider, [HOME]).then(({ look }) => look());
    const states = await asked.catch((error: Error) => error.message);
    expect(JSON.stringify(states)).toContain(said);
    expect(JSON.stringify(states)).not.toContain("key-wrong");
  });

  it("a key that may only read gets what is there, and the rest is told", async () => {
    const server = await startLocize();
    await submit(await openLocize(server), [HOME]);
    const provider = await openLocize(server, {}, { LOCIZE_API_KEY: "key-read" });
    const { look } = await submit(provider, [HOME, AWAY], ["de"]);
    expect(await look()).toEqual([
      {
        locale: "de",
        status: "done",
        texts: new Map([[1, "de: Home"]]),
        warning: "the key of Locize may only read, so 1 text could not be sent",
      },
    ]);
  });

  it("an unknown project says where to look", async () => {
    const server = await startLocize();
    const provider = await openLocize(server, { projectId: "other" });
    await expect(submit(provider, [HOME])).rejects.toMatchObject({
      message: "Locize answered 404: project other not found",
      hint: expect.stringContaining("`cdn` sets it"),
    });
  });

  it("no project at all is a fault of the configuration", async () => {
    const server = await startLocize();
    await expect(openLocize(server, { projectId: "" })).rejects.toThrow("needs a project");
  });

  it("a wrong key is no key that may only read", async () => {
    const server = await startLocize();
    const [wrong, reader] = ["wrong", "key-read"].map((key) =>
      openLocize(server, {}, { LOCIZE_API_KEY: key }),
    );
    await expect(submit((await wrong)!, [HOME])).rejects.toThrow("Locize answered 401");
    expect((await submit((await reader)!, [HOME])).handle).toBe(NOT_SENT);
  });

  it("another reference language is told before anything is sent", async () => {
    const server = await startLocize({ referenceLanguage: "sv", languages: ["en", "de"] });
    await expect(submit(await openLocize(server), [HOME])).rejects.toThrow(
      "the reference language of the Locize project is sv, and the source locale is en",
    );
    expect(sent(server, "update")).toEqual([]);
  });

  it("an exhausted quota ends the run with the service's words", async () => {
    const server = await startLocize();
    const reply = { status: 402, body: { errorMessage: "quota exceeded" } };
    server.answerInstead({ to: "POST /update", reply });
    const asked = submit(await openLocize(server), [HOME]);
    await expect(asked).rejects.toThrow("Locize answered 402: quota exceeded");
  });

  it.each([429, 504])("%d is tried again", async (status) => {
    const server = await startLocize();
    const reply = { status, headers: { "retry-after": "0" }, body: { message: "slow down" } };
    for (const to of ["GET /languages", "POST /update", "GET /pull"]) {
      server.answerInstead({ to, reply, times: 2 });
    }
    const { look } = await submit(await openLocize(server), [HOME], ["de"]);
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]]]);
  });

  it.each([
    ["HTML", "<!doctype html><title>Sorry"],
    ["half of a body", '{"home": {"value": "St'],
    ["a list", []],
    ["an error", { errorMessage: "maintenance" }],
  ])("%s instead of a language's texts fails that locale alone", async (_what, body) => {
    const server = await startLocize();
    const { look } = await submit(await openLocize(server), [HOME]);
    server.answerInstead({ to: "GET /pull", reply: { body } });
    const states = await look();
    expect(states.map(({ status }) => status).sort()).toEqual(["done", "failed"]);
    expect(states.find(({ status }) => status === "failed")).toHaveProperty("fault");
    expect(textsOf(await look())).toEqual([[[0, "de: Home"]], [[0, "fr: Home"]]]);
  });

  it("a source that has stood untranslated for long is said to stay so by itself", async () => {
    const server = await startLocize({ languages: ["de"] });
    const reason = expect.stringContaining("only when it changes");
    for (const [options, told] of [
      [{}, { status: "pending", reason }],
      [{ review: true }, { status: "pending" }],
      [{ autotranslate: false }, { status: "pending" }],
    ] as const) {
      const { look } = await submit(await openLocize(server, options), [HOME], ["de"]);
      const old = { home: { value: "Home", updatedAt: 1_512_589_338_139 } };
      server.answerInstead({ to: `GET /pull/${PROJECT}/latest/de/`, reply: { body: {} } });
      server.answerInstead({ to: `GET /pull/${PROJECT}/latest/en/`, reply: { body: old } });
      expect((await look())[0]).toEqual({ locale: "de", texts: new Map(), ...told });
    }
  });

  it("a service that always names a next page is not followed for ever", async () => {
    const server = await startLocize({ languages: ["de"] });
    const { look } = await submit(await openLocize(server), [HOME], ["de"]);
    const reply = { headers: { "x-next-page": "more" }, body: {} };
    server.answerInstead({ to: `GET /pull/${PROJECT}/latest/de/`, reply, times: Infinity });
    expect((await look())[0]).toMatchObject({ reason: expect.stringContaining("500 pages") });
  });

  it("a message in a 200 answer about languages ends the run", async () => {
    const server = await startLocize();
    server.answerInstead({ to: "GET /languages", reply: { body: { message: "maintenance" } } });
    const asked = submit(await openLocize(server), [HOME]);
    await expect(asked).rejects.toThrow("Locize answered 200: maintenance");
  });

  it("a handle of somebody's invention is refused", async () => {
    const server = await startLocize();
    const provider = await openLocize(server);
    const group = groupOf(provider, ["de"], [HOME]);
    for (const handle of ["", "x", "../users/latest", "p/%", "p/latest/write"]) {
      await expect(provider.collect(group, handle, signal)).rejects.toThrow("cannot have");
    }
  });

  it("keys that come to the same name are told apart, and names like an object's are kept", async () => {
    const server = await startLocize({ languages: ["de"] });
    const provider = await openLocize(server);
    const keys = [["a.b"], ["a", "b"], ["", "c"], ["__proto__"], ["x", "__proto__", "y"]];
    const group = groupOf(
      provider,
      ["de"],
      keys.map((key, n) => message(key, `Text ${n}`)),
    );
    const states = await settle(provider, group, await provider.submit(group, 1, signal));
    expect(states[0]).toMatchObject({
      texts: new Map(group.messages.map(({ text }, at) => [at, `de: ${text}`])),
    });
    expect(Object.keys(server.texts("en")).sort()).toEqual(
      ['["","c"]', '["a.b"]', "__proto__", "a.b", "x.__proto__.y"].sort(),
    );
  });
});
