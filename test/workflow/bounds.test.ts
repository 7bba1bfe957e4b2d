import { expect, onTestFinished, test } from "vitest";
import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Report } from "../../core/report/report.ts";
import { openSession } from "../../core/workflow/session.ts";
import { type OpenAiServer, serveOpenAi } from "../servers/openai/openai.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const FILES = 'sourceLocale: en\ntargetLocales: [de]\nfiles: ["l/{locale}.json"]\n';
const KEY = "sk-the-secret";

function configFor(url: string, more = ""): string {
  return `${FILES}provider: { name: openai, model: m, baseUrl: "${url}/v1" }\n${more}`;
}

async function serve(): Promise<OpenAiServer> {
  const server = await serveOpenAi({ key: KEY, models: ["m"] });
  onTestFinished(() => server.close());
  return server;
}

async function repositoryWith(config: string): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", config);
  repository.write("l/en.json", { cart: "Cart", pay: "Pay now" });
  await repository.commit("Write texts");
  return repository;
}

async function sync(
  { root }: TestRepository,
  given: {
    readonly trusted?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Report> {
  const { trusted, environment } = given;
  const session = await openSession({
    cwd: root,
    environment: { OPENAI_API_KEY: KEY, ...environment },
    ...(trusted !== undefined && { trusted }),
  });
  const signal = AbortSignal.timeout(60_000);
  return session.sync({ wait: 60, isDryRun: false, signal });
}

test("a proposal that names another address for the service sends nothing there", async () => {
  const [ours, theirs] = [await serve(), await serve()];
  const repository = await repositoryWith(configFor(ours.url));
  const trusted = await repository.git("rev-parse", "HEAD");
  repository.write("locstep.yaml", configFor(theirs.url, "limits: { characters: 1 }\n"));
  repository.write("l/en.json", { cart: "Cart", pay: "Pay now", steal: "Steal" });
  await repository.commit("Send the key to me");
  expect((await sync(repository, { trusted })).submitted.messages).toBe(3);
  expect(theirs.requests).toEqual([]);
  expect(ours.requests).not.toEqual([]);
});

test("where the trusted commit has no configuration, no service is asked", async () => {
  const theirs = await serve();
  const repository = createRepository();
  repository.write("l/en.json", { cart: "Cart" });
  const trusted = await repository.commit("Write texts");
  repository.write("locstep.yaml", configFor(theirs.url));
  await repository.commit("Send the key to me");
  await sync(repository, { trusted });
  expect(theirs.requests).toEqual([]);
});

test("a trusted commit that is not here stops the run", async () => {
  const repository = await repositoryWith(FILES);
  await expect(sync(repository, { trusted: "0".repeat(40) })).rejects.toThrow(OutsideError);
});

test("only hosts that whoever starts the run allows are sent to, with their port where unencrypted", async () => {
  const service = await serve();
  const repository = await repositoryWith(configFor(service.url));
  const allowing = (hosts: string) => ({ environment: { LOCSTEP_ALLOWED_HOSTS: hosts } });
  for (const hosts of ["api.openai.com", "127.0.0.1", "127.0.0.1:1, localhost"]) {
    const refused = sync(repository, allowing(hosts));
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`may be sent to`);
  }
  expect(service.requests).toEqual([]);
  const host = new URL(service.url).host;
  expect((await sync(repository, allowing(`api.openai.com, ${host}`))).submitted.messages).toBe(2);
});

test("no configuration raises what whoever starts the run allows to be sent", async () => {
  const service = await serve();
  const limits = "limits: { characters: 1000000 }\n";
  const repository = await repositoryWith(configFor(service.url, limits));
  const allowing = (most: string) => ({ environment: { LOCSTEP_MAX_CHARACTERS: most } });
  const refused = sync(repository, allowing("10"));
  await expect(refused).rejects.toThrow(
    "would send 11 characters, and LOCSTEP_MAX_CHARACTERS allows 10",
  );
  await expect(sync(repository, allowing("many"))).rejects.toThrow(UsageError);
  expect(service.requests).toEqual([]);
  expect((await sync(repository, allowing("11"))).submitted.characters).toBe(11);
});

test.each([
  "lingo",
  "locize, projectId: 3d0aa5aa-4660-4154-b6d9-907dbef10bb2",
  "loco",
  "openai, model: m",
  "anthropic, model: m",
])("a service at its own address is no exception: %s", async (provider) => {
  const files = FILES.replace('["l/{locale}.json"]', '[{ path: "l/{locale}.json", namespace: a }]');
  const repository = await repositoryWith(`${files}provider: { name: ${provider} }\n`);
  const names = ["LINGO", "LOCIZE", "LOCO", "OPENAI", "ANTHROPIC"];
  const keys = Object.fromEntries(names.map((name) => [`${name}_API_KEY`, KEY]));
  const environment = { ...keys, LOCSTEP_ALLOWED_HOSTS: "translate.example" };
  const refused = sync(repository, { environment });
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow("only translate.example may be sent to");
});
