import { describe, expect, it, onTestFinished } from "vitest";
import type { CallName } from "../../../../core/providers/locize/calls.ts";
import { type Client, type Given, openClient } from "../../../../core/providers/locize/client.ts";
import { ENDPOINTS } from "../../../../core/providers/locize/endpoints.ts";
import { type LocizeServer, serveLocize } from "../../../servers/locize/locize.ts";

const P = "3d0aa5aa-4660-4154-b6d9-907dbef10bb2";
const COMMON = { version: "latest", language: "en", namespace: "common" };
const JOB = { jobId: expect.stringMatching(/^[0-9a-f-]{36}$/u) };
const signal = new AbortController().signal;

interface Case<N extends CallName> {
  readonly given: Given<N>;
  /** Method and address below the base. */
  readonly sends: string;
  readonly gives: unknown;
}

/** Every endpoint; "PARENT", "BRANCH", "TENANT" and "JOB" stand for ids that the server gave. */
const CASES: { readonly [N in CallName]: Case<N> } = {
  namespace: {
    given: COMMON,
    sends: `GET /${P}/latest/en/common`,
    gives: new Map([
      ["home", "Home"],
      ["a.b", "Deep"],
    ]),
  },
  privateNamespace: {
    given: { ...COMMON, namespace: "secret" },
    sends: `GET /private/${P}/latest/en/secret`,
    gives: new Map([["plan", "Plan"]]),
  },
  languages: {
    given: {},
    sends: `GET /languages/${P}`,
    gives: new Map([
      ["en", { isReference: true, name: "English", translated: new Map([["latest", 1]]) }],
      ["de", { isReference: false, name: "German", translated: new Map([["latest", 1 / 3]]) }],
    ]),
  },
  missing: {
    given: { ...COMMON, body: { fresh: { value: "Fresh", context: { text: "A button" } } } },
    sends: `POST /missing/${P}/latest/en/common`,
    gives: "changed",
  },
  used: {
    given: { ...COMMON, body: ["home"] },
    sends: `POST /used/${P}/latest/en/common`,
    gives: "changed",
  },
  update: {
    given: { ...COMMON, query: { autotranslate: true }, body: { home: "Start", "a.b": null } },
    sends: `POST /update/${P}/latest/en/common?autotranslate=true`,
    gives: "changed",
  },
  download: {
    given: { version: "latest", language: "en" },
    sends: `GET /download/${P}/latest/en`,
    gives: [
      { key: `${P}/latest/en/common`, size: 28, isPrivate: false },
      { key: `private/${P}/latest/en/secret`, size: 15, isPrivate: true },
    ].map((item) => ({
      ...item,
      url: expect.stringContaining(item.key),
      lastModified: expect.stringMatching(/^\d{4}-.*Z$/u),
    })),
  },
  pull: {
    given: { ...COMMON, query: { updatedAt: ">1" } },
    sends: `GET /pull/${P}/latest/en/common?updatedAt=%3E1`,
    gives: {
      items: new Map([
        ["home", "Home"],
        ["a.b", "Deep"],
      ]),
      lastModified: expect.stringContaining("GMT"),
    },
  },
  segments: {
    given: { ...COMMON, language: "de", query: { tags: "[1]" } },
    sends: `GET /pull/${P}/latest/de/common?raw=true&tags=%5B1%5D`,
    gives: {
      items: new Map([
        ["home", { value: "Start", tags: [false, true], updatedAt: expect.any(Number) }],
      ]),
      lastModified: expect.stringContaining("GMT"),
    },
  },
  tags: { given: {}, sends: `GET /tags/${P}`, gives: ["translated", "approved"] },
  copyVersion: {
    given: { from: "latest", to: "production", query: { ignoreIfVersionExists: true } },
    sends: `POST /copy/${P}/version/latest/production?ignoreIfVersionExists=true`,
    gives: JOB,
  },
  copyLanguage: {
    given: { from: "latest", to: "latest", language: "en" },
    sends: `POST /copy/${P}/version/latest/latest/en`,
    gives: JOB,
  },
  publish: {
    given: { version: "latest", query: { branches: true } },
    sends: `POST /publish/${P}/latest?branches=true`,
    gives: JOB,
  },
  createVersion: {
    given: { version: "v1", body: { autoPublish: true, cacheControlMaxAge: 3_600 } },
    sends: `POST /version/${P}/v1`,
    gives: JOB,
  },
  removeVersion: { given: { version: "latest" }, sends: `DELETE /version/${P}/latest`, gives: JOB },
  job: {
    given: { job: "JOB" },
    sends: `GET /jobs/${P}/JOB`,
    gives: { jobId: "JOB", event: "publishRequested" },
  },
  createNamespace: {
    given: { version: "latest", namespace: "shop", body: { cart: "Cart" } },
    sends: `POST /create/${P}/latest/shop`,
    gives: undefined,
  },
  createNamespaceIn: {
    given: { version: "latest", language: "de", namespace: "shop" },
    sends: `POST /create/${P}/latest/de/shop`,
    gives: undefined,
  },
  renameNamespace: {
    given: { version: "latest", from: "common", to: "general" },
    sends: `POST /rename/${P}/latest/common/general`,
    gives: undefined,
  },
  deleteNamespace: {
    given: { version: "latest", namespace: "common" },
    sends: `DELETE /delete/${P}/latest/common`,
    gives: undefined,
  },
  addLanguage: {
    given: { language: "fr", body: { versions: ["latest"] } },
    sends: `POST /language/${P}/fr`,
    gives: undefined,
  },
  removeLanguage: {
    given: { language: "de" },
    sends: `DELETE /language/${P}/de`,
    gives: undefined,
  },
  setLanguages: {
    given: { body: { latest: ["en", "it"] } },
    sends: `PUT /language/${P}`,
    gives: undefined,
  },
  invite: {
    given: { query: { send: false }, body: { email: "new@example.org", role: "user" } },
    sends: `POST /invite/${P}?send=false`,
    gives: { code: expect.any(String), link: expect.stringContaining("https://") },
  },
  users: {
    given: {},
    sends: `GET /users/${P}`,
    gives: [{ id: expect.any(String), email: "ada@example.org", role: "admin" }],
  },
  statistics: {
    given: {},
    sends: `GET /stats/project/${P}`,
    gives: new Map([["latest", expect.any(Map)]]),
  },
  regenerateStatistics: {
    given: { version: "latest", language: "en", query: { namespace: "common" } },
    sends: `POST /stats/project/regenerate/${P}/latest/en?namespace=common`,
    gives: undefined,
  },
  userStatistics: {
    given: { user: "ba175147-c7a3-45d2-9b24-739ae2ed948c", query: { year: 2025 } },
    sends: `GET /stats/user/${P}/ba175147-c7a3-45d2-9b24-739ae2ed948c?year=2025`,
    gives: expect.objectContaining({ year: 2025, words: { "0": 23 } }),
  },
  usersStatistics: {
    given: {},
    sends: `GET /stats/users/${P}`,
    gives: [expect.objectContaining({ modifications: { "0": 2 } })],
  },
  createTenant: {
    given: { body: { name: "Baker" } },
    sends: `POST /tenant/create/${P}`,
    gives: { id: expect.any(String), name: "Baker" },
  },
  updateTenant: {
    given: { tenant: "TENANT", body: { canEditLanguages: true } },
    sends: `POST /tenant/update/${P}/TENANT`,
    gives: { id: "TENANT", name: "Butcher" },
  },
  subscribeTenant: {
    given: { tenant: "TENANT" },
    sends: `POST /tenant/subscribe/${P}/TENANT`,
    gives: { id: "TENANT", name: "Butcher" },
  },
  tenants: { given: {}, sends: `GET /tenants/${P}`, gives: [{ id: "TENANT", name: "Butcher" }] },
  createBranch: {
    given: { version: "latest", body: { name: "feature-x" } },
    sends: `POST /branch/create/${P}/latest`,
    gives: { id: expect.any(String), name: "feature-x", version: "latest" },
  },
  branches: {
    given: {},
    sends: `GET /branches/${P}`,
    gives: [{ id: "BRANCH", name: "known", version: "latest" }],
  },
  mergeBranch: {
    given: { query: { delete: true } },
    sends: `POST /branch/merge/BRANCH?delete=true`,
    gives: JOB,
  },
  deleteBranch: { given: {}, sends: `DELETE /branch/BRANCH`, gives: JOB },
};

