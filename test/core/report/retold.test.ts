import { expect, test } from "vitest";
import type { Finding } from "../../../core/model/finding.ts";
import { isFailure } from "../../../core/report/fail-on.ts";
import { groupFindings } from "../../../core/report/groups.ts";
import { type Part, countOf, partsOf, reportOf, withMore } from "../../../core/report/retold.ts";
import { NOTHING_SUBMITTED } from "../../../core/report/report.ts";

const REST = {
  version: 1,
  sourceLocale: "en",
  locales: {},
  changes: { added: [], changed: [], removed: [], moved: [] },
  translations: [],
  submitted: NOTHING_SUBMITTED,
  written: [],
  notes: [],
} as const;

function findingsOf(locale: string): readonly Finding[] {
  const about = { locale, namespace: "app", severity: "warning" } as const;
  const source = { path: "en.json", line: 3, column: 1 };
  return [
    { code: "missing", ...source, ...about, key: ["home"], message: `home in ${locale}` },
    {
      code: "orphaned",
      ...about,
      path: `${locale}.json`,
      line: locale.length,
      column: 1,
      severity: "info",
      key: ["gone"],
      message: `gone in ${locale}`,
    },
  ];
}

function told(): { readonly parts: readonly Part[]; readonly made: string[] } {
  const made: string[] = [];
  const first = findingsOf("fr");
  const retold = ["fr", "pt-BR", "de"].map((locale) => ({
    first,
    locale,
    findings() {
      made.push(locale);
      return findingsOf(locale);
    },
  }));
  const [missing, orphaned] = findingsOf("ja") as [Finding, Finding];
  return { parts: [missing, ...retold, orphaned], made };
}

test("what several targets are told is grouped as the findings themselves are", () => {
  const { parts } = told();
  const listed = groupFindings(reportOf(parts, REST).findings);
  const groups = groupFindings(parts);
  expect(groups).toEqual(listed);
  expect(groups.map(({ locales, count }) => [locales, count])).toEqual([
    [["de", "fr", "ja", "pt-BR"], 4],
    [["de", "fr", "ja", "pt-BR"], 4],
  ]);
});

test("counting and grouping make no finding, asking for all of them makes each once", () => {
  const { parts, made } = told();
  const report = reportOf(parts, REST);
  groupFindings(parts);
  expect([countOf(parts, "warning"), countOf(parts, "info")]).toEqual([4, 4]);
  expect([isFailure(parts, "warning"), isFailure(parts, "error")]).toEqual([true, false]);
  expect(made).toEqual([]);
  expect(report.findings).toBe(report.findings);
  expect(report.findings).toHaveLength(8);
  expect(made).toEqual(["fr", "pt-BR", "de"]);
});

test("what is told behind a report leaves its findings to be made", () => {
  const { parts, made } = told();
  const used: Finding = { ...(findingsOf("ja")[0] as Finding), code: "missing-at-use" };
  const more = withMore(withMore(reportOf(parts, REST), [], ["first"]), [used], ["second"]);
  expect([more.notes, partsOf(more).length, made]).toEqual([["first", "second"], 6, []]);
  expect(more.findings.at(-1)).toBe(used);
  expect(more.findings).toHaveLength(9);
});
