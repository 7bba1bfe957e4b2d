// Turns what Lingo.dev tells into a `repository_dispatch` of GitHub. See README.md.
import { createServer } from "node:http";
import { readWebhook } from "locstep/webhook";

const {
  LINGO_WEBHOOK_SECRET: secret = "",
  GITHUB_TOKEN: token = "",
  GITHUB_REPOSITORY: repository = "",
  GITHUB_API_URL: github = "https://api.github.com",
  PORT: port = "8080",
} = process.env;

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_REMEMBERED = 10_000;
const TIME_LIMIT = 10_000;

if (secret === "" || token === "" || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
  console.error("Set LINGO_WEBHOOK_SECRET, GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name).");
  process.exit(2);
}

/** What was passed on already: the service delivers some twice. */
const passedOn = new Set();

const server = createServer(async (request, response) => {
  const status = await statusFor(request).catch((error) => {
    console.error(String(error));
    // The service tries again.
    return 502;
  });
  response.writeHead(status, { connection: "close" }).end();
});
server.requestTimeout = 3 * TIME_LIMIT;
server.listen(Number(port), () => console.log(`Listening on port ${server.address().port}`));

async function statusFor(request) {
  if (request.method !== "POST") return 405;
  const body = await read(request);
  if (body === undefined) return 413;
  const reading = readWebhook(body, request.headers, secret);
  if (reading.outcome === "refused") {
    console.error(`Refused a delivery: ${reading.reason}`);
    return 401;
  }
  const { jobId, outcome, targetLocale } = reading.news;
  const id = `${jobId} ${outcome}`;
  if (passedOn.has(id)) return 204;
  await dispatch(reading.news);
  if (passedOn.size >= MOST_REMEMBERED) passedOn.clear();
  passedOn.add(id);
  console.log(`Passed on that ${JSON.stringify(targetLocale)} has ${outcome}`);
  return 204;
}

/** Undefined as soon as it is too large. */
async function read(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

async function dispatch({ groupId, jobId, targetLocale, outcome }) {
  const answer = await fetch(`${github}/repos/${repository}/dispatches`, {
    method: "POST",
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    body: JSON.stringify({
      event_type: "locstep",
      client_payload: { groupId, jobId, targetLocale, outcome },
    }),
    redirect: "error",
    signal: AbortSignal.timeout(TIME_LIMIT),
  });
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status}`);
}
