import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { serveAnthropic } from "../../../servers/anthropic/anthropic.ts";
import { serveOpenAi } from "../../../servers/openai/openai.ts";
import { installPeers } from "../../../support/peers.ts";

/** The vendors' own clients, unchanged, against the servers of these tests. */
const peers = await installPeers("language-models");

const INPUT = JSON.stringify({ from: "en", to: "de", messages: [{ id: 0, text: "Home" }] });
const REPLY = JSON.stringify({ translations: [{ id: 0, text: "de: Home" }] }, null, 1);

/** Runs a module that says what it found as JSON. */
async function run(code: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "locstep-peers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const script = join(folder, "script.mjs");
  await writeFile(script, code);
  const output = await peers?.run(script, [], { cwd: folder, env });
  return JSON.parse(output?.stdout ?? "null") as unknown;
}

describe.skipIf(!peers)("the client of OpenAI", () => {
  test("asks, hands over a batch, collects it, and is refused with a wrong key", async () => {
    const server = await serveOpenAi({ key: "sk-1", models: ["model-1"] });
    onTestFinished(() => server.close());
    const said = await run(OPENAI.replace("PACKAGE", peers?.path("openai/index.mjs") ?? ""), {
      AT: `${server.url}/v1`,
      INPUT,
    });
    expect(said).toEqual({
      answer: REPLY,
      usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
      statuses: ["validating", "in_progress", "completed"],
      listed: [{ tag: "a", status: "completed" }],
      output: { id: "one", text: REPLY },
      cancelled: "cancelling",
      refusals: [401, 404, 400],
    });
  });
});

describe.skipIf(!peers)("the client of Anthropic", () => {
  test("asks, hands over a batch, collects it, and is refused with a wrong key", async () => {
    const server = await serveAnthropic({ key: "sk-1", models: ["model-1"] });
    onTestFinished(() => server.close());
    const path = peers?.path("@anthropic-ai/sdk/index.mjs") ?? "";
    const said = await run(ANTHROPIC.replace("PACKAGE", path), {
      AT: server.url,
      INPUT,
    });
    expect(said).toEqual({
      answer: REPLY,
      statuses: ["in_progress", "in_progress", "ended"],
      listed: ["msgbatch_2", "msgbatch_1"],
      results: [{ id: "one", text: REPLY }],
      cancelled: "canceling",
      deleted: "message_batch_deleted",
      refusals: [401, 404, 400],
    });
  });
});

const OPENAI = `
import OpenAI, { toFile } from "PACKAGE";
const client = new OpenAI({ apiKey: "sk-1", baseURL: process.env.AT, maxRetries: 0 });
const body = { model: "model-1", temperature: 0, messages: [{ role: "user", content: process.env.INPUT }] };
const { choices, usage } = await client.chat.completions.create(body);

async function hand(tag) {
  const line = { custom_id: "one", method: "POST", url: "/v1/chat/completions", body };
  const file = await toFile(Buffer.from(JSON.stringify(line) + "\\n"), "in.jsonl");
  const { id } = await client.files.create({ file, purpose: "batch" });
  const window = { endpoint: "/v1/chat/completions", completion_window: "24h" };
  return client.batches.create({ input_file_id: id, ...window, metadata: { tag } });
}

const batch = await hand("a");
const statuses = [batch.status];
let seen = batch;
while (seen.status !== "completed") statuses.push((seen = await client.batches.retrieve(batch.id)).status);
const listed = [];
for await (const { metadata, status } of client.batches.list({ limit: 1 })) listed.push({ ...metadata, status });
const { custom_id: id, response } = JSON.parse(await (await client.files.content(seen.output_file_id)).text());
const cancelled = (await client.batches.cancel((await hand("b")).id)).status;

const wrong = new OpenAI({ apiKey: "sk-2", baseURL: process.env.AT, maxRetries: 0 });
const refusals = await Promise.all(
  [
    wrong.chat.completions.create(body),
    client.batches.retrieve("batch_9"),
    client.batches.create({ input_file_id: "file-9", endpoint: "/v1/chat/completions", completion_window: "24h" }),
  ].map((asked) => asked.then(() => 200, ({ status }) => status)),
);
console.log(JSON.stringify({
  answer: choices[0].message.content,
  usage,
  statuses,
  listed,
  output: { id, text: response.body.choices[0].message.content },
  cancelled,
  refusals,
}));
`;

const ANTHROPIC = `
import Anthropic from "PACKAGE";
const options = { baseURL: process.env.AT, maxRetries: 0 };
const client = new Anthropic({ apiKey: "sk-1", ...options });
const params = { model: "model-1", max_tokens: 100, messages: [{ role: "user", content: process.env.INPUT }] };
const { content } = await client.messages.create(params);

const hand = () => client.messages.batches.create({ requests: [{ custom_id: "one", params }] });
const batch = await hand();
const statuses = [batch.processing_status];
while (statuses.at(-1) !== "ended") statuses.push((await client.messages.batches.retrieve(batch.id)).processing_status);
const results = [];
for await (const { custom_id: id, result } of await client.messages.batches.results(batch.id)) {
  results.push({ id, text: result.message.content[0].text });
}
const cancelled = (await client.messages.batches.cancel((await hand()).id)).processing_status;
const listed = [];
for await (const { id } of client.messages.batches.list({ limit: 1 })) listed.push(id);
const deleted = (await client.messages.batches.delete(batch.id)).type;

const wrong = new Anthropic({ apiKey: "sk-2", ...options });
const refusals = await Promise.all(
  [
    wrong.messages.create(params),
    client.messages.batches.retrieve("msgbatch_9"),
    client.messages.batches.create({ requests: [{ custom_id: "one two", params }] }),
  ].map((asked) => asked.then(() => 200, ({ status }) => status)),
);
console.log(JSON.stringify({ answer: content[0].text, statuses, listed, results, cancelled, deleted, refusals }));
`;
