import { describe, expect, it } from "vitest";
import type { Finding } from "../../../core/model/finding.ts";
import { formatGithub } from "../../../core/report/github.ts";
import { readCase } from "./cases.ts";

const finding: Finding = {
  code: "placeholder",
  severity: "error",
  path: "de.json",
  line: 7,
  column: 14,
  message: "lacks {count}",
};

describe("workflow commands", () => {
  it("escape data and properties as GitHub's own toolkit does", () => {
    const path = "100%,a:b\r\n.json";
    expect(
      formatGithub([{ ...finding, path, message: "50%\n::error::", hint: "do, it: now" }]),
    ).toBe(
      "::error file=100%25%2Ca%3Ab%0D%0A.json,line=7,col=14,title=Placeholders differ" +
        "::50%25%0A::error:: → do, it: now\n",
    );
  });

  it("tell one message of many locales in one annotation, at its source", () => {
    expect(formatGithub(readCase("check").report.findings)).toContain(
      "::warning file=src/locales/en/common.json,line=3,col=5,title=Stale translation::" +
        '"nav.home" is stale in German (de), Japanese (ja) and Brazilian Portuguese (pt-BR)',
    );
  });

  it("are ten of each level, which is what GitHub shows, and count the rest", () => {
    const severities = ["error", "warning", "info"] as const;
    const many = severities.flatMap((severity) =>
      Array.from({ length: 11 }, (_, at): Finding => ({ ...finding, severity, line: at + 1 })),
    );
    const lines = formatGithub(many).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::warning "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::notice "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("… and 1 more"))).toHaveLength(3);
  });
});
