import { expect, test } from "vitest";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import { startLoco } from "../core/providers/loco/bench.ts";
import { runCli } from "../support/cli.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";

const KEYS = { LOCIZE_API_KEY: "key-admin", LOCO_API_KEY: "key-full" };

test("init writes down the target locales of Locize beside those on disk, and nothing else", async () => {
  const { url } = await startLocize({ languages: ["de", "pt-BR"] });
  const repository = await repositoryFor(
    `sourceLocale: en # as at Locize\n`,
    `{ name: locize, projectId: ${PROJECT}, baseUrl: "${url}" }`,
  );
  const before = repository.read("locstep.yaml");
  const { code, stdout } = await runCli(["init"], { cwd: repository.root, env: KEYS });
  expect(code).toBe(0);
  expect(stdout).toContain("target locales into locstep.yaml: de, it, pt-BR.\n");
  expect(stdout).toContain("Commit locstep.yaml and .locstep/ledger;");
  const line = "targetLocales: [de, it, pt-BR]\n";
  expect(repository.read("locstep.yaml")).toBe(before.replace("Locize\n", `Locize\n${line}`));

  const again = await runCli(["init"], { cwd: repository.root, env: KEYS });
  expect(again.stdout).not.toContain("target locales");
});

test("init writes down the target locales of Loco", async () => {
  const { url } = await startLoco({ locales: ["en", "fr"] });
  const repository = await repositoryFor(
    "sourceLocale: en\r\n",
    `{ name: loco, baseUrl: "${url}/api" }`,
  );
  await runCli(["init"], { cwd: repository.root, env: KEYS });
  expect(repository.read("locstep.yaml")).toMatch(
    /^sourceLocale: en\r\ntargetLocales: \[fr, it\]\r\n/u,
  );
});

test("what the service cannot be asked for, or the file is not laid out for, is told", async () => {
  const { url, requests } = await startLocize({ languages: ["de"] });
  const provider = `{ name: locize, projectId: ${PROJECT}, baseUrl: "${url}" }`;
  const keyless = await repositoryFor("sourceLocale: en\n", "{ name: loco }");
  const env = { LOCO_API_KEY: undefined };
  const { code, stdout } = await runCli(["init"], { cwd: keyless.root, env });
  expect(code).toBe(0);
  expect(stdout).toContain("locales are not written: the provider loco needs a key.");

  const odd = await repositoryFor('"sourceLocale": en\n', provider);
  const before = odd.read("locstep.yaml");
  const told = await runCli(["init"], { cwd: odd.root, env: KEYS });
  expect(told.stdout).toContain("write `targetLocales: [de, it]` into locstep.yaml yourself.");
  expect(odd.read("locstep.yaml")).toBe(before);

  const asked = requests.length;
  await runCli(["check"], { cwd: odd.root, env: KEYS });
  expect(requests.length).toBe(asked);
});

async function repositoryFor(source: string, provider: string): Promise<TestRepository> {
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `${source}files: ["l/{locale}/{namespace}.json"]\nprovider: ${provider}\n`,
  );
  repository.write("l/en/a.json", { greeting: "Hello" });
  repository.write("l/it/a.json", { greeting: "Ciao" });
  await repository.commit("Write the texts");
  return repository;
}
