import pico from "picocolors";
import { describe, expect, it } from "vitest";
import { frameLines, splitLines } from "../../../core/report/frame.ts";
import type { Page } from "../../../core/report/page.ts";

const page: Page = {
  command: "check",
  color: false,
  width: 80,
  frames: () => undefined,
  now: 0,
  max: 1,
  colors: pico.createColors(false),
};

function frame(text: string, line: number, column: number, columns: number = 60): string {
  return frameLines(splitLines(text), { path: "a.json", line, column }, columns, page).join("\n");
}

describe("a code frame", () => {
  it("points at the column of the line between its neighbours", () => {
    expect(frame('{\n  "a": "b",\n  "c": 1\n}\n', 2, 8)).toBe(
      ["1 │ {", '2 │   "a": "b",', "  │        ^", '3 │   "c": 1'].join("\n"),
    );
  });

  it("ends lines where positions do: at LF, CRLF and a lone CR", () => {
    expect(frame("a\r\nb\rc\nd", 3, 1)).toBe("2 │ b\n3 │ c\n  │ ^\n4 │ d");
  });

  it("takes a byte order mark for no column", () => {
    expect(frame("\ufeffab", 1, 2)).toBe("1 │ ab\n  │  ^");
  });

  it("points right behind tabs, wide characters, escapes and spaces", () => {
    expect(frame("\t日\u001b  x", 1, 6)).toBe("1 │   日\\u001b  x\n  │             ^");
  });

  it("shows only the part of a long line that is meant", () => {
    const line = `${"a".repeat(100_000)}HERE${"b".repeat(100_000)}`;
    expect(frame(line, 1, 100_001, 24)).toBe(
      "1 │ …aaaaaaaaaaHERE bbb".replace(" bbb", "bbbb…") + "\n  │            ^",
    );
  });

  it("ends also where a line is a megabyte of characters without width, or of halves", () => {
    const marks = "\u0301".repeat(200_000);
    expect(frame(`${marks}HERE${marks}`, 1, 200_001, 24)).toContain("HERE");
    const shown = frame(`${"👍".repeat(1_000)}HERE`, 1, 2_001, 25);
    expect(shown).toMatch(/^1 │ …(?:👍)+HERE$/mu);
  });

  it("shows the very end of a file", () => {
    expect(frame("a\n", 2, 1)).toBe("1 │ a\n2 │ \n  │ ^");
  });

  it("is silent where the file has no such place any more", () => {
    expect(frame("a", 2, 1)).toBe("");
    expect(frame("a", 1, 9)).toBe("");
  });
});
