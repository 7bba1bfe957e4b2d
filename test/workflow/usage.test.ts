import { expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import { openSession } from "../../core/workflow/session.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

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

function told(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ path }) => path.startsWith("src/"))
    .map(({ code, path, line, column, locale, message }) =>
      [code, `${path}:${line}:${column}`, locale, message].filter(Boolean).join(" | "),
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
    'missing-at-use | src/App.tsx:5:38 | de | "nav.home" is used here and has no German translation',
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
