import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import type { LocizeServer } from "../servers/locize/locize.ts";
import { type Ran, createApplication, runNode } from "../support/application.ts";
import { runCli } from "../support/cli.ts";
import { startDevServer } from "../support/dev-server.ts";
import type { TestRepository } from "../support/repository.ts";

const PATIENT = { timeout: 120_000, interval: 50 };
const ASKED = "{ report: { missing: true, used: true } }";

const USES = `import i18next from "i18next";\ni18next.t("pay");\n`;

/** An application that uses "pay", and "nav.back", which nothing defines. */
function application({ url }: LocizeServer, options: string): Promise<TestRepository> {
  return createApplication({
    packages: ["vite"],
    config: `sourceLocale: en
targetLocales: [de]
files: ["locales/{locale}/{namespace}.json"]
provider: { name: locize, projectId: ${PROJECT}, baseUrl: "${url}" }
`,
    files: {
      "package.json": { type: "module", dependencies: { i18next: "*" } },
      "locales/en/translation.json": { pay: "Pay" },
      "locales/de/translation.json": { pay: "Zahlen" },
      "main.js": `${USES}i18next.t("nav.back");\n`,
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
export default {
  build: { rolldownOptions: { external: ["i18next"] } },
  plugins: [locstep(${options})],
};\n`,
    },
  });
}

async function build(
  server: LocizeServer,
  options: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ran> {
  const { root } = await application(server, options);
  return runNode(root, ["node_modules/vite/bin/vite.js", "build"], variables);
}

/** What the service was told, oldest first: `missing` or `used`, and the body. */
function toldTo({ requests }: LocizeServer): readonly (readonly [string, unknown])[] {
  return requests
    .filter(({ method }) => method === "POST")
    .map(({ path, body }) => [path.split("/")[1] ?? "", JSON.parse(body)] as const);
}

test("a build in CI tells the service which keys are used and which are missing, when asked to", async () => {
  const server = await startLocize({ languages: ["de"] });
  const variables = { CI: "true", LOCIZE_API_KEY: "key-user" };
  const { log } = await build(server, ASKED, variables);
  expect(toldTo(server), log).toEqual([
    ["missing", { "nav.back": "nav.back" }],
    ["used", ["pay"]],
  ]);
  expect(log).not.toContain("key-user");
});

test("keys that are used are told even where a check has found nothing to say", async () => {
  const server = await startLocize({ languages: ["de"] });
  const repository = await application(server, ASKED);
  const { root } = repository;
  repository.write("main.js", USES);
  await runCli(["init"], { cwd: root });
  await repository.commit("Adopt");
  // The report of a check that found nothing is kept, and the next one reads no code.
  expect(await runCli(["check"], { cwd: root })).toMatchObject({ code: 0 });
  const variables = { CI: "true", LOCIZE_API_KEY: "key-user" };
  const { log } = await runNode(root, ["node_modules/vite/bin/vite.js", "build"], variables);
  expect(toldTo(server), log).toEqual([["used", ["pay"]]]);
});

test("without being asked, outside CI, or without a key nothing is sent, and a build goes on", async () => {
  const server = await startLocize({ languages: ["de"] });
  await build(server, "", { CI: "true", LOCIZE_API_KEY: "key-user" });
  await build(server, ASKED, { CI: "", LOCIZE_API_KEY: "key-user" });
  const { code, log } = await build(server, ASKED, { CI: "true" });
  expect(code, log).toBe(0);
  expect(log).toContain("The provider was not told which keys are used: ");
  expect(log).toContain("LOCIZE_API_KEY");
  expect(toldTo(server)).toEqual([]);
});

test("a service that hangs holds a build up for ten seconds, and fails none", async () => {
  const server = await startLocize({ languages: ["de"] });
  server.answerInstead({ to: "GET ", reply: "hang", times: 1000 });
  const { code, log } = await build(server, ASKED, { CI: "true", LOCIZE_API_KEY: "key-user" });
  expect(code, log).toBe(0);
  expect(log).toContain("was not told which keys are used: it did not answer within 10 seconds");
  expect(log).toContain(`"nav.back" is used here`);
});

/** The first check has ended. */
const CHECKED = "Translations: 1 error";

test("a dev server tells in one request a kind, when nobody types, and each key once", async () => {
  const server = await startLocize({ languages: ["de"] });
  const repository = await application(server, ASKED);
  const variables = { CI: "", LOCIZE_API_KEY: "key-user" };
  const { next } = await startDevServer(repository.root, variables);
  let log = await next(CHECKED);
  // What is asked for while it is being typed is no message that anybody wants.
  for (const [at, typed] of ["nav.h", "nav.ho"].entries()) {
    repository.write("main.js", `${USES}i18next.t("${typed}");\n`);
    log += await next(at === 0 ? `"nav.h"` : `"nav.ho"`);
  }
  await expect.poll(() => toldTo(server), PATIENT).toHaveLength(2);
  expect(toldTo(server)).toEqual([
    ["missing", { "nav.ho": "nav.ho" }],
    ["used", ["pay"]],
  ]);
  repository.write("main.js", `${USES}i18next.t("nav.ho"); i18next.t("nav.home");\n`);
  log += await next(`"nav.home"`);
  await expect.poll(() => toldTo(server), PATIENT).toHaveLength(3);
  expect(toldTo(server)[2]).toEqual(["missing", { "nav.home": "nav.home" }]);
  expect(log).not.toContain("key-user");
});

test("a service that hangs keeps no dev server waiting, and is told when it answers", async () => {
  const server = await startLocize({ languages: ["de"] });
  server.answerInstead({ to: "GET ", reply: "hang", times: 1000 });
  const repository = await application(server, ASKED);
  const variables = { CI: "", LOCIZE_API_KEY: "key-user" };
  const { next } = await startDevServer(repository.root, variables);
  let log = await next(CHECKED);
  repository.write("main.js", `${USES}i18next.t("nav.home");\n`);
  log += await next(`"nav.home"`);
  // A check that waited would know by now that it was in vain.
  expect(log).not.toContain("The provider was not told");
  await expect.poll(() => server.requests.length, PATIENT).toBeGreaterThan(0);
  server.heal();
  await expect.poll(() => toldTo(server), PATIENT).toHaveLength(2);
  expect(toldTo(server)[0]).toEqual(["missing", { "nav.home": "nav.home" }]);
  repository.write("main.js", `${USES}i18next.t("nav.homes");\n`);
  log += await next(`"nav.homes"`);
  expect(log).not.toContain("key-user");
});

test("without a key a dev server says so once, and sends nothing", async () => {
  const server = await startLocize({ languages: ["de"] });
  const repository = await application(server, ASKED);
  const { next } = await startDevServer(repository.root, { CI: "", LOCIZE_API_KEY: "" });
  await next(CHECKED);
  let log = "";
  for (let at = 0; !log.includes("The provider was not told") && at < 20; at++) {
    // Longer than it takes until nobody types.
    await sleep(6_000);
    repository.write("main.js", `${USES}i18next.t("nav.x${at}");\n`);
    log += await next(`"nav.x${at}"`);
  }
  for (const name of ["nav.y", "nav.z"]) {
    repository.write("main.js", `${USES}i18next.t("${name}");\n`);
    log += await next(`"${name}"`);
    await sleep(1_000);
  }
  expect(log.match(/The provider was not told/gu)).toHaveLength(1);
  expect(log).toContain("LOCIZE_API_KEY");
  expect(toldTo(server)).toEqual([]);
});
