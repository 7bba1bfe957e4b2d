import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../core/model/finding.ts";
import { columnsOf } from "../../../core/report/columns.ts";
import { describe as toFinding } from "../../../core/report/describe.ts";
import { groupFindings } from "../../../core/report/groups.ts";
import {
  type LocaleCounts,
  NOTHING_SUBMITTED,
  type Observation,
  type Report,
} from "../../../core/report/report.ts";
import { select } from "../../../core/report/selection.ts";
import { type TextOptions, formatText } from "../../../core/report/text.ts";
import { NOW, readCase } from "./cases.ts";

const none: Report = {
  version: 1,
  sourceLocale: "en",
  locales: {},
  changes: { added: [], changed: [], removed: [], moved: [] },
  findings: [],
  translations: [],
  submitted: NOTHING_SUBMITTED,
  written: [],
  notes: [],
};
const options: TextOptions = {
  command: "check",
  color: false,
  width: 80,
  frames: () => undefined,
  now: NOW,
  max: 50,
};

function countsOf(translated: number, missing: number, stale: number = 0): LocaleCounts {
  const total = translated + missing + stale;
  return { total, translated, unconfirmed: 0, stale, missing, pending: 0, rejected: 0 };
}

function cell(code: "missing" | "stale", locale: string, name: string, commit?: string): Finding {
  const seen: Observation = {
    code,
    path: `${locale}.json`,
    line: 1,
    column: 1,
    locale,
    namespace: "common",
    key: [name],
    detail: {
      origin: { path: "en.json", line: name.length, column: 1 },
      ...(commit !== undefined && { commit }),
    },
  };
  const finding = toFinding(seen, {}, NOW);
  if (finding === undefined) throw new Error("no code is off here");
  return finding;
}

