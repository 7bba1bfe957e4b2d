import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINDING_CODES, type FindingCode, type Severity } from "../../../core/model/finding.ts";
import { describe as toFinding, remedyOf } from "../../../core/report/describe.ts";
import type { Observation } from "../../../core/report/report.ts";
import { SENTENCES } from "../../../core/report/sentences.ts";

const NOW = 1_800_000_000;
const stale: Observation = {
  code: "stale",
  path: "src/locales/de/common.json",
  line: 3,
  column: 13,
  locale: "de",
  namespace: "common",
  key: ["nav", "home"],
  detail: {
    sourceLocale: "en",
    origin: { path: "src/locales/en/common.json", line: 3, column: 13 },
    previousSource: "Home",
    source: "Start page",
    commit: "1a2b3c4",
    time: NOW - 22 * 86_400,
  },
};

describe("describe", () => {
  it("says who, what is wrong since when, and what to do", () => {
    expect(toFinding(stale, {}, NOW)).toEqual({
      code: "stale",
      severity: "warning",
      path: "src/locales/de/common.json",
      line: 3,
      column: 13,
      locale: "de",
      namespace: "common",
      key: ["nav", "home"],
      origin: { path: "src/locales/en/common.json", line: 3, column: 13 },
      change: { from: "Home", to: "Start page", commit: "1a2b3c4", time: NOW - 22 * 86_400 },
      message:
        '"nav.home" changed in English since its German translation was made ("Home" → "Start page"), 3 weeks ago in 1a2b3c4',
      hint: "run `locstep sync`, or `locstep accept nav.home` if the translation still holds",
    });
  });

  it("names the file where no key is concerned", () => {
    const seen: Observation = { code: "unreadable", path: "de.json", line: 1, column: 2 };
    const reasoned = { ...seen, detail: { reason: "a comma is missing." } };
    expect(toFinding(reasoned, {})?.message).toBe("de.json cannot be read: a comma is missing");
  });

  it("lets the configuration win over the observation, and that over the code", () => {
    const optional = { ...stale, severity: "info" } as const;
    expect(toFinding(stale, {})?.severity).toBe("warning");
    expect(toFinding(optional, {})?.severity).toBe("info");
    expect(toFinding(optional, { stale: "error" })?.severity).toBe("error");
    expect(toFinding(optional, { stale: "off" })).toBeUndefined();
  });

  it("makes a whole sentence of every code, with every detail and with none", () => {
    for (const code of FINDING_CODES) {
      const bare: Observation = { code, path: "de.json", line: 1, column: 1, key: ["a"] };
      for (const seen of [bare, { ...stale, code }]) {
        const { message, hint } = toFinding(seen, {}, NOW) ?? {};
        expect(message).toMatch(/^"\S+" [a-z].*[^.\s]$/u);
        expect(message).not.toMatch(/undefined|null|NaN| {2}|\(\)|: ?$/u);
        expect(hint).toMatch(/^\S.*[^.\s]$/u);
      }
    }
  });

  it("tells how two multisets differ", () => {
    const expected = ["{name}", "{name}", "{count}"];
    const detail = { expected, found: ["{count}", "{name}", "{nmae}"], sourceLocale: "en" };
    const seen = { ...stale, code: "placeholder", detail } as const;
    expect(toFinding(seen, {})?.message).toBe('"nav.home" lacks {name} and adds {nmae} in German');
    const equal = { ...seen, detail: { ...detail, found: expected } };
    expect(toFinding(equal, {})?.message).toBe(
      '"nav.home" has other placeholders in German than in English',
    );
  });

  it("tells what stands in an edit's way", () => {
    const obstacle = { reason: "text", at: ["nav"] } as const;
    const seen = { ...stale, code: "unwritable", detail: { obstacle } } as const;
    expect(toFinding(seen, {})?.message).toBe(
      '"nav.home" cannot be brought in step in German: "nav" is a text there, and has no room for keys',
    );
    const root = { reason: "root", at: [] } as const;
    expect(toFinding({ ...seen, detail: { obstacle: root } }, {})?.message).toContain(
      "in German: the file has no top key",
    );
  });

  it("gives no shell more than a word of a key", () => {
    const segment = fc.oneof(fc.string(), fc.constantFrom("a", "$(id)", "`id`", "\n", "--all"));
    const key = fc.array(segment, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(key, fc.constantFrom(...FINDING_CODES), (segments, code) => {
        const commands = remedyOf(code, segments).match(/`locstep (?:accept|redo)[^`]*`/gu) ?? [];
        for (const command of commands) {
          expect(command).toMatch(/^`locstep \w+ (?:<key>|\w[\w.-]*)`$/u);
        }
      }),
    );
    expect(remedyOf("stale", ["$(id)"])).toContain("accept <key>");
    expect(remedyOf("stale", ["-rf"])).toContain("accept <key>");
  });
});

describe("the table", () => {
  it("has the severities of the design", () => {
    const groups: Record<Severity, readonly FindingCode[]> = {
      error: [
        "rejected",
        "failed",
        "unwritable",
        "unreadable",
        "empty",
        "placeholder",
        "syntax",
        "plural",
        "markup",
        "link",
        "locked",
        "undefined-key",
      ],
      warning: [
        "missing",
        "argument",
        "stale",
        "conflict",
        "alias",
        "unchanged",
        "length",
        "punctuation",
        "whitespace",
        "number",
        "warned",
      ],
      info: [
        "orphaned",
        "by-person",
        "duplicate-key",
        "missing-at-use",
        "stale-at-use",
        "unused-key",
      ],
    };
    for (const severity of ["error", "warning", "info"] as const) {
      const codes = FINDING_CODES.filter((code) => SENTENCES[code].severity === severity);
      expect(codes.toSorted()).toEqual(groups[severity].toSorted());
    }
  });

  it("gives every code its own title", () => {
    expect(new Set(FINDING_CODES.map((code) => SENTENCES[code].title)).size).toBe(
      FINDING_CODES.length,
    );
  });
});
