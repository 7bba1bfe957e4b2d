import { expect, onTestFinished, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { expectEnd } from "../cli/checkout.ts";
import { type OpenAiServer, serveOpenAi } from "../servers/openai/openai.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";
import { spawnCli } from "../support/spawned-cli.ts";

/** Tokens that the server says a request cost. */
const IN = 10;
const OUT = 4;
const CHUNK = 25;

/** A local endpoint, as Ollama and llama.cpp have it: no key. */
async function serve(): Promise<OpenAiServer> {
  const server = await serveOpenAi({ key: undefined, models: ["local"] });
  onTestFinished(() => server.close());
  return server;
}

async function projectFor(
  server: OpenAiServer,
  messages: number,
  options = "",
): Promise<TestRepository> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [de]
files:
  - l/{locale}/{namespace}.json
provider: { name: openai, model: local, baseUrl: "${server.url}/v1", concurrency: 1${options} }
`,
  );
  const texts = Array.from({ length: messages }, (_, i) => [`key${i}`, `Text ${i}`]);
  repository.write("l/en/a.json", Object.fromEntries(texts) as object);
  await repository.commit("Write the source");
  return repository;
}

async function sync(cwd: string, ...args: readonly string[]): Promise<Report> {
  const result = await runCli(["sync", "--json", ...args], { cwd });
  expectEnd(result, 0);
  return JSON.parse(result.stdout) as Report;
}

test("a run tells the tokens it used, and what they cost where prices are set", async () => {
  const server = await serve();
  const bare = await projectFor(server, 3);
  expect((await sync(bare.root)).usage).toEqual({ inputTokens: IN, outputTokens: OUT });
  expect((await sync(bare.root)).usage).toBeUndefined();

  const priced = await projectFor(server, 3, ", prices: { input: 2.5, output: 10 }");
  const told = await runCli(["sync"], { cwd: priced.root });
  expect(told.stdout).toContain("Used 10 tokens in and 4 out: less than 0.01 by your prices");
});

test("a price that is no number is an error with its place", async () => {
  const bare = await projectFor(await serve(), 1, ", prices: { input: cheap, output: 10 }");
  const told = await runCli(["sync"], { cwd: bare.root });
  expectEnd(told, 2);
  expect(told.stderr).toMatch(/locstep\.yaml:5:\d+: "provider\.prices\.input" must be a number/u);
});

test("a killed run's tokens are told by the run that goes on, once", async () => {
  const server = await serve();
  const repository = await projectFor(server, 8 * CHUNK);
  const killed = spawnCli(["sync"], repository.root);
  let answered = 0;
  server.interfere(() => {
    if (++answered === 4) killed.kill("SIGKILL");
    return undefined;
  });
  expect((await killed.ended).signal).toBe("SIGKILL");
  server.interfere(undefined);
  const { usage } = await sync(repository.root);
  expect(JSON.parse(repository.read("l/de/a.json"))).toMatchObject({ key0: "de: Text 0" });
  // The request that the kill fell into was paid for as well, and nobody heard of it.
  const heard = server.requests.length - 1;
  expect([heard * IN, (heard + 1) * IN]).toContain(usage?.inputTokens);
  expect((await sync(repository.root)).usage).toBeUndefined();
});

test("a batch is handed over by one clone and collected by another, which submits nothing", async () => {
  const server = await serve();
  const here = await projectFor(server, 60, ", batch: true");
  const left = await sync(here.root, "--wait", "0");
  expect(left).toMatchObject({ submitted: { groups: 1 }, locales: { de: { pending: 60 } } });
  expect(left.usage).toBeUndefined();
  await here.commit("Hand over");

  const there = await here.clone();
  const taken = await sync(there.root, "--wait", "60");
  expect(taken).toMatchObject({ submitted: { groups: 0 }, locales: { de: { translated: 60 } } });
  expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
  expect(server.charged()).toBe(60);
  const chunks = Number(taken.usage?.outputTokens) / OUT;
  expect(chunks).toBeGreaterThanOrEqual(60 / CHUNK);
  expect(taken.usage).toEqual({ inputTokens: chunks * IN, outputTokens: chunks * OUT });
});

test("a changed message travels with what stands beside it, and nothing else does", async () => {
  const server = await serve();
  const repository = await projectFor(server, 9);
  await sync(repository.root);
  await repository.commit("Translate");
  const source = JSON.parse(repository.read("l/en/a.json")) as object;
  repository.write("l/en/a.json", { ...source, key4: "Changed" });
  await repository.commit("Change");
  await sync(repository.root);
  const { body } = server.requests.at(-1) as { body: string };
  const { messages } = JSON.parse(body) as { messages: { content: string }[] };
  expect(JSON.parse(messages.at(-1)?.content ?? "")).toEqual({
    from: "en",
    to: "de",
    nearby: [3, 2, 5, 6].map((at) => ({
      key: `key${at}`,
      text: `Text ${at}`,
      translation: `de: Text ${at}`,
    })),
    messages: [{ id: 0, key: "key4", text: "Changed", previous: "de: Text 4" }],
  });
});

test("a redo is a batch of its own, each time", async () => {
  const server = await serve();
  const repository = await projectFor(server, 3, ", batch: true");
  await sync(repository.root);
  await repository.commit("Translate");
  for (const charged of [4, 5]) {
    expectEnd(await runCli(["redo", "key0"], { cwd: repository.root }), 0);
    expect(server.charged()).toBe(charged);
  }
});
