import { expect, onTestFinished, test } from "vitest";
import type { Context } from "../../../action/context.ts";
import { type Client, openClient } from "../../../action/github/client.ts";
import { upsertComment } from "../../../action/github/comments.ts";
import { type Exchange, type Listening, type Reply, listen } from "../../servers/listen.ts";

const NEED = { purpose: "list pull requests", permission: "pull-requests: read" };

async function clientOf(
  answer: (exchange: Exchange) => Reply,
  patience?: number,
): Promise<{ client: Client; server: Listening }> {
  const server = await listen(answer);
  onTestFinished(() => server.close());
  const context: Context = {
    event: "push",
    payload: {},
    repository: { owner: "acme", name: "shop" },
    sha: "",
    ref: "",
    workspace: "/",
    apiUrl: server.url,
    graphqlUrl: `${server.url}/graphql`,
    serverUrl: server.url,
    runUrl: undefined,
    environment: {},
  };
  return { client: openClient(context, "token", 1, patience), server };
}

function list(client: Client): Promise<unknown> {
  return client.ask(NEED, (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/pulls", { owner: "acme", repo: "shop" }),
  );
}

const SECONDARY = { message: "You have exceeded a secondary rate limit." };

test("a limit that ends soon is waited for", async () => {
  let isReached = true;
  const { client, server } = await clientOf(() => {
    if (!isReached) return { body: [] };
    isReached = false;
    return { status: 429, headers: { "retry-after": "1" }, body: SECONDARY };
  });
  const started = performance.now();
  expect(await list(client)).toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(900);
  expect(server.requests).toHaveLength(2);
});

test("a limit that ends in an hour ends the run at once, and the hour is told", async () => {
  const reset = Math.floor(Date.now() / 1_000) + 3_600;
  const { client, server } = await clientOf(() => ({
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
    body: { message: "API rate limit exceeded for installation ID 7." },
  }));
  const time = new Date(reset * 1_000).toISOString().slice(11, 15);
  await expect(list(client)).rejects.toMatchObject({
    name: "OutsideError",
    message: expect.stringContaining("API rate limit exceeded"),
    hint: expect.stringContaining(`Run again after ${time}`),
  });
  expect(server.requests).toHaveLength(1);
});

test("many short waits together are no longer than a run has patience for", async () => {
  const { client, server } = await clientOf(
    () => ({ status: 403, headers: { "retry-after": "1" }, body: SECONDARY }),
    1_500,
  );
  for (const requests of [2, 3, 4]) {
    await expect(list(client)).rejects.toThrow("secondary rate limit");
    expect(server.requests).toHaveLength(requests);
  }
});

test("an answer that was cut off is asked for again, where that is safe", async () => {
  const { client, server } = await clientOf(() => ({ body: [{ number: 1, labels: [] }] }));
  server.interfere(() => (server.requests.length === 1 ? "cut" : undefined));
  expect(await list(client)).toHaveLength(1);
  expect(server.requests).toHaveLength(2);
});

test("an answer that is none of GitHub's is the outside's fault, by whatever way it was asked for", async () => {
  const { client } = await clientOf(() => ({ body: "<html>Please sign in</html>" }));
  const query = "query { repository { id } }";
  for (const ask of [
    () => list(client),
    () => client.askAll(NEED, (octokit) => octokit.paginate("GET /notifications")),
    () => client.graphql(NEED, query, {}),
  ]) {
    await expect(ask()).rejects.toMatchObject({
      name: "OutsideError",
      message: expect.stringContaining("could not list pull requests"),
    });
  }
});

test("our comment is found behind ten thousand others", async () => {
  const other = { id: 1, body: "+1", user: { type: "User" }, author_association: "MEMBER" };
  const ours = { ...other, id: 7, body: "ours, old", user: { type: "Bot" } };
  const { client, server } = await clientOf(({ method, path }) => {
    if (method !== "GET") return { body: { id: 7 } };
    const url = new URL(path, "http://localhost");
    const page = Number(url.searchParams.get("page") ?? 1);
    if (page === 102) return { body: [ours] };
    const next = `<${server.url}${url.pathname}?per_page=100&page=${page + 1}>; rel="next"`;
    return { headers: { link: next }, body: Array.from({ length: 100 }, () => other) };
  });
  await upsertComment(client, {
    number: 3,
    body: "ours, new",
    isOurs: (body) => body.startsWith("ours"),
    isNews: true,
  });
  expect(server.requests.filter(({ method }) => method !== "GET")).toMatchObject([
    { method: "PATCH", path: "/repos/acme/shop/issues/comments/7" },
  ]);
});
