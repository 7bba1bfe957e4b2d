import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { type Listening, listen, type Reply } from "../servers/listen.ts";
import { temporaryFolder } from "../support/repository.ts";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = join(ROOT, "examples/webhook-receiver");
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const TOKEN = "github-token-1";
const BODY = JSON.stringify({
  type: "translation.completed",
  jobId: "ljb_1",
  groupId: "ljg_1",
  sourceLocale: "en",
  targetLocale: "de",
  data: { secret: "A text of ours" },
});

test("the receiver turns a delivery into one repository_dispatch, and tells GitHub no text", async () => {
  let isDown = true;
  const github = await serveGithub(() => (isDown ? { status: 500, body: {} } : undefined));
  const receiver = await startReceiver(github.url);

  expect(await deliver(receiver, BODY)).toBe(502);
  isDown = false;
  expect(await deliver(receiver, BODY)).toBe(204);
  expect(await deliver(receiver, BODY)).toBe(204);
  expect(github.requests).toHaveLength(2);
  const [, sent] = github.requests;
  expect(sent).toMatchObject({ method: "POST", path: "/repos/ada/shop/dispatches" });
  expect(sent?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
  expect(JSON.parse(sent?.body ?? "")).toEqual({
    event_type: "locstep",
    client_payload: {
      groupId: "ljg_1",
      jobId: "ljb_1",
      targetLocale: "de",
      outcome: "completed",
    },
  });
});

test("the receiver refuses what the service did not sign, and what is too large", async () => {
  const github = await serveGithub(() => undefined);
  const receiver = await startReceiver(github.url);
  expect(await deliver(receiver, BODY, "whsec_b3RoZXI=")).toBe(401);
  expect((await fetch(receiver)).status).toBe(405);
  const large = "x".repeat(17 * 1024 * 1024);
  const outcome = await deliver(receiver, large).catch(() => 413);
  expect(outcome).toBe(413);
  expect(github.requests).toEqual([]);
});

test("the page names every variable that the receiver reads, and no other", () => {
  const page = readFileSync(join(EXAMPLE, "README.md"), "utf8");
  const source = readFileSync(join(EXAMPLE, "server.mjs"), "utf8");
  const named = page.match(/\b[A-Z_]+(?==)/gu) ?? [];
  expect(named.every((name) => source.includes(`${name}:`))).toBe(true);
  expect(named).toEqual(
    expect.arrayContaining(["LINGO_WEBHOOK_SECRET", "GITHUB_TOKEN", "GITHUB_REPOSITORY"]),
  );
});

/** `POST /repos/{owner}/{repo}/dispatches`, which answers with nothing. */
async function serveGithub(fault: () => Reply | undefined): Promise<Listening> {
  const server = await listen(({ headers }) => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: {} };
    return fault() ?? { status: 204, body: "" };
  });
  onTestFinished(() => server.close());
  return server;
}

/** As a user runs it, with locstep from these sources. Gives its address. */
async function startReceiver(github: string): Promise<string> {
  const folder = temporaryFolder();
  const build = await rolldown({
    input: join(EXAMPLE, "server.mjs"),
    platform: "node",
    resolve: { alias: { "locstep/webhook": join(ROOT, "core/providers/lingo/webhook.ts") } },
  });
  await build.write({ dir: folder, entryFileNames: "server.mjs" });
  await build.close();
  const child = spawn(process.execPath, [join(folder, "server.mjs")], {
    env: {
      ...process.env,
      LINGO_WEBHOOK_SECRET: SECRET,
      GITHUB_TOKEN: TOKEN,
      GITHUB_REPOSITORY: "ada/shop",
      GITHUB_API_URL: github,
      PORT: "0",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill());
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => reject(new Error("The receiver ended")));
    child.stdout.on("data", (part: Buffer) => {
      const [, port] = /port (\d+)/u.exec(part.toString()) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function deliver(url: string, body: string, secret = SECRET): Promise<number> {
  const at = new Date();
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
    },
  });
  return response.status;
}
