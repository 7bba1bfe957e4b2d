import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { KEY, startLingo } from "../core/providers/lingo/bench.ts";
import { serveProxy } from "../servers/proxy.ts";
import type { LingoServer } from "../servers/lingo/lingo.ts";
import { runCli } from "../support/cli.ts";
import { acceptIn, compactIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";
import { type Machine, syncOn } from "../support/session.ts";

const SOURCE = { hello: "Hello", bye: "Good bye" };

test("a group that failed is asked for under the next attempt, by the same numbers on any machine", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  for (const locale of ["de", "fr"]) server.disturb({ kind: "locale-fails", locale });
  const report = await syncOn(here);
  expect(report.findings.filter(({ code }) => code === "failed")).toHaveLength(4);
  expect(report.findings[0]?.message).toContain("The engine gave up");
  expect(attemptsAt(server)).toEqual([1, 2]);

  server.heal();
  const there = { ...here, repository: await here.repository.clone() };
  expect((await syncOn(there)).findings).toEqual([]);
  expect(attemptsAt(server)).toEqual([1, 2, 1, 2, 3]);
  expect(there.repository.read("l/de/a.json")).toContain("de: Hello");
});

test("a redo is the next attempt, and one after it another", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  await syncOn(here);
  expect(server.charged()).toBe(4);
  for (const attempts of [[2], [2, 3], [2, 3, 4]]) {
    const before = server.requests.length;
    const { notes } = await syncOn(here, { redo: "**" });
    expect(notes).toEqual(["4 translations came back as they stood."]);
    expect(attemptsAt(server, before)).toEqual(attempts);
  }
  expect(server.charged()).toBe(4 * 4);
  expect((await syncOn(here)).submitted.groups).toBe(0);
});

test("a redo that was left is collected by the next one, without a second charge", async () => {
  const server = await startLingo({ jobTime: 400 });
  const here = await machineFor(server);
  here.repository.write("l/de/a.json", { hello: "Hallo", bye: "Tschüss" });
  here.repository.write("l/fr/a.json", { hello: "Salut", bye: "Adieu" });
  await syncOn(here, { redo: "**", wait: 0 });
  expect(here.repository.read("l/de/a.json")).toContain("Hallo");
  await syncOn(here, { redo: "**" });
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
  expect(server.charged()).toBe(4);
});

test("a redo that was left is collected by a sync, on any machine and once", async () => {
  const server = await startLingo({ jobTime: 400 });
  const here = await machineFor(server);
  here.repository.write("l/de/a.json", { hello: "Hallo", bye: "Tschüss" });
  here.repository.write("l/fr/a.json", { hello: "Salut", bye: "Adieu" });
  await syncOn(here);
  await syncOn(here, { redo: "hello", wait: 0 });
  here.repository.write("l/fr/a.json", { hello: "Coucou", bye: "Adieu" });
  await here.repository.commit("Greet otherwise meanwhile");
  const there = { ...here, repository: await here.repository.clone() };
  const report = await syncOn(there);
  expect([report.submitted.groups, report.written]).toEqual([0, ["l/de/a.json"]]);
  expect(there.repository.read("l/de/a.json")).toContain("de: Hello");
  expect(there.repository.read("l/de/a.json")).toContain("Tschüss");
  expect(there.repository.read("l/fr/a.json")).toContain("Coucou");

  there.repository.write("l/de/a.json", { hello: "Servus", bye: "Tschüss" });
  expect((await syncOn(there)).written).toEqual([]);
  expect(server.charged()).toBe(2);
});

test("what a redo left in flight outlives a compaction, until it is collected", async () => {
  const server = await startLingo({ jobTime: 400 });
  const here = await machineFor(server);
  const { root } = here.repository;
  here.repository.write("l/de/a.json", { hello: "Hallo", bye: "Tschüss" });
  here.repository.write("l/fr/a.json", { hello: "Salut", bye: "Adieu" });
  await syncOn(here);
  await acceptIn(root, "**");
  await here.repository.commit("Accept");
  await syncOn(here, { redo: "hello", locales: ["de"], wait: 0 });
  await here.repository.commit("Ask again");
  await compactIn(root);
  expect((await syncOn(here)).written).toEqual(["l/de/a.json"]);
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
  expect(server.charged()).toBe(1);
  await here.repository.commit("Translate");
  await compactIn(root);
  const folder = join(root, ".locstep/ledger");
  const ledger = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(ledger.join("")).not.toContain("pending");
});

test("a lock that is added meanwhile sends nothing again of what is in flight", async () => {
  const server = await startLingo({ jobTime: 400 });
  const here = await machineFor(server);
  await syncOn(here, { wait: 0 });
  const config = here.repository.read("locstep.yaml");
  here.repository.write("locstep.yaml", `${config}locked: ["no.such"]\n`);
  expect((await syncOn(here)).submitted.groups).toBe(0);
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
  expect(server.charged()).toBe(4);
});

