import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import { openSession } from "../../core/workflow/session.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository, temporaryFolder } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['locales/{locale}/{namespace}.json']\n";

/** A React application of one component. */
async function application(component: string): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("package.json", { dependencies: { i18next: "^25.0.0" } });
  repository.write("locstep.yaml", CONFIG);
  repository.write("locales/en/common.json", { nav: { home: "Home" }, hello: "Hello {{name}}" });
  repository.write("locales/de/common.json", { hello: "Hallo {{name}}" });
  repository.write("src/App.tsx", component);
  await repository.commit("Start");
  return repository;
}

function told(findings: readonly Finding[], folder = "src/"): readonly string[] {
  return findings
    .filter(({ path }) => path.startsWith(folder))
    .map(({ code, path, line, column, locales, message }) =>
      [code, `${path}:${line}:${column}`, locales?.join(), message].filter(Boolean).join(" | "),
    );
}

const COMPONENT = `import { useTranslation } from "react-i18next";

export function App() {
  const { t } = useTranslation("common");
  return <p title={t("nav.hone")}>{t("nav.home")} {t("hello")}</p>;
}
`;

test("check tells of an undefined key, a missing translation and a lacking argument where they are used", async () => {
  const { root } = await application(COMPONENT);
  const { stdout, code } = await runCli(["check", "--json"], { cwd: root });
  expect(told(JSON.parse(stdout).findings)).toEqual([
    'undefined-key | src/App.tsx:5:22 | "nav.hone" is used here, but English does not define it (did you mean "nav.home"?)',
    'argument | src/App.tsx:5:54 | "hello" is used here without name',
    'missing-at-use | src/App.tsx:5:38 | de | "nav.home" is used here and is missing in German',
  ]);
  expect(code).toBe(1);
});

test("a session tells what changed after one source was saved, and reads no other", async () => {
  const repository = await application(COMPONENT);
  const { root } = repository;
  const session = await openSession({ cwd: root, environment: {} });
  const before = await session.check();
  expect(told(before.findings)).toHaveLength(3);
  repository.write("src/App.tsx", COMPONENT.replace("hone", "home"));
  const after = await session.update([`${root}/src/App.tsx`]);
  expect(told(after.findings).filter((line) => line.startsWith("undefined-key"))).toEqual([]);
  expect(after.findings.length).toBe(before.findings.length - 1);
  repository.write("locales/en/common.json", { hello: "Hello {{name}}" });
  const last = await session.update(["locales/en/common.json"]);
  expect(told(last.findings).filter((line) => line.startsWith("undefined-key"))).toHaveLength(2);
});

test("an update tells what a check would: of new, ignored, deleted and foreign files too", async () => {
  const repository = await application(COMPONENT);
  const { root } = repository;
  const session = await openSession({ cwd: root, environment: {} });
  await session.check();
  const use = 'import { t } from "i18next";\nt("lost");\n';
  repository.write(".gitignore", "src/made.ts\n");
  repository.write("src/made.ts", use);
  repository.write("src/new.ts", use);
  const outside = join(temporaryFolder(), "far.ts");
  writeFileSync(outside, use);
  for (const path of ["src/made.ts", outside, "src/new.ts"]) {
    const { findings } = await session.update([path]);
    expect(told(findings).filter((line) => line.includes('"lost"'))).toEqual([
      expect.stringContaining("src/new.ts:2:3"),
    ]);
  }
  repository.remove("src/new.ts");
  expect(told((await session.update(["src/new.ts"])).findings)).toHaveLength(3);
});

test("a project whose code uses no known library, or that says code: false, is not looked through", async () => {
  const repository = await application(COMPONENT);
  const check = async () => {
    const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
    return told(JSON.parse(stdout).findings);
  };
  repository.write("locstep.yaml", `${CONFIG}code: false\n`);
  expect(await check()).toEqual([]);
  repository.write("locstep.yaml", CONFIG);
  repository.write("package.json", { dependencies: {} });
  expect(await check()).toEqual([]);
});

/** A project of one source, committed; answers the usage findings of `check`. */
async function checked(
  files: Readonly<Record<string, string | object>>,
  folder?: string,
): Promise<readonly string[]> {
  const repository = createRepository();
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  await repository.commit("Start");
  const session = await openSession({ cwd: repository.root, environment: {} });
  return told((await session.check()).findings, folder);
}

test("what several locales lack is one finding a source, and names them", async () => {
  const findings = await checked({
    "package.json": { dependencies: { i18next: "25" } },
    "locstep.yaml": CONFIG,
    "locales/en/a.json": { pay: "Pay", back: "Back" },
    "locales/fr/a.json": { back: "Retour" },
    "locales/de/a.json": {},
    "src/a.ts": 'import { t } from "i18next";\nt("pay"); t("back"); t("pay");\n',
    "src/b.ts": 'import { t } from "i18next";\nt("pay");\n',
  });
  expect(findings).toEqual([
    'missing-at-use | src/a.ts:2:3 | de,fr | "pay" is used here and is missing in German (de) and French (fr)',
    'missing-at-use | src/b.ts:2:3 | de,fr | "pay" is used here and is missing in German (de) and French (fr)',
    'missing-at-use | src/a.ts:2:13 | de | "back" is used here and is missing in German',
  ]);
});

