import fc from "fast-check";
import { expect, test } from "vitest";
import { markerOf } from "../../../action/text/marker.ts";
import {
  MOST_BODY,
  type PullRequestFacts,
  pullRequestBody,
  pullRequestTitle,
} from "../../../action/text/pull-request.ts";
import type { Report, Translation } from "../../../core/report/report.ts";
import { foreign, report, translation } from "./foreign.ts";
import { codeOf, expectInert, rendered } from "./rendered.ts";

const REPORT: Report = {
  version: 1,
  sourceLocale: "en",
  locales: {
    de: { total: 4, translated: 3, unconfirmed: 0, stale: 0, missing: 1, pending: 1, rejected: 0 },
    fr: { total: 4, translated: 4, unconfirmed: 0, stale: 0, missing: 0, pending: 0, rejected: 0 },
  },
  changes: {
    added: [{ namespace: "a", key: ["nav", "cart"] }],
    changed: [{ namespace: "a", key: ["pay"] }],
    removed: [],
    moved: [],
  },
  findings: [],
  translations: [],
  submitted: { groups: 1, jobs: 2, messages: 2, words: 4, characters: 20, locales: {} },
  written: ["l/de.json", "l/fr.json"],
  notes: [],
};

function german(given: Partial<Translation>): Translation {
  return {
    locale: "de",
    namespace: "a",
    key: ["nav", "cart"],
    path: "l/de.json",
    outcome: "written",
    source: "Cart",
    text: "Warenkorb",
    origin: "provider",
    ...given,
  };
}

function bodyOf(translations: readonly Translation[], given: Partial<PullRequestFacts> = {}) {
  return pullRequestBody({
    report: REPORT,
    translations,
    base: "main",
    scope: "",
    keptCommits: 0,
    ...given,
  });
}

const facts: fc.Arbitrary<PullRequestFacts> = fc.record({
  report,
  translations: fc.array(translation, { maxLength: 12 }),
  base: foreign,
  scope: fc.constant(""),
  keptCommits: fc.nat(3),
});

test("whatever a repository or a service holds, no text of a body acts", () => {
  fc.assert(
    fc.property(facts, (given) => expectInert(pullRequestBody(given))),
    { numRuns: 60 },
  );
});

test("a body tells what changed and why, how locales stand, and every text as a diff", async () => {
  const body = bodyOf(
    [
      german({}),
      german({ locale: "fr", path: "l/fr.json", text: "Panier", origin: "memory", score: 101 }),
      german({
        key: ["pay"],
        source: "Pay now",
        previous: "Zahlen",
        previousByPerson: true,
        text: "Jetzt zahlen",
      }),
      german({
        key: ["hello"],
        outcome: "rejected",
        source: "Hello {name}",
        text: "Hallo {nom}",
        reason: "placeholder: expected {name}, found {nom}",
      }),
      german({ key: ["bye"], outcome: "suggested", source: "Bye", text: " Tschüss", score: 98 }),
    ],
    { keptCommits: 2 },
  );
  await expect(body).toMatchFileSnapshot("../../fixtures/action/pull-request.md");
  expectInert(body);
});

test("a body tells what could not be translated by reason, and what could not be written by place", () => {
  const finding = { severity: "error", path: "l/de.json", line: 2, column: 3 } as const;
  const findings = [
    { ...finding, code: "failed", message: "", remark: "too long" },
    { ...finding, code: "failed", message: "", remark: "too long" },
    { ...finding, code: "unwritable", message: '"a.x" cannot be brought in step' },
  ] as const;
  const body = bodyOf([], { report: { ...REPORT, findings } });
  expect(body).toContain(
    "### Could not be translated\n\nThe next run asks again.\n\n- 2 texts: `too long`",
  );
  expect(body).toContain('- `l/de.json:2`: `"a.x" cannot be brought in step`');
});

