import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { UsageError } from "../../../../core/model/errors.ts";
import type { Message } from "../../../../core/model/message.ts";
import type { Environment } from "../../../../core/providers/factory.ts";
import { readReply } from "../../../../core/providers/language-model/reply.ts";
import { openJournal } from "../../../../core/providers/journal.ts";
import type { JobState, Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import { describeProvider, groupOf, settle } from "../../../contract/provider.ts";
import { type AnthropicServer, serveAnthropic } from "../../../servers/anthropic/anthropic.ts";
import { listen } from "../../../servers/listen.ts";
import { type OpenAiServer, serveOpenAi } from "../../../servers/openai/openai.ts";

const KEY = "sk-test-1";
const signal = new AbortController().signal;
const SERVICES = [
  { name: "openai", variable: "OPENAI_API_KEY", serve: serveOpenAi, format: "response_format" },
  {
    name: "anthropic",
    variable: "ANTHROPIC_API_KEY",
    serve: serveAnthropic,
    format: "output_config",
  },
] as const;

describe.each(SERVICES)("$name", ({ name, variable, serve, format }) => {
  const environment = { [variable]: KEY };

  async function start(
    options: { refuses?: readonly string[] } = {},
  ): Promise<OpenAiServer | AnthropicServer> {
    const server = await serve({ key: KEY, models: ["model-1"], ...options });
    onTestFinished(() => server.close());
    return server;
  }

  async function open(url: string, from: Environment = environment): Promise<Provider> {
    return providers[name].open(
      { model: "model-1", baseUrl: `${url}/v1` },
      from,
      await openJournal(await folder()),
    );
  }

  describeProvider(name, async () => {
    const server = await start();
    const path = await folder();
    return {
      locales: ["de", "fr"],
      machine: async () =>
        providers[name].open(
          { model: "model-1", baseUrl: `${server.url}/v1` },
          environment,
          await openJournal(path),
        ),
      translation: (message, locale) => `${locale}: ${message.text}`,
      charged: () => server.charged(),
      disturb: (fault) => server.disturb(fault),
    };
  });

  it("sends the key, the model and what a translator should know", async () => {
    const server = await start();
    const provider = await open(server.url);
    const message = {
      namespace: "common",
      key: ["mail", "count"],
      text: "Hi {name}, {n, plural, one {# mail} other {# mails}} in Courier",
      syntax: "icu",
      description: "Greets",
    };
    const group = {
      ...groupOf(provider, ["de"], [message]),
      previous: { de: { 0: "Hallo" } },
      terms: ["Courier", "Postman"],
    };
    await settle(provider, group, "0");
    const body = JSON.parse(server.requests[0]?.body ?? "") as { messages: { content: string }[] };
    expect(body).toMatchObject({ model: "model-1", temperature: 0 });
    expect(JSON.parse(body.messages.at(-1)?.content ?? "")).toEqual({
      from: "en",
      to: "de",
      terms: ["Courier"],
      messages: [
        {
          id: 0,
          key: "mail.count",
          text: message.text,
          syntax: "icu",
          description: "Greets",
          previous: "Hallo",
          keep: ["{name}", "#"],
        },
      ],
    });
  });

  it("sends plurals with the branches that the target locale needs", async () => {
    const server = await start();
    const provider = await open(server.url);
    const message = { ...text("{n, plural, one {# mail} other {# mails}}"), syntax: "icu" };
    await settle(provider, groupOf(provider, ["ru"], [message]), "0");
    const body = JSON.parse(server.requests[0]?.body ?? "") as { messages: { content: string }[] };
    const input = JSON.parse(body.messages.at(-1)?.content ?? "") as { messages: object[] };
    expect(input.messages).toMatchObject([
      { text: expect.stringMatching(/one \{.*few \{.*many \{.*other \{/u), keep: ["#"] },
    ]);
  });

  it("asks at most 25 messages or 250 words a call", async () => {
    const server = await start();
    const provider = await open(server.url);
    const long = Array.from({ length: 60 }, (_, i) => text(`${i} ${"word ".repeat(30)}`));
    await settle(provider, groupOf(provider, ["de"], [...texts(100), ...long]), "0");
    for (const { body } of server.requests) {
      const { messages } = JSON.parse(body) as { messages: { content: string }[] };
      const input = JSON.parse(messages.at(-1)?.content ?? "") as { messages: { text: string }[] };
      expect(input.messages.length).toBeLessThanOrEqual(25);
      const words = input.messages.flatMap((message) => message.text.split(/\s+/u));
      expect(words.length).toBeLessThanOrEqual(330);
    }
  });

  it.each([[[format]], [["temperature"]], [[format, "temperature"]]])(
    "does without %s where it is refused, and asks for it once",
    async (refuses) => {
      const server = await start({ refuses });
      server.disturb({ kind: "thinks-aloud" });
      const provider = await open(server.url);
      const [state] = await settle(provider, groupOf(provider, ["de"], texts(3)), "0");
      expect(textsOf(state)).toHaveLength(3);
      expect(server.requests).toHaveLength(refuses.length + 1);
      await settle(provider, groupOf(provider, ["fr"], texts(3)), "0");
      expect(server.requests).toHaveLength(refuses.length + 2);
    },
  );

  it("asks for less when the answer is cut, and alone for what is declined", async () => {
    const server = await start();
    server.disturb({ kind: "is-cut" });
    server.disturb({ kind: "declines", text: "Text 5" });
    const provider = await open(server.url);
    const [state] = await settle(provider, groupOf(provider, ["de"], texts(9)), "0");
    expect(textsOf(state)).toHaveLength(8);
    expect(textsOf(state)).not.toContain("de: Text 5");
  });

  it("fails every locale after one request where the key is wrong, and never shows it", async () => {
    const server = await start();
    const provider = await open(server.url, { [variable]: "sk-wrong" });
    const states = await settle(provider, groupOf(provider, ["de", "fr"], texts(5)), "0");
    expect(states.map((state) => state.status)).toEqual(["failed", "failed"]);
    expect(JSON.stringify(states)).toContain("401");
    expect(JSON.stringify(states)).not.toContain("sk-wrong");
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it("fails every locale after one request where the account is empty", async () => {
    const server = await listen(() => ({ status: 402, body: { error: { message: "no credit" } } }));
    onTestFinished(() => server.close());
    const provider = await open(server.url);
    const states = await settle(provider, groupOf(provider, ["de", "fr"], texts(5)), "0");
    const failed = { status: "failed", reason: expect.stringContaining("402: no credit") };
    expect(states).toMatchObject([failed, failed]);
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it("fails where the model is unknown", async () => {
    const server = await start();
    const options = { model: "model-2", baseUrl: `${server.url}/v1` };
    const journal = await openJournal(await folder());
    const provider = providers[name].open(options, environment, journal);
    const [state] = await settle(provider, groupOf(provider, ["de"], texts(1)), "0");
    expect(state).toMatchObject({ status: "failed" });
    expect(provider.fingerprint).not.toBe((await open(server.url)).fingerprint);
  });

  it.each([
    ["a page", "<html>Welcome</html>", "a page of HTML"],
    ["an error", { error: { message: "no credits" } }, "no credits"],
    ["null", null, "200"],
    ["a body that is cut", '{"choices":[{"mess', "no JSON"],
  ])("counts %s with status 200 as a fault", async (_, body, reason) => {
    const server = await listen(() => ({ body }));
    onTestFinished(() => server.close());
    const provider = await open(server.url);
    const [state] = await settle(provider, groupOf(provider, ["de"], texts(2)), "0");
    expect(state).toMatchObject({ status: "failed", reason: expect.stringContaining(reason) });
  });

  it("needs a model, and a key for the service's own address alone", async () => {
    const journal = await openJournal(await folder());
    expect(() => providers[name].open({}, environment, journal)).toThrow(UsageError);
    const keyless = providers[name].open({ model: "m" }, {}, journal);
    const handle = await keyless.submit(groupOf(keyless, ["de"], texts(1)), 0, signal);
    const asked = keyless.collect(groupOf(keyless, ["de"], texts(1)), handle, signal);
    await expect(asked).rejects.toThrow(/needs a key/u);
    expect(() => providers[name].open({ model: "m" }, environment, journal)).not.toThrow();
    const local = { model: "m", baseUrl: "http://127.0.0.1:11434/v1" };
    expect(() => providers[name].open(local, {}, journal)).not.toThrow();
  });
});

describe("the texts of a reply", () => {
  it.each([
    [
      '{"translations":[{"id":0,"text":"a"},{"id":1,"text":"b"}]}',
      [
        [0, "a"],
        [1, "b"],
      ],
    ],
    ['```json\n{"translations":[{"id":0,"text":"a"}]}\n```', [[0, "a"]]],
    ['<think>{"x":</think>{"translations":[{"id":0,"text":"a"}]}', [[0, "a"]]],
    ['{"translations":[{"id":0,"text":"</think>"}]}', [[0, "</think>"]]],
    ['{"translations":[{"id":0,"text":"a"},{"id":0,"text":"b"},{"id":1,"text":"c"}]}', [[1, "c"]]],
    ['{"translations":[{"id":0,"text":"a"},{"id":0,"text":"a"}]}', [[0, "a"]]],
    ['{"translations":[null,7,"x",{"id":"0","text":"a"},{"id":1},{"text":"a"}]}', []],
    ['{"translations":{"0":"a"}}', []],
    ['{"translations":[{"id":0,"te', []],
    ["[]", []],
    ["null", []],
    ["I cannot.", []],
    ["", []],
  ])("of %s", (reply, texts) => {
    expect([...readReply(reply)]).toEqual(texts);
  });
});

it("a local server without a key gets none", async () => {
  const server = await serveOpenAi({ key: undefined, models: ["llama"] });
  onTestFinished(() => server.close());
  const options = { model: "llama", baseUrl: `${server.url}/v1` };
  const provider = providers.openai.open(options, {}, await openJournal(await folder()));
  const [state] = await settle(provider, groupOf(provider, ["de"], texts(2)), "0");
  expect(textsOf(state)).toEqual(["de: Text 0", "de: Text 1"]);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

function texts(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, i) => text(`Text ${i}`));
}

function text(text: string): Message {
  return { namespace: "common", key: [text], text };
}

function textsOf(state: JobState | undefined): readonly string[] {
  return state?.status === "done" ? [...state.texts.values()] : [];
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "locstep-journal-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