test("forms that only a target needs are told where the plural is used", async () => {
  const findings = await checked({
    "package.json": { dependencies: { i18next: "25" } },
    "locstep.yaml": CONFIG,
    "locales/en/a.json": {
      cart_one: "{{count}} item",
      cart_other: "{{count}} items",
      x: "$t(link)",
      link: "L",
    },
    "locales/pl/a.json": { cart_one: "1", cart_other: "x", x: "$t(link)", link: "L" },
    "src/a.ts": 'import { t } from "i18next";\nt("cart", { count: 1 });\n',
  });
  expect(findings).toEqual([
    'missing-at-use | src/a.ts:2:3 | pl | "cart_few" is used here and is missing in Polish',
    'missing-at-use | src/a.ts:2:3 | pl | "cart_many" is used here and is missing in Polish',
  ]);
});

test("unused keys are told where somebody asks, without those that another message links to", async () => {
  const files = {
    "package.json": { dependencies: { i18next: "25" } },
    "locstep.yaml": `${CONFIG}checks: { unused-key: info }\n`,
    "locales/en/a.json": {
      used: '$t(a:link, {"count": 2}) $t(part.{{x}})',
      link_one: "L",
      link_other: "L",
      gone: "G",
      dyn: { a: "A", b: "B" },
      part: { a: "A" },
    },
    "locales/de/a.json": {},
    "src/a.ts": 'import { t } from "i18next";\nt("used");t(`dyn.${x}`);\n',
  };
  const repository = createRepository();
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  const { stdout, code } = await runCli(["check", "--json"], { cwd: repository.root });
  const unused = JSON.parse(stdout).findings.filter((one: Finding) => one.code === "unused-key");
  expect(unused.map(({ path, line, key }: Finding) => [path, line, key])).toEqual([
    ["locales/en/a.json", 5, ["gone"]],
  ]);
  expect(code).toBe(0);
});

test("a key that stands anywhere as a text, or begins like one, may be used", async () => {
  const texts = {
    label: { save: "S", load: "L", gone: "G" },
    error: { a: "A" },
    shop: { cart_one: "C", cart_other: "C" },
    late: "L",
    page: "P",
  };
  const findings = await checked(
    {
      "package.json": { dependencies: { i18next: "25" } },
      "locstep.yaml": `${CONFIG}checks: { unused-key: info }\n`,
      "locales/en/a.json": texts,
      "locales/de/a.json": texts,
      "src/labels.ts": [
        "// The reader's own",
        'export const labels = { save: "label.save", cart: `a:shop.cart` };',
        "export const load = isNew ? 'x' : 'label.load';",
        'export const error = (code) => "error." + code; // "label.gone',
        '"label.other',
        "const late = `${'late'}`;",
      ].join("\n"),
      // A page of Next.js, passed over as a test.
      "src/app/test/page.tsx": 'import { t } from "i18next";\nt("page");\n',
    },
    "locales/",
  );
  expect(findings).toEqual([expect.stringContaining('"label.gone" is used nowhere in the code')]);
});

test("placeholders that the library leaves to the code are no arguments", async () => {
  const texts = { open: "Open in %s", close: "Close %s", brace: "{total} in all" };
  const findings = await checked({
    "package.json": { dependencies: { i18next: "25" } },
    "locstep.yaml": CONFIG,
    "locales/en/a.json": texts,
    "locales/de/a.json": texts,
    "locales/en/b.json": { total: "{total} in all", one: "{total} of one" },
    "locales/de/b.json": { total: "{total}", one: "{total}" },
    "src/a.ts": `import { t } from "i18next";
t("open").replace("%s", name); t("total").replace("{total}", total);\n`,
  });
  expect(findings).toEqual([]);
});

test("a package that asks through another one of its workspace is looked through", async () => {
  const repository = createRepository();
  repository.write("package.json", { workspaces: ["packages/*"] });
  repository.write("packages/i18n/package.json", {
    name: "@shop/i18n",
    dependencies: { i18next: "25" },
  });
  repository.write("packages/app/package.json", {
    name: "app",
    devDependencies: { "@shop/i18n": "workspace:*" },
  });
  repository.write("packages/other/package.json", { name: "other" });
  repository.write("locstep.yaml", CONFIG);
  repository.write("locales/en/a.json", { pay: "Pay" });
  repository.write("locales/de/a.json", {});
  const code = 'import { useTexts } from "@shop/i18n";\nconst { t } = useTexts();\nt("pay");\n';
  repository.write("packages/app/src/a.ts", code);
  repository.write("packages/other/src/a.ts", code);
  const session = await openSession({ cwd: repository.root, environment: {} });
  expect(told((await session.check()).findings, "packages/")).toEqual([
    'missing-at-use | packages/app/src/a.ts:3:3 | de | "pay" is used here and is missing in German',
  ]);
});