const NAMES = Object.keys(CASES) as CallName[];
const PUBLIC: readonly CallName[] = ["namespace", "languages"];
/** With a key that is none they tell what is public, as the document says. */
const HALF_PUBLIC: readonly CallName[] = ["download"];

interface Ready {
  readonly server: LocizeServer;
  readonly client: Client;
  /** The ids that the server gave, for their stand-ins, or the other way round. */
  filled<T>(value: T, back?: boolean): T;
}

/** A project with a tenant, a branch and a running job. */
async function ready(): Promise<Ready> {
  const server = await serveLocize({
    projectId: P,
    languages: ["de"],
    keys: { "key-admin": "admin", "key-user": "user", "key-read": "read" },
    tags: ["translated", "approved"],
    privateNamespaces: ["secret"],
  });
  onTestFinished(() => server.close());
  server.edit("en", "home", "Home");
  server.edit("en", "a.b", "Deep");
  server.edit("en", "plan", "Plan", { namespace: "secret" });
  server.edit("de", "home", "Start", { tags: [false, true] });
  const client = clientOf(server);
  const branch = await client.call(
    "createBranch",
    { version: "latest", body: { name: "known" } },
    signal,
  );
  const tenant = await client.call("createTenant", { body: { name: "Butcher" } }, signal);
  const { jobId } = await client.call("publish", { version: "latest" }, signal);
  const ids = [
    ["BRANCH", branch.id],
    ["TENANT", tenant.id],
    ["JOB", jobId],
  ] as const;
  return {
    server,
    client,
    filled(value, back = false) {
      let text = JSON.stringify(value);
      for (const [name, id] of ids) {
        text = back ? text.replaceAll(id, name) : text.replaceAll(`"${name}"`, `"${id}"`);
      }
      return JSON.parse(text) as typeof value;
    },
  };
}

