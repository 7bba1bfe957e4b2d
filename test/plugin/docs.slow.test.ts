import { expect, test } from "vitest";
import { settingsOf } from "../../plugin/options.ts";
import { createApplication, runNode } from "../support/application.ts";
import type { TestRepository } from "../support/repository.ts";
import { PAGE, blocksOf } from "./page.ts";

const BLOCKS = blocksOf("js");

const PRINT = `(error, stats) => console.log(error ?? stats.toString())`;

/** How each page's file is run, and the one it stands for as well. */
const RUNS: readonly (readonly [file: string, like: string, args: readonly string[]])[] = [
  ["vite.config.js", "vite", ["node_modules/vite/bin/vite.js", "build"]],
  ["webpack.config.js", "webpack", ["run.js"]],
  ["webpack.config.js", "rspack", ["run.js"]],
  ["rollup.config.js", "rollup", ["node_modules/rollup/dist/bin/rollup", "-c"]],
  ["rollup.config.js", "rolldown", ["node_modules/rolldown/bin/cli.mjs", "-c", "rollup.config.js"]],
  ["build.js", "esbuild", ["build.js"]],
];

function shop(file: string, bundler: string): Promise<TestRepository> {
  const entry = bundler === "rspack" || bundler === "rolldown" ? bundler : undefined;
  const code = BLOCKS.get(file) ?? "";
  const packageName = bundler === "rspack" ? "@rspack/core" : "webpack";
  return createApplication({
    packages: ["vite", "webpack", "@rspack/core", "rollup", "rolldown", "esbuild", "i18next"],
    files: {
      "package.json": { type: "module", dependencies: { i18next: "*" } },
      "locales/en/translation.json": { cart: { total: "Total" } },
      "locales/de/translation.json": { cart: { total: "Summe" } },
      "locales/fr/translation.json": { cart: { total: "Total" } },
      "src/main.js": `import i18next from "i18next";\n\ni18next.t("cart.totl");\n`,
      "index.html": `<script type="module" src="/src/main.js"></script>\n`,
      [file]: entry === undefined ? code : code.replace(/locstep\/\w+/u, `locstep/${entry}`),
      "run.js": `import * as bundler from "${packageName}";
import config from "./webpack.config.js";
const run = bundler.rspack ?? bundler.default;
run({ mode: "development", context: import.meta.dirname, ...config }, ${PRINT});\n`,
    },
  });
}

test.each(RUNS)(
  "%s of the page, in %s, tells of the undefined key",
  async (file, bundler, args) => {
    const { root } = await shop(file, bundler);
    const { log } = await runNode(root, args);
    expect(log).toContain(`"cart.totl" is used here, but English does not define it`);
    expect(log).toMatch(/src\/main\.js:3:1[01]/u);
  },
);

test("the output that the page shows is what Vite prints", async () => {
  const { root } = await shop("vite.config.js", "vite");
  const { log } = await runNode(root, ["node_modules/vite/bin/vite.js", "build"]);
  const [, shown = "not there"] = /^Then a build says:\n\n```text\n(.*?)^```$/ms.exec(PAGE) ?? [];
  expect(log).toContain(shown);
});

test("the page's options are all there are", () => {
  const named = [...PAGE.matchAll(/^\| `(\w+)` +\|/gmu)].map(([, name]) => name);
  const { root: _, ...known } = settingsOf({}, "/");
  expect(named).toEqual(expect.arrayContaining(Object.keys(known)));
  expect(named).toHaveLength(Object.keys(known).length);
});