test("a key that a data file or a server names is used, and the next check sees it go", async () => {
  const texts = { nav: { home: "H", server: "S", lost: "L" }, "flat.key": "F" };
  const repository = createRepository();
  repository.write("package.json", { dependencies: { i18next: "25" } });
  repository.write("locstep.yaml", `${CONFIG}checks: { unused-key: info }\n`);
  repository.write("locales/en/a.json", texts);
  repository.write("locales/de/a.json", texts);
  repository.write("src/a.ts", 'import { t } from "i18next";\nt(item.labelKey);\n');
  repository.write("src/navigation.json", { items: [{ labelKey: "nav.home" }] });
  repository.write("server/main.go", 'panic("nav.server")\n');
  // Another copy of the locale file, the baseline, and types that locstep writes.
  repository.write("backup/en.json", texts);
  repository.write(".locstep/notes.json", { key: "flat.key" });
  repository.write("src/keys.d.ts", 'interface Resources { "flat.key": "flat.key" }\n');
  await repository.commit("Start");
  await runCli(["init"], { cwd: repository.root });
  const check = async () => {
    const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    return findings.filter(({ code }) => code === "unused-key").map(({ key }) => key?.join("/"));
  };
  expect(await check()).toEqual(["nav/lost", "flat.key"]);
  repository.write("src/navigation.json", { items: [] });
  expect(await check()).toEqual(["nav/home", "nav/lost", "flat.key"]);
  repository.write("src/navigation.json", { items: ["nav.home", "nav.lost", "flat.key"] });
  expect(await check()).toEqual([]);
});

test("keys are not undefined while their own locale file cannot be read", async () => {
  const repository = await application(COMPONENT);
  repository.write("locales/en/common.json", '{ "half');
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { findings } = await session.check();
  expect(findings.map(({ code }) => code)).toContain("unreadable");
  expect(findings.map(({ code }) => code)).not.toContain("undefined-key");
});

test("keys that vue-i18n's messages link to are used", async () => {
  const texts = { used: "@:nav.link @.lower:(other)", nav: { link: "L" }, other: "O", gone: "G" };
  const findings = await checked(
    {
      "package.json": { dependencies: { "vue-i18n": "11" } },
      "locstep.yaml": `${CONFIG}checks: { unused-key: info }\n`,
      "locales/en/a.json": texts,
      "locales/de/a.json": texts,
      "src/a.vue": `<template>{{ $t("used") }}</template>\n`,
    },
    "locales/",
  );
  expect(findings).toEqual([expect.stringContaining('"gone" is used nowhere in the code')]);
});

test("code of a package without locale files of ours is passed over with a note", async () => {
  const calls = Array.from({ length: 25 }, (_, at) => `t("other.k${at}");`).join("\n");
  const repository = createRepository();
  repository.write("package.json", { workspaces: ["packages/*"] });
  repository.write("packages/a/package.json", { dependencies: { i18next: "25" } });
  repository.write("packages/b/package.json", { dependencies: { i18next: "25" } });
  repository.write("locstep.yaml", CONFIG);
  repository.write("locales/en/a.json", { k: "K" });
  repository.write("locales/de/a.json", { k: "K" });
  repository.write("packages/a/src/a.ts", 'import { t } from "i18next";\nt("k"); t("gone");\n');
  repository.write("packages/b/src/b.ts", `import { t } from "i18next";\n${calls}\n`);
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { findings, notes } = await session.check();
  expect(findings.filter(({ code }) => code === "undefined-key").map(({ path }) => path)).toEqual([
    "packages/a/src/a.ts",
  ]);
  expect(notes.join()).toContain("Most keys that the code in packages/b uses");
});

test("a run in which nothing changed and nothing is wrong loads no parser, nor what would use it", async () => {
  const repository = createRepository();
  const hook = `process.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`;
  repository.write(".git/hook.cjs", hook);
  repository.write("package.json", { dependencies: { i18next: "25" } });
  repository.write("l/en.json", { k: "Key" });
  repository.write("l/de.json", { k: "Wert" });
  repository.write("src/a.ts", 'import { t } from "i18next";\nt("k");\n');
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
  await repository.commit("Start");
  await runCli(["init"], { cwd: repository.root });
  await repository.commit("Adopt");
  const env = { NODE_OPTIONS: `--require ${repository.root}/.git/hook.cjs` };
  const loaded = async () => (await runCli(["check"], { cwd: repository.root, env })).stderr;
  expect(await loaded()).toMatch(/oxc-parser|parser\..*\.node/u);
  expect(await loaded()).not.toMatch(/oxc-parser|parser\..*\.node|check-usage/u);
});