test("what is still processed at the deadline stays in flight, and the rest is written", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  server.disturb({ kind: "never-ends", locale: "fr" });
  const report = await syncOn(here, { wait: 2 });
  expect(report.failure).toBeUndefined();
  expect(report.locales).toMatchObject({
    de: { translated: 2, pending: 0 },
    fr: { missing: 2, pending: 2 },
  });
  expect(report.findings.every(({ severity }) => severity !== "error")).toBe(true);
  expect(ledgerLines(here, "pending")).toHaveLength(1);

  // Nothing new to say: another run writes nothing at all.
  await here.repository.commit("Translate into German");
  await syncOn(here, { wait: 0 });
  expect(await here.repository.git("status", "--porcelain")).toBe("");
});

test("a plural's forms are asked for together, by all locales that have them", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  const { repository } = here;
  const config = repository.read("locstep.yaml");
  repository.write("locstep.yaml", config.replace(/targetLocales: .*/u, "targetLocales: [ar, ru]"));
  repository.write("l/en/a.json", { n_one: "{{count}} file", n_other: "{{count}} files" });
  await repository.commit("Count files");
  await syncOn(here);
  expect(server.all().map(({ request }) => request.targetLocales)).toEqual([["ar", "ru"], ["ar"]]);
});

test("a message that an answer leaves out is told as such", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  server.disturb({ kind: "leaves-out", text: "Hello" });
  const { findings } = await syncOn(here);
  expect(findings).toMatchObject([
    { code: "missing", key: ["hello"], message: expect.stringContaining("lingo left it out") },
    { code: "missing", key: ["hello"] },
  ]);
});

test("one locale's answer that cannot be read is collected later, and not paid for twice", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  server.interfere(({ path }) => {
    const jobs = server.all()[0]?.jobs;
    const french = jobs?.find(({ targetLocale }) => targetLocale === "fr");
    return path.endsWith(`/${french?.id}`) ? 503 : undefined;
  });
  const report = await syncOn(here);
  expect(report.failure?.message).toBe("Lingo.dev answered 503");
  expect(report.locales["fr"]).toMatchObject({ pending: 2 });
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
  await here.repository.commit("Translate into German");
  server.interfere(undefined);
  expect((await syncOn(here)).findings).toEqual([]);
  expect([server.all().length, server.charged()]).toEqual([1, 4]);
});

test("a message that an answer in flight left out is asked for again at once", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  server.disturb({ kind: "leaves-out", text: "Hello" });
  await syncOn(here, { wait: 0 });
  server.heal();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await syncOn(here)).findings).toEqual([]);
  expect(server.all()).toHaveLength(2);
});

test("what the rules refused twice is told and not asked for, until its source changes or a redo", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  const { repository } = here;
  repository.write("l/en/a.json", { ...SOURCE, name: "Dear {{name}}" });
  await repository.commit("Greet by name");
  server.disturb({ kind: "loses-placeholders" });
  const report = await syncOn(here);
  expect(report.findings.map(({ code }) => code)).toEqual(["rejected", "rejected"]);
  expect(server.all()).toHaveLength(2);
  expect(server.all()[0]?.request.hints?.["a.-0"]?.at(-1)).toContain("expected {{name}}");
  await repository.commit("Translate");

  const there = { ...here, repository: await repository.clone() };
  const later = await syncOn(there);
  expect(later.findings.map(({ code }) => code)).toEqual(["rejected", "rejected"]);
  expect(later.locales["de"]).toMatchObject({ missing: 1, rejected: 1 });
  expect(server.all()).toHaveLength(2);
  expect(await there.repository.git("status", "--porcelain")).toBe("");

  server.heal();
  await syncOn(there, { redo: "name", locales: ["de"] });
  expect(there.repository.read("l/de/a.json")).toContain("de: Dear {{name}}");
  there.repository.write("l/en/a.json", { ...SOURCE, name: "Hi {{name}}" });
  await syncOn(there);
  expect(there.repository.read("l/fr/a.json")).toContain("fr: Hi {{name}}");
});

test("what is asked for again and not answered in time is in flight, not rejected", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  here.repository.write("l/en/a.json", { name: "Dear {{name}}" });
  server.disturb({ kind: "loses-placeholders" });
  let posts = 0;
  server.interfere(({ method }) => {
    if (method !== "POST" || ++posts < 2) return undefined;
    for (const locale of ["de", "fr"]) server.disturb({ kind: "never-ends", locale });
    return undefined;
  });
  const report = await syncOn(here, { wait: 2 });
  expect(report.locales["de"]).toMatchObject({ missing: 1, pending: 1, rejected: 0 });
  expect(ledgerLines(here, "pending")).toHaveLength(1);
});

