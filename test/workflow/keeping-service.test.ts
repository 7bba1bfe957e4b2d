import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSession, type Session } from "../../core/workflow/session.ts";
import { reportUsage } from "../../core/workflow/usage/report-usage.ts";
import { endProposal } from "../../core/workflow/store/proposals.ts";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import type { LocizeServer } from "../servers/locize/locize.ts";
import { createRepository } from "../support/repository.ts";

const { signal } = new AbortController();

async function open(
  server: LocizeServer,
  branch: "none" | "pull-request",
  environment: Readonly<Record<string, string>> = { LOCIZE_API_KEY: "key-admin" },
  more: string = "version: latest",
): Promise<Session> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [de]
files: ["l/{locale}/{namespace}.json"]
provider: { name: locize, projectId: ${PROJECT}, baseUrl: "${server.url}", branch: ${branch}, ${more} }
`,
  );
  repository.write("l/en/common.json", { home: "Home" });
  await repository.commit("Write a text");
  return openSession({ cwd: repository.root, environment });
}

const PROPOSAL = { branch: "feature-x", number: 7 };
const SYNC = { wait: 30, isDryRun: false, signal, proposal: PROPOSAL };

test("a pull request works on a branch of the service, which goes where it goes", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const session = await open(server, "pull-request");
  const { written } = await session.sync(SYNC);
  expect(written).toEqual(["l/de/common.json"]);
  expect(server.texts("en")).toEqual({});

  const end = (how: "merge" | "remove") =>
    endProposal(session.project, { LOCIZE_API_KEY: "key-admin" }, PROPOSAL, how, signal);
  expect(await end("merge")).toBe("merged");
  expect([server.texts("en"), server.texts("de")]).toEqual([
    { home: "Home" },
    { home: "de: Home" },
  ]);
  expect(await end("merge")).toBe("absent");
  expect(await end("remove")).toBe("absent");
});

test("a second run works on the same branch, and what is closed leaves nothing", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const session = await open(server, "pull-request");
  await session.sync(SYNC);
  await session.sync(SYNC);
  const made = server.requests.filter(({ path }) => path.startsWith("/branch/create/"));
  expect(made).toHaveLength(1);
  const { project } = session;
  const environment = { LOCIZE_API_KEY: "key-admin" };
  expect(await endProposal(project, environment, PROPOSAL, "remove", signal)).toBe("removed");
  expect(server.texts("en")).toEqual({});
});

test("a key that may make no branch works on the main texts, and the report says so", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const session = await open(server, "pull-request", { LOCIZE_API_KEY: "key-user" });
  const { notes } = await session.sync(SYNC);
  expect(notes.join()).toContain("The service keeps nothing apart for feature-x");
  expect(server.texts("en")).toEqual({ home: "Home" });
});

test("no branch is asked for where the configuration wants none, nor by a dry run", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  await (await open(server, "none")).sync(SYNC);
  await (await open(server, "pull-request")).sync({ ...SYNC, isDryRun: true });
  expect(server.requests.filter(({ path }) => path.startsWith("/branch"))).toEqual([]);
});

test("a program's usage reaches the service, by a session's project", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const { project } = await open(server, "none");
  const missing = [{ namespace: "common", key: ["nav", "back"], text: "Back" }];
  const used = [{ namespace: "common", key: ["nav", "back"] }];
  const environment = { LOCIZE_API_KEY: "key-user" };
  expect(await reportUsage(project, environment, { missing, used }, signal)).toBe("sent");
  expect(server.texts("en")).toEqual({ "nav.back": "Back" });
  expect(server.entry("en", "nav.back")?.lastUsed).toBeGreaterThan(0);
});

test("a release publishes the texts or copies them, and a service tells how far each locale is", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const session = await open(server, "none");
  server.edit("en", "home", "Home");
  expect(await session.release(signal, "production")).toBe("released");
  expect(server.texts("en", "common", "production")).toEqual({ home: "Home" });
  expect(await session.release(signal)).toBe("released");
  expect((await session.serviceCounts(signal))?.get("de")).toEqual({
    translated: 0,
    total: 1,
  });
});

test("what people have finished is taken, the rest stays in flight, and nothing is sent twice", async () => {
  const server = await startLocize({ languages: ["de"] });
  const session = await open(
    server,
    "none",
    { LOCIZE_API_KEY: "key-user" },
    "autotranslate: false",
  );
  const { root } = session.project.repository;
  writeFileSync(join(root, "l/en/common.json"), '{\n  "home": "Home",\n  "back": "Back"\n}\n');
  const once = { wait: 0, isDryRun: false, signal };
  const first = await session.sync(once);
  expect(first.locales["de"]).toMatchObject({ missing: 2, pending: 2 });
  server.edit("de", "back", "Zurück");
  const second = await session.sync(once);
  expect(second.locales["de"]).toMatchObject({ translated: 1, missing: 1, pending: 1 });
  server.edit("de", "home", "Start");
  const third = await session.sync(once);
  expect(third.locales["de"]).toMatchObject({ translated: 2, missing: 0, pending: 0 });
  expect(JSON.parse(readFileSync(join(root, "l/de/common.json"), "utf8"))).toEqual({
    home: "Start",
    back: "Zurück",
  });
  expect(server.requests.filter(({ path }) => path.startsWith("/update/"))).toHaveLength(1);
});

test.each(["wrong", "key-read"])(
  "what the key %s could not hand over is handed over by a better one",
  async (key) => {
    const server = await startLocize({ languages: [] });
    const poor = await open(server, "none", { LOCIZE_API_KEY: key });
    const { submitted, failure } = await poor.sync({ wait: 0, isDryRun: false, signal });
    expect([submitted.groups, failure !== undefined]).toEqual([0, true]);
    const cwd = poor.project.repository.root;
    const better = await openSession({ cwd, environment: { LOCIZE_API_KEY: "key-admin" } });
    const report = await better.sync({ wait: 30, isDryRun: false, signal });
    expect(report).toMatchObject({ submitted: { groups: 1 }, written: ["l/de/common.json"] });
    expect(report.findings).toEqual([]);
  },
);