function clientOf(server: LocizeServer, key = "key-admin", projectId = P): Client {
  return openClient({
    baseUrl: server.url,
    projectId,
    key: () => key,
    keyVariable: "LOCIZE_API_KEY",
  });
}

/** As the table has it, on the branch where the table's address is a branch's. */
async function call(name: CallName, at: Ready, from: Client = at.client): Promise<unknown> {
  const { given, sends } = CASES[name];
  const onBranch = sends.includes("BRANCH");
  const client = onBranch ? from.of(at.filled("BRANCH")) : from;
  return client.call(name, at.filled(given) as never, signal);
}

describe("the client of Locize", () => {
  it.each(NAMES)("calls %s as the document says, and reads the answer", async (name) => {
    const at = await ready();
    const { sends, gives, given } = CASES[name];
    const answer = await call(name, at);
    const sent = at.server.requests.at(-1);
    const place = JSON.parse(at.filled(JSON.stringify(`${sent?.method} ${sent?.path}`), true));
    expect(place).toBe(sends);
    expect(sent?.headers.authorization).toBe(
      PUBLIC.includes(name) ? undefined : "Bearer key-admin",
    );
    const { body } = given as { body?: unknown };
    expect(sent?.body).toBe(body === undefined ? "" : JSON.stringify(body));
    expect(sent?.headers["content-type"]).toBe(body && "application/json");
    const shown = name === "job" || name.includes("enant") || name === "branches";
    expect(shown ? at.filled(answer, true) : answer).toEqual(gives);
  });

  it("knows no two endpoints by the same method and path", () => {
    const all = Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(NAMES.filter((name) => ![...PUBLIC, ...HALF_PUBLIC, "update"].includes(name)))(
    "is refused %s with a key that is none, and never repeats it",
    async (name) => {
      const at = await ready();
      const wrong = call(name, at, clientOf(at.server, "key-wrong"));
      await expect(wrong).rejects.toThrow("Locize answered 401: unauthorized");
      await expect(wrong).rejects.not.toThrow("key-wrong");
    },
  );

  it("encodes every part of an address, and refuses what an address cannot hold", async () => {
    const { client, server } = await ready();
    const namespace = "app/a b?#%ü";
    await client.call("update", { ...COMMON, namespace, body: { k: "v" } }, signal);
    expect(server.requests.at(-1)?.path).toMatch(/\/app%2Fa%20b%3F%23%25%C3%BC$/u);
    expect(server.texts("en", namespace)).toEqual({ k: "v" });
    for (const odd of ["", ".", ".."]) {
      const asked = client.call("pull", { ...COMMON, namespace: odd }, signal);
      await expect(asked).rejects.toThrow(`Locize can have no namespace called "${odd}"`);
    }
  });

  it("takes 412 for an answer, and a key that may not write for another", async () => {
    const { client, server } = await ready();
    const same = { ...COMMON, body: { home: "Home" } };
    expect(await client.call("update", same, signal)).toBe("unchanged");
    expect(await client.call("missing", same, signal)).toBe("unchanged");
    const reading = clientOf(server, "key-read");
    expect(await reading.call("update", same, signal)).toMatchObject({
      refused: { message: "Locize answered 403: this needs the role user" },
    });
  });

  it("reads nested texts as flat ones, and a job that is done as none", async () => {
    const { client, server } = await ready();
    const body = { a: { b: "Deep", list: ["One", { c: "Two" }] }, n: 1, message: "Hi" };
    server.answerInstead({ to: `GET /${P}/latest/en/common`, reply: { body } });
    expect(await client.call("namespace", COMMON, signal)).toEqual(
      new Map([
        ["message", "Hi"],
        ["a.list.1.c", "Two"],
        ["a.list.0", "One"],
        ["a.b", "Deep"],
      ]),
    );
    const { jobId } = await client.call("publish", { version: "latest" }, signal);
    const asked: unknown[] = [];
    for (let poll = 0; poll < 3; poll++)
      asked.push(await client.call("job", { job: jobId }, signal));
    expect(asked).toEqual([{ jobId, event: "publishRequested" }, undefined, undefined]);
  });

  it.each([
    ["languages", "GET /languages", {}],
    ["publish", "POST /publish", { version: "latest" }],
    ["branches", "GET /branches", {}],
    ["job", "GET /jobs", { job: "1" }],
  ] as const)(
    "takes a message in a 200 of %s for the failure that it is",
    async (name, to, given) => {
      const { client, server } = await ready();
      server.answerInstead({ to, reply: { body: { errorMessage: "quota exceeded" } } });
      const asked = client.call(name, given as never, signal);
      await expect(asked).rejects.toThrow("Locize answered 200: quota exceeded");
    },
  );

  it.each([
    ["HTML", "<!doctype html><p>Hi", "answered with no JSON: a page of HTML"],
    ["a body that ends early", '{"home":{"va', 'answered with no JSON: {"home":{"va'],
    ["a list", [], "answered 200"],
    ["null", null, "answered 200"],
  ])("refuses %s where texts should be", async (_what, body, said) => {
    const { client, server } = await ready();
    server.answerInstead({ to: "GET /pull", reply: { body } });
    await expect(client.call("segments", COMMON, signal)).rejects.toThrow(`Locize ${said}`);
  });
});

describe("the server for Locize's clients", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  it.each([
    ["another method", "PUT", `update/${P}/latest/en/common`, {}, 405],
    ["a method on another's path", "GET", `create/${P}/latest/shop`, {}, 405],
    ["an unknown path", "GET", `nowhere/${P}`, {}, 404],
    ["an unknown project", "GET", "languages/other", {}, 404],
    ["an unknown version", "GET", `${P}/v9/en/common`, {}, 404],
    ["an unknown language", "GET", `pull/${P}/latest/xx/common`, {}, 404],
    ["an unknown parameter", "GET", `pull/${P}/latest/en/common?raaw=true`, {}, 400],
    ["a filter that is none", "GET", `pull/${P}/latest/en/common?updatedAt=7`, {}, 400],
    ["a page that is none", "GET", `pull/${P}/latest/en/common?next=7`, {}, 400],
    ["no body", "POST", `update/${P}/latest/en/common`, { headers: JSON_TYPE }, 400],
    ["a body of another type", "POST", `update/${P}/latest/en/common`, { body: "{}" }, 415],
    ["no JSON", "POST", `update/${P}/latest/en/common`, { headers: JSON_TYPE, body: "{" }, 400],
    ["a body that nothing is done with", "POST", `publish/${P}/latest`, { body: "{}" }, 400],
    [
      "review with replace",
      "POST",
      `update/${P}/latest/en/common?review=true&replace=true`,
      { headers: JSON_TYPE, body: '{"a":"b"}' },
      400,
    ],
    [
      "autotranslate in a target",
      "POST",
      `update/${P}/latest/de/common?autotranslate=true`,
      { headers: JSON_TYPE, body: '{"a":"b"}' },
      400,
    ],
    [
      "a number for a text",
      "POST",
      `update/${P}/latest/en/common`,
      { headers: JSON_TYPE, body: '{"a":1}' },
      400,
    ],
    [
      "an odd quality",
      "POST",
      `update/${P}/latest/en/common`,
      { headers: JSON_TYPE, body: '{"a":{"value":"","quality":"XX"}}' },
      400,
    ],
    [
      "a new version without the role",
      "POST",
      `copy/${P}/version/latest/v2`,
      { key: "key-user" },
      403,
    ],
    [
      "a branch without the role",
      "POST",
      `branch/create/${P}/latest`,
      { key: "key-user", headers: JSON_TYPE, body: '{"name":"x"}' },
      403,
    ],
  ])(
    "refuses %s",
    async (
      _what,
      method,
      path,
      {
        key = "key-admin",
        ...init
      }: { key?: string; headers?: Record<string, string>; body?: string },
      status,
    ) => {
      const { server } = await ready();
      const headers = { authorization: key, ...init.headers };
      const response = await fetch(`${server.url}/${path}`, { ...init, method, headers });
      expect([response.status, await response.json()]).toEqual([
        status,
        { errorMessage: expect.any(String) },
      ]);
    },
  );

  it("refuses more than 1,000 keys", async () => {
    const { client } = await ready();
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`k${n}`, "v"]));
    const sent = client.call("update", { ...COMMON, body: many }, signal);
    await expect(sent).rejects.toThrow("answered 400: more than 1000 keys");
    const used = client.call("used", { ...COMMON, body: Object.keys(many) }, signal);
    await expect(used).rejects.toThrow("answered 400: more than 1000 keys");
  });

  it("tells to slow down who writes twice into a namespace at once", async () => {
    const { server } = await ready();
    const write = (value: string) =>
      fetch(`${server.url}/update/${P}/latest/en/common`, {
        method: "POST",
        headers: { ...JSON_TYPE, authorization: "Bearer key-user" },
        body: JSON.stringify({ k: value }),
      });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => write(String(n))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  });
});
