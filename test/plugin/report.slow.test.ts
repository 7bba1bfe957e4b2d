import { expect, test } from "vitest";
import { PROJECT, startLocize } from "../core/providers/locize/bench.ts";
import type { LocizeServer } from "../servers/locize/locize.ts";
import { type Ran, createApplication, runNode } from "../support/application.ts";

const ASKED = "{ report: { missing: true, used: true } }";

/** `vite build` of an application that uses "pay", and "back", which nothing defines. */
async function build(
  { url }: LocizeServer,
  options: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ran> {
  const { root } = await createApplication({
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
      "main.js": `import i18next from "i18next";\ni18next.t("pay");\ni18next.t("nav.back");\n`,
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
export default {
  build: { rolldownOptions: { external: ["i18next"] } },
  plugins: [locstep(${options})],
};\n`,
    },
  });
  return runNode(root, ["node_modules/vite/bin/vite.js", "build"], variables);
}

test("a build in CI tells the service which keys are used and which are missing, when asked to", async () => {
  const server = await startLocize({ languages: ["de"] });
  const variables = { CI: "true", LOCIZE_API_KEY: "key-user" };
  const { log } = await build(server, ASKED, variables);
  const posts = server.requests.filter(({ method }) => method === "POST");
  const told = posts.map(({ path, body }) => [path.split("/")[1], JSON.parse(body)]);
  expect(told, log).toEqual([
    ["missing", { "nav.back": "nav.back" }],
    ["used", ["pay"]],
  ]);
  expect(log).not.toContain("key-user");
});

test("without being asked, outside CI, or without a key nothing is sent, and a build goes on", async () => {
  const server = await startLocize({ languages: ["de"] });
  await build(server, "", { CI: "true", LOCIZE_API_KEY: "key-user" });
  await build(server, ASKED, { CI: "", LOCIZE_API_KEY: "key-user" });
  const { code, log } = await build(server, ASKED, { CI: "true" });
  expect(code, log).toBe(0);
  expect(log).toContain("The provider was not told which keys are used: ");
  expect(log).toContain("LOCIZE_API_KEY");
  expect(server.requests.filter(({ method }) => method === "POST")).toEqual([]);
});
