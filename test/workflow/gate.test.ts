import { expect, test } from "vitest";
import { NO_JOURNAL } from "../support/no-journal.ts";
import { fromEngine } from "../../core/providers/from-engine.ts";
import type { Provider } from "../../core/providers/provider.ts";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { openSession } from "../../core/workflow/session.ts";
import { adoptIn, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

const COUNT = 60;
const isDamaged = (text: string) => Number(/\d+/u.exec(text)?.[0]) % 10 === 3;

/** Answers everything, one in ten without its placeholder; and what was asked for. */
function damagingProvider(asked: string[]): Provider {
  return fromEngine(
    {
      name: "damaging",
      fingerprint: "damaging/1",
      chunk: { messages: 25, words: 1_000 },
      async translate({ messages }) {
        asked.push(...messages.map(({ text }) => text));
        const answers = messages.map(({ text }) =>
          isDamaged(text) ? text.replace("{{name}}", "{{nom}}") : `de ${text}`,
        );
        return new Map(answers.entries());
      },
    },
    NO_JOURNAL,
  );
}

test("no damaged text reaches a file or the ledger; it is asked for once more, and then told until its source changes", async () => {
  const repository = createRepository();
  const numbers = Array.from({ length: COUNT }, (_, number) => number);
  const source = Object.fromEntries(numbers.map((n) => [`k${n}`, `Text ${n} for {{name}}`]));
  repository.write("locales/en.json", source);
  repository.write("locales/de.json", {});
  await repository.commit("Write texts");
  const damaged = numbers.filter((n) => n % 10 === 3).map((n) => `k${n}`);

  const asked: string[] = [];
  const report = await syncIn(repository.root, damagingProvider(asked));
  const german = JSON.parse(repository.read("locales/de.json")) as Record<string, string>;
  expect(Object.keys(german)).toEqual(Object.keys(source).filter((key) => !damaged.includes(key)));
  expect(Object.values(german).join()).not.toContain("{{nom}}");
  expect(report.locales["de"]).toMatchObject({
    total: COUNT,
    translated: COUNT - damaged.length,
    missing: damaged.length,
    rejected: damaged.length,
  });
  const told = report.findings.filter(({ code }) => code === "rejected");
  expect(told.map(({ key }) => key?.[0])).toEqual(damaged);
  expect(told[0]).toMatchObject({ severity: "error", message: expect.stringContaining("{{nom}}") });
  const refused = report.translations.filter(({ outcome }) => outcome === "rejected");
  expect(refused.map(({ key }) => key[0])).toEqual(damaged);
  expect(refused[0]).toMatchObject({
    locale: "de",
    source: "Text 3 for {{name}}",
    text: "Text 3 for {{nom}}",
    reason: expect.stringContaining("placeholder"),
  });
  expect(report.translations).toHaveLength(COUNT);
  const isAskedTwice = (text: string) => asked.filter((other) => other === text).length === 2;
  expect(damaged.map((key) => source[key] as string).every(isAskedTwice)).toBe(true);

  const askedNext: string[] = [];
  const next = await syncIn(repository.root, damagingProvider(askedNext));
  expect(askedNext).toEqual([]);
  expect(next.locales["de"]).toMatchObject({ rejected: damaged.length });
});

test("a plural form that CLDR asks of large numbers alone is doubted, and fails no check", async () => {
  const repository = createRepository();
  const plural = (forms: string): string => `{n, plural, one {#} ${forms}other {#s}}`;
  repository.write("locales/en.json", { files: plural("") });
  repository.write("locales/es.json", { files: plural("") });
  repository.write("locales/ru.json", { files: plural("") });
  await repository.commit("Translate");
  const { code, stdout } = await runCli(["check", "--json"], { cwd: repository.root });
  const told = (JSON.parse(stdout) as Report).findings.map((f) => [f.locale, f.code, f.severity]);
  expect(told).toContainEqual(["es", "plural", "warning"]);
  expect([code, told.filter(([, , severity]) => severity === "error")]).toEqual([
    1,
    [["ru", "plural", "error"]],
  ]);
});

test.each([" ", "\\t", "\u00a0", "\u3000", "\\n", "\\u00a0", "\\uFEFF", "\u1680"])(
  "a standing translation of nothing but %j is told as empty",
  async (blank) => {
    const repository = createRepository();
    repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['locales/{locale}.json']\n");
    repository.write("locales/en.json", { home: "Home" });
    repository.write("locales/de.json", JSON.stringify({ home: "X" }).replace("X", blank));
    await repository.commit("Translate");
    await adoptIn(repository.root);
    const session = await openSession({ cwd: repository.root, environment: {} });
    expect((await session.check()).findings.map(({ code }) => code)).toEqual(["empty"]);
  },
);
