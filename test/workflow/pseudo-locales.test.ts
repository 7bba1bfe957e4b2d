import { expect, test } from "vitest";
import { KEY, startLingo } from "../core/providers/lingo/bench.ts";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import { createRepository } from "../support/repository.ts";
import { type Machine, syncOn } from "../support/session.ts";

const ACCENTED = "Ĥéļļöö";

test("pseudo-locales are made here whatever the provider, and count for no limit", async () => {
  const server = await startLingo();
  const here = await machineFor(`{ name: lingo, baseUrl: "${server.url}" }
limits: { characters: 5 }`);
  const { submitted, findings } = await syncOn(here);
  expect(findings).toEqual([]);
  expect(here.repository.read("l/de/a.json")).toContain("de: Hello");
  expect(here.repository.read("l/en-XA/a.json")).toContain(ACCENTED);
  expect(here.repository.read("l/ar-XB/a.json")).toContain("\u202e");
  expect(submitted).toMatchObject({ groups: 1, jobs: 1 });
  expect(server.charged()).toBe(1);
});

test("a service that keeps translations never hears of a pseudo-locale", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  const here = await machineFor(
    `{ name: locize, projectId: ${PROJECT}, baseUrl: "${server.url}" }`,
  );
  await syncOn(here);
  await here.repository.commit("Translate");
  here.repository.write("l/en/a.json", { greeting: "Hello", bye: "Bye" });
  expect((await syncOn(here)).findings).toEqual([]);
  expect(here.repository.read("l/en-XA/a.json")).toContain(ACCENTED);
  const told = server.requests.map(({ path, body }) => `${path} ${body}`).join("\n");
  expect(told).toContain("/de");
  expect(told).not.toMatch(/en-XA|ar-XB/iu);
});

test("a provider that translates nothing makes no pseudo-locale", async () => {
  const here = await machineFor("{ name: none }");
  expect((await syncOn(here)).written).toEqual([]);
});

async function machineFor(provider: string): Promise<Machine> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [de, en-XA, ar-XB]
files: ["l/{locale}/{namespace}.json"]
provider: ${provider}
`,
  );
  repository.write("l/en/a.json", { greeting: "Hello" });
  await repository.commit("Write the source");
  return { repository, environment: { LINGO_API_KEY: KEY, LOCIZE_API_KEY: "key-admin" } };
}