test("a body has at most 60,000 characters, and less detail the more there is to tell", () => {
  const sizes = [1, 30, 300, 3_000, 30_000];
  const bodies = sizes.map((size) =>
    bodyOf(
      Array.from({ length: size }, (_, at) =>
        german({
          locale: `de-x-l${at % 70}`,
          key: [`key${at}`],
          source: `Text ${at} `.repeat(20),
          text: `Text ${at} `.repeat(20),
        }),
      ),
    ),
  );
  for (const body of bodies) expect(body.length).toBeLessThanOrEqual(MOST_BODY);
  const shown = bodies.map((body) => (body.match(/^@@ /gmu) ?? []).length);
  expect(shown[0]).toBe(1);
  expect(shown[1]).toBe(30);
  expect(bodies.every((body) => body.includes("### Messages"))).toBe(true);
});

test("a cut goes through no character and no code block, wherever it falls", () => {
  const odd = ["👩‍👩‍👧‍👦", "𝒳", "`".repeat(3), "~~~", "\ud800", "</details>", "\n"];
  for (const [at, start] of ["", "x"].entries()) {
    const text = start + odd.join("").repeat(150 + at);
    for (const size of [1, 40]) {
      const body = bodyOf(
        Array.from({ length: size }, (_, index) =>
          german({ key: [`${text.slice(0, 90)}${index}`], source: text, text, previous: text }),
        ),
      );
      expect(body.length).toBeLessThanOrEqual(MOST_BODY);
      expect(body.isWellFormed()).toBe(true);
      expectInert(body);
    }
  }
});

test("a body costs what it shows, however long the texts that it has no room for are", () => {
  const text = "Перевод текста на русский язык, слово за словом. ".repeat(60);
  const many = (size: number) =>
    Array.from({ length: size }, (_, at) => german({ key: [`k${at}`], source: text, text }));
  const cost = (translations: readonly Translation[]): number => {
    const started = process.cpuUsage();
    bodyOf(translations);
    const { user, system } = process.cpuUsage(started);
    return user + system;
  };
  cost(many(40));
  expect(cost(many(4_000))).toBeLessThan(8 * cost(many(40)) + 200_000);
});

test("texts of a megabyte, names of locales and keys without end stay within 60,000", () => {
  const long = fc.constantFrom(
    "`".repeat(1_000_000),
    "x".repeat(1_000_000),
    "`|\\".repeat(100_000),
  );
  const huge = fc
    .tuple(long, fc.array(translation, { maxLength: 4 }), report)
    .map(([text, translations, given]): PullRequestFacts => {
      const message = { namespace: text, key: [text] };
      const many = Array.from({ length: 9 }, () => message);
      const locales = Object.fromEntries(
        Array.from({ length: 120 }, (_, at) => [
          `${at}${text.slice(0, 500)}`,
          REPORT.locales["de"],
        ]),
      ) as Report["locales"];
      return {
        report: {
          ...given,
          locales,
          changes: {
            added: many,
            changed: many,
            removed: many,
            moved: many.map((from) => ({ from, to: from })),
          },
        },
        translations: translations.map((one) => ({ ...one, text, previous: text, reason: text })),
        base: text,
        scope: "",
        keptCommits: 1,
      };
    });
  fc.assert(
    fc.property(huge, (given) => {
      expect(pullRequestBody(given).length).toBeLessThanOrEqual(MOST_BODY);
    }),
    { numRuns: 5 },
  );
});

test("equal facts give an equal fingerprint, other facts another, whatever people write below", () => {
  const body = bodyOf([german({})]);
  expect(bodyOf([german({})])).toBe(body);
  const marker = markerOf(`${body}\n\nReviewed by me`);
  expect(marker).toMatchObject({ kind: "pull-request", scope: "" });
  expect(markerOf(bodyOf([german({ text: "Korb" })]))).not.toEqual(marker);
  expect(markerOf("Update translations")).toBeUndefined();
});

test("a title names the locale where each has its own pull request", () => {
  expect(pullRequestTitle({})).toBe("Update translations");
  expect(pullRequestTitle({ locale: "pt-BR" })).toBe("Update Brazilian Portuguese translations");
});

test("a diff shows the spaces at a text's ends, and every line of it with its sign", () => {
  const body = bodyOf([german({ text: ` ${"Wort ".repeat(40)}`, previous: "```\nalt" })]);
  expect(rendered(body)).toContain("+ ␣Wort Wort");
  const lines = codeOf(body).split("\n");
  expect(lines.filter((line) => /^\+ (?:␣)?Wort/u.test(line))).toHaveLength(2);
  expect(lines).toContain("- ```\\nalt");
});
