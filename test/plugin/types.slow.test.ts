import { expect, test } from "vitest";
import { createApplication, runNode } from "../support/application.ts";
import type { TestRepository } from "../support/repository.ts";

const TSC = ["node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false"];
const LIBRARY_PACKAGES = ["i18next", "vue-i18n", "vue", "use-intl", "react"];

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: "preserve",
    lib: ["ES2022", "DOM"],
    skipLibCheck: true,
    types: [],
  },
  include: ["src"],
};

function typed(library: string, english: object, code: string): Promise<TestRepository> {
  return createApplication({
    packages: ["vite", "typescript", ...LIBRARY_PACKAGES],
    config: "sourceLocale: en\nfiles:\n  - locales/{locale}.json\n",
    files: {
      "locales/en.json": english,
      "locales/de.json": english,
      "tsconfig.json": TSCONFIG,
      "src/use.ts": code,
      "main.js": "console.log(1);\n",
      // next-intl, as far as types go, hands on what use-intl has.
      "node_modules/next-intl/package.json": { name: "next-intl", types: "index.d.ts" },
      "node_modules/next-intl/index.d.ts": `export * from "use-intl";\n`,
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
const types = { path: "src/locstep.d.ts", library: "${library}" };
export default { plugins: [locstep({ types })] };\n`,
    },
  });
}

const ENGLISH = {
  nav: { home: "Home" },
  "odd key": "Odd",
  cart_one: "One",
  cart_other: "{{count}}",
};

test.each([
  [
    "i18next",
    `import i18next from "i18next";
export const fine = [i18next.t("nav.home"), i18next.t("odd key"), i18next.t("cart", { count: 2 })];
export const wrong = i18next.t("nav.hoem");\n`,
  ],
  [
    "use-intl",
    `import { useTranslations } from "use-intl";
export const fine = () => [useTranslations("nav")("home"), useTranslations()("odd key")];
export const wrong = () => useTranslations("nav")("hoem");\n`,
  ],
  [
    "next-intl",
    `import { useTranslations } from "next-intl";
export const fine = () => [useTranslations("nav")("home"), useTranslations()("odd key")];
export const wrong = () => useTranslations("nav")("hoem");\n`,
  ],
  [
    "vue-i18n",
    `import type { DefineLocaleMessage } from "vue-i18n";
export const fine: DefineLocaleMessage["nav"] = { home: "Start" };
export const wrong: DefineLocaleMessage["nav"] = { hoem: "Start" };\n`,
  ],
])(
  "a build writes types of the keys for %s: right keys pass, a wrong one does not",
  async (library, code) => {
    const { root, read } = await typed(library, ENGLISH, code);
    const build = await runNode(root, ["node_modules/vite/bin/vite.js", "build"]);
    expect(build.code, build.log).toBe(0);
    expect(read("src/locstep.d.ts")).toContain(`declare module "${library}"`);
    const { log } = await runNode(root, TSC);
    const errors = log
      .trim()
      .split("\n")
      .filter((line) => line.includes("error TS"));
    expect(errors, log).toHaveLength(1);
    const line = code.split("\n").findIndex((text) => text.includes("hoem")) + 1;
    expect(errors[0]).toMatch(new RegExp(`^src/use\\.ts\\(${line},`));
  },
);

test("thousands of keys cost a type checker little: two types a key", async () => {
  const uses = Array.from({ length: 200 }, (_, at) => `i18next.t("group${at}.key3");`);
  const code = `import i18next from "i18next";\n${uses.join("\n")}\n`;
  const english = (keys: number) =>
    Object.fromEntries(
      Array.from({ length: 200 }, (_, group) => [
        `group${group}`,
        Object.fromEntries(Array.from({ length: keys }, (_, key) => [`key${key}`, "Text"])),
      ]),
    );
  const types: number[] = [];
  for (const keys of [4, 20]) {
    const { root } = await typed("i18next", english(keys), code);
    await runNode(root, ["node_modules/vite/bin/vite.js", "build"]);
    const { code: end, log } = await runNode(root, [...TSC, "--extendedDiagnostics"]);
    expect(end, log).toBe(0);
    types.push(Number(/^Types:\s+(\d+)$/mu.exec(log)?.[1]));
  }
  const [few = 0, many = 0] = types;
  // 3,200 keys more.
  expect(many - few).toBeLessThan(2.5 * 3_200);
});