describe("the table of locales", () => {
  const number = fc.oneof(fc.nat(9), fc.nat(99_999));
  const counts = fc
    .record({
      translated: number,
      unconfirmed: number,
      stale: number,
      missing: number,
      pending: number,
      rejected: number,
    })
    .map((given) => ({
      ...given,
      total: given.translated + given.unconfirmed + given.stale + given.missing,
    }));
  const ids = fc.constantFrom("de", "fr", "pt-BR", "zh-Hant-TW", "en-XA", "ja", "日本", "🎉");

  it("has rows of one width that fit, from 40 columns on", () => {
    const locales = fc.dictionary(ids, counts, { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(locales, fc.integer({ min: 40, max: 160 }), (given, width) => {
        const text = formatText({ ...none, locales: given }, { ...options, width });
        const rows = text.split("\n").filter((line) => /[█▓▒░].*\d%/u.test(line));
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) {
          expect(columnsOf(row)).toBe(columnsOf(rows[0] ?? ""));
          expect(columnsOf(row)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it("sorts by coverage, then by id", () => {
    const locales = {
      fr: countsOf(5, 5),
      de: countsOf(5, 5),
      ja: countsOf(9, 1),
      af: countsOf(9, 1),
    };
    const text = formatText({ ...none, locales }, options);
    expect(text.match(/\((?:de|fr|ja|af)\)/gu)).toEqual(["(de)", "(fr)", "(af)", "(ja)"]);
  });

  it("rounds nothing up to complete nor down to none", () => {
    const locales = { de: countsOf(999_999, 1), fr: countsOf(1, 999_999) };
    const text = formatText({ ...none, locales }, options);
    expect(text).toContain(" 99.9%");
    expect(text).toContain(" 0.1%");
  });
});

describe("the end of a sync", () => {
  const { origin: _, ...broken } = { ...cell("stale", "de", "home"), severity: "error" as const };
  const locales = { de: countsOf(1, 2, 1) };
  const synced = { ...none, locales, findings: [cell("missing", "de", "shop"), broken] };
  const told = formatText(synced, { ...options, command: "sync", width: 200 });

  it("tells what it left, beside its errors", () => {
    expect(told).toContain("See to the error, then run `locstep sync` again. 3 translations left");
  });

  it("is where a sync tells what is missing: no line above sends a person to sync again", () => {
    expect(told).not.toContain("missing: run");
    expect(told).toContain("stale: run `locstep accept home` if the translation still holds");
  });
});

describe("the findings", () => {
  it("tell a message once for all locales that share its state and its reason", () => {
    const findings = [
      cell("stale", "fr", "home", "aaaaaaa"),
      cell("stale", "de", "home", "aaaaaaa"),
      cell("stale", "ja", "home", "bbbbbbb"),
      cell("missing", "it", "home"),
    ];
    const text = formatText({ ...none, findings }, options);
    expect(text).toContain("home  stale in de and fr · changed in aaaaaaa");
    expect(text).toContain("home  stale in ja · changed in bbbbbbb");
    expect(text).toContain("home  missing in it");
  });

  it("name no locale where all are meant", () => {
    const ids = ["de", "fr", "it", "ja"];
    const locales = Object.fromEntries(ids.map((id) => [id, countsOf(1, 1)]));
    const findings = ids.map((id) => cell("missing", id, "home"));
    const text = formatText({ ...none, locales, findings }, options);
    expect(text).toContain("missing in all 4 locales");
  });

  it("are each told, summed up or counted as left, never lost", () => {
    const names = fc.constantFrom(
      "a",
      "bb",
      "ccc",
      "dddd",
      "eeeee",
      "ffffff",
      "ggggggg",
      "hhhhhhhh",
    );
    const finding = fc
      .tuple(fc.constantFrom("missing", "stale"), fc.constantFrom("de", "fr"), names)
      .map(([code, locale, name]) => cell(code, locale, name));
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 60 }), fc.nat(12), (findings, max) => {
        const { told, alike, left } = select(groupFindings(findings), max);
        const counted = [...told, ...alike.flat()].flatMap((group) => group.findings);
        expect(counted.length + left).toBe(findings.length);
        expect(told.length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("show errors where not all can be shown", () => {
    const { report } = readCase("every-code");
    const text = formatText(report, { ...options, max: 11 });
    const told = report.findings.filter(({ severity }) => severity === "error");
    for (const { code } of told) expect(text).toContain(`→ ${code}: `);
    expect(text).toContain(`… and ${report.findings.length - 11} more; --json lists all`);
  });

  it("tell copies of the source five times a file and count the rest, each text once", () => {
    const findings = Array.from({ length: 40 }, (_, at) => copy("de.json", `key${at}`));
    const text = formatText({ ...none, findings: [...findings, copy("fr.json", "k")] }, options);
    expect(text.match(/\("Copied text"\)/gu)).toHaveLength(6);
    expect(text).not.toContain('"Copied text" →');
    expect(text).toContain("… and 35 more that read the same");
    expect(text).toContain("fr.json");
  });

  it("say each remedy once", () => {
    const findings = Array.from({ length: 40 }, (_, at) =>
      cell("missing", "de", "k".repeat(at + 1)),
    );
    const text = formatText({ ...none, findings }, options);
    expect(text.match(/→ missing: /gu)).toHaveLength(1);
    expect(text).toContain("… and 35 more missing in de");
  });

  it("stay within 60 columns, code frames included", () => {
    for (const name of ["check", "every-code", "sync", "east-asian", "new-locale"]) {
      const { report, options } = readCase(name);
      const lines = formatText(report, { ...options, width: 60 }).split("\n");
      for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(60);
    }
  });
});

function copy(path: string, name: string): Finding {
  const detail = { source: "Copied text", target: "Copied text" };
  const seen = { path, line: 1, column: 1, locale: path.slice(0, 2), key: [name], detail };
  return toFinding({ code: "unchanged", ...seen }, {}, NOW) as Finding;
}

describe("the last line", () => {
  const behind = { ...none, locales: { de: countsOf(8, 1, 1) } };
  const flying = { ...none, locales: { de: { ...countsOf(8, 2), pending: 2 } } };
  const failed: Observation = { code: "unreadable", path: "de.json", line: 1, column: 1 };
  const broken = { ...behind, findings: [toFinding(failed, {})].filter((f) => f !== undefined) };

  it.each([
    ["check", { ...none, locales: { de: countsOf(9, 0) } }, "✓ Everything is in step."],
    ["check", behind, "→ Run `locstep sync`: 2 translations to make."],
    ["check", broken, "→ See to the error, then run `locstep check` again."],
    [
      "sync",
      flying,
      "→ 2 translations in flight: run `locstep sync` again to collect what is done.",
    ],
    [
      "check",
      flying,
      "→ 2 translations in flight: run `locstep sync` again to collect what is done.",
    ],
    [
      "dry-run",
      behind,
      "→ A dry run: nothing was written or sent. Leave `--dry-run` out to do it.",
    ],
    ["check", none, "  under `targetLocales`, in locstep.yaml."],
  ] as const)("of %s says what to do next: %#", (command, report, line) => {
    expect(
      formatText(report, { ...options, command })
        .trimEnd()
        .split("\n")
        .pop(),
    ).toBe(line);
  });

  it("never sends a sync in circles", () => {
    expect(formatText(behind, { ...options, command: "sync" })).not.toContain("run `locstep sync`");
  });
});