test("a warning of the service is a finding of the file, and what it doubts is written", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  server.disturb({ kind: "warns", text: "bye" });
  const { findings, locales } = await syncOn(here);
  const warned = findings.filter(({ code }) => code === "warned");
  expect(warned).toMatchObject([
    { severity: "warning", path: "l/de/a.json", locale: "de" },
    { severity: "warning", path: "l/fr/a.json", locale: "fr" },
  ]);
  expect(warned[0]?.message).toContain("Some texts were left as they are");
  expect(locales["de"]).toMatchObject({ translated: 1, missing: 1 });
});

test("the command line ends with 3 where the service cannot be reached or refuses, and says what it did", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  await syncOn(here);
  await here.repository.commit("Translate");
  here.repository.write("l/en/a.json", { ...SOURCE, again: "Hello", fresh: "Fresh" });
  const cwd = here.repository.root;

  const refused = await runCli(["sync"], { cwd, env: { LINGO_API_KEY: "wrong-key" } });
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("locstep: Lingo.dev answered 401: Invalid API key");
  expect(refused.stdout).toContain("Wrote 2 files");
  expect(refused.stdout + refused.stderr).not.toContain("wrong-key");
  expect(here.repository.read("l/de/a.json")).toContain('"again": "de: Hello"');

  const keyless = await runCli(["sync"], { cwd, env: { LINGO_API_KEY: undefined } });
  expect(keyless).toMatchObject({ code: 2, stderr: expect.stringContaining("LINGO_API_KEY") });

  await server.close();
  const env = { LINGO_API_KEY: KEY };
  const unreached = await runCli(["sync", "--json"], { cwd, env });
  expect(unreached.code).toBe(3);
  const report = JSON.parse(unreached.stdout) as Report;
  expect(report.failure?.message).toContain("(ECONNREFUSED)");
  expect(report.findings.map(({ code }) => code)).toEqual(["missing", "missing"]);
});

test("the command line goes through a proxy as it ships, and ends", async () => {
  const server = await startLingo();
  const proxy = await serveProxy("tunnel");
  const here = await machineFor(server);
  const env = {
    LINGO_API_KEY: KEY,
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    http_proxy: undefined,
    NO_PROXY: undefined,
    no_proxy: undefined,
  };
  const result = await runCli(["sync"], { cwd: here.repository.root, env });
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(proxy.asked.length).toBeGreaterThan(0);
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
});

test("a dry run tells by locale what would be sent, asks nobody and needs no key", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  here.repository.write("l/de/a.json", { hello: "Hallo" });
  const cwd = here.repository.root;
  const env = { LINGO_API_KEY: undefined };
  const { code, stdout } = await runCli(["sync", "--dry-run"], { cwd, env });
  expect(code).toBe(0);
  expect(stdout).toContain(`Would submit 2 job groups (3 jobs): 2 messages, 5 words, 21 characters
               messages  words  characters
  German (de)         1      2           8
  French (fr)         2      3          13
`);
  expect(server.requests).toEqual([]);
});

test("more than 100 locales are several groups, of at most 100 each", async () => {
  const server = await startLingo();
  const here = await machineFor(server);
  const { repository } = here;
  const languages =
    "af ar az be bg bn bs ca cs cy da de el eo es et eu fa fi fr ga gl gu he hi".split(" ");
  const regions = ["", "-AT", "-CH", "-US", "-GB"];
  const locales = languages.flatMap((language) => regions.map((region) => language + region));
  const settings = repository.read("locstep.yaml").replace("[de, fr]", `[${locales.join(", ")}]`);
  repository.write("locstep.yaml", settings);
  const planned = await syncOn(here, { isDryRun: true });
  expect(planned.submitted).toMatchObject({ groups: 2, jobs: 125, messages: 4 });
  await syncOn(here, { wait: 0 });
  expect(server.all().map(({ jobs }) => jobs.length)).toEqual([25, 100]);
});

async function machineFor(server: LingoServer): Promise<Machine> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [de, fr]
files: ["l/{locale}/{namespace}.json"]
provider: { name: lingo, baseUrl: "${server.url}" }
`,
  );
  repository.write("l/en/a.json", SOURCE);
  await repository.commit("Write the source");
  return { repository, environment: { LINGO_API_KEY: KEY } };
}

/** The attempt numbers that groups were asked for under, from a request on. */
function attemptsAt(server: LingoServer, from = 0): readonly number[] {
  return server.requests
    .slice(from)
    .filter(({ method }) => method === "POST")
    .map(({ body }) =>
      Number(/-(\d+)"/u.exec(/"idempotencyKey":"[^"]*"/u.exec(body)?.[0] ?? "")?.[1]),
    );
}

function ledgerLines({ repository }: Machine, word: string): readonly string[] {
  const folder = join(repository.root, ".locstep/ledger");
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line.startsWith(`${word} `));
}
