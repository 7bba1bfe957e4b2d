import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApplication, runNode } from "../support/application.ts";
import type { TestRepository } from "../support/repository.ts";

const VITE = ["node_modules/vite/bin/vite.js", "build"];

/** "pay" has no translation; the German cart lost its placeholder. */
function shop(options = ""): Promise<TestRepository> {
  return createApplication({
    packages: ["vite", "esbuild"],
    files: {
      "locales/en/common.json": { cart: "Cart ({{count}})", pay: "Pay now" },
      "locales/de/common.json": { cart: "Warenkorb ({{cuont}})" },
      "locales/fr/common.json": { cart: "Panier ({{count}})" },
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      "main.js": `import common from "./locales/en/common.json";\ndocument.title = common.pay;\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
export default { plugins: [locstep(${options})] };\n`,
    },
  });
}

test("a build tells place, code, words and remedy of what is wrong, once, and does not fail", async () => {
  const { root } = await shop();
  const { code, log } = await runNode(root, VITE);
  expect(code, log).toBe(0);
  expect(log).toContain(`[plugin locstep] locales/de/common.json:2:11
✗ "cart" lacks {{count}} and adds {{cuont}} in German
  1 │ {
  2 │   "cart": "Warenkorb ({{cuont}})"
    │           ^
  3 │ }
→ keep every placeholder as it stands in the source
`);
  expect(log).toContain(`"pay" is missing in German (de) and French (fr)`);
  expect(log).toContain("Translations: 1 error and 2 warnings; `npx locstep check` tells all");
  expect(log.match(/Translations: /gu)).toHaveLength(1);
  expect(log).toContain("built in");
});

test("a build in which nothing changed tells what the one before told, and starts no check", async () => {
  const { root, write } = await shop();
  const kept = join(root, ".git/locstep/answer.json");
  const [first, second] = [await runNode(root, VITE), await runNode(root, VITE)];
  expect(toldIn(second.log)).toBe(toldIn(first.log));
  expect(toldIn(first.log)).toContain(`"pay" is missing`);
  // No file says 77: only what was kept does.
  writeFileSync(kept, readFileSync(kept, "utf8").replace("2 warnings", "77 warnings"));
  expect((await runNode(root, VITE)).log).toContain("77 warnings");
  write("locales/de/common.json", { cart: "Warenkorb ({{count}})" });
  const { log } = await runNode(root, VITE);
  expect(log).toContain("Translations: 2 warnings");
  expect(log).not.toContain("Warenkorb");
});

function toldIn(log: string): string {
  return log.slice(log.indexOf("[plugin locstep]"), log.indexOf("tells all"));
}

test("a translation that is missing is told with the place that uses it", async () => {
  const repository = await shop();
  const use = `import { t } from "i18next";\nt("pay");\n`;
  repository.write("package.json", { type: "module", dependencies: { i18next: "*" } });
  for (const path of ["src/a.js", "src/b.js"]) repository.write(path, use);
  const { log } = await runNode(repository.root, VITE);
  expect(log).toContain(`! "pay" is missing in German (de) and French (fr)
  2 │   "cart": "Cart ({{count}})",
  3 │   "pay": "Pay now"
    │   ^
  4 │ }
used at src/a.js:2:3 and in 1 other source
→ run \`locstep sync\`
`);
});

test("a build with nothing to tell is as silent as one without the plugin", async () => {
  const repository = await shop();
  const texts = { cart: "Panier ({{count}})", pay: "Payer" };
  for (const locale of ["de", "fr"]) repository.write(`locales/${locale}/common.json`, texts);
  const { code, log } = await runNode(repository.root, VITE);
  expect(code, log).toBe(0);
  expect(log).not.toMatch(/locstep|Translations/u);
});

test("failOn fails the build with the findings of that severity", async () => {
  const { root } = await shop(`{ failOn: "error" }`);
  const { code, log } = await runNode(root, VITE);
  expect(code).toBe(1);
  expect(log).toContain(`✗ "cart" lacks {{count}}`);
});

test("what is shown is cut to max, and what is left is counted", async () => {
  const { root } = await shop("{ max: 1 }");
  const { log } = await runNode(root, VITE);
  expect(log).toContain(`✗ "cart" lacks`);
  expect(log).not.toContain(`"pay" is missing`);
  expect(log).toContain("1 error and 2 warnings, 2 of them not shown");
});

test("without a repository nothing is checked, which is said and fails only a strict build", async () => {
  for (const [options, end] of [
    ["", 0],
    [`{ failOn: "error" }`, 1],
  ] as const) {
    const repository = await shop(options);
    rmSync(join(repository.root, ".git"), { recursive: true });
    const { code, log } = await runNode(repository.root, VITE);
    expect(log).toContain("Translations were not checked: ");
    expect(log).toContain("is not inside a git repository");
    expect(code, log).toBe(end);
  }
});

test("a misspelt option is refused with the names there are", async () => {
  const { root } = await shop(`{ failon: "error" }`);
  const { code, log } = await runNode(root, VITE);
  expect(code).toBe(1);
  expect(log).toContain(`locstep() has no option "failon"`);
});

test("esbuild prints findings as its own warnings, and gives them to its caller", async () => {
  const repository = await shop();
  repository.write(
    "build.js",
    `import { build } from "esbuild";
import { locstep } from "locstep/esbuild";
const plugins = [locstep()];
const { warnings } = await build({ entryPoints: ["main.js"], bundle: true, outdir: "dist", plugins });
console.log(JSON.stringify(warnings.map(({ text, location }) => [text, location?.line])));\n`,
  );
  const { code, log } = await runNode(repository.root, ["build.js"]);
  expect(code, log).toBe(0);
  expect(log).toContain(`▲ [WARNING] "cart" lacks {{count}} and adds {{cuont}} in German

    locales/de/common.json:2:10:
      2 │   "cart": "Warenkorb ({{cuont}})"
        ╵           ^
`);
  expect(log).toContain(`["\\"cart\\" lacks {{count}} and adds {{cuont}} in German",2]`);
});
