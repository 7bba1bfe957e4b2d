import { describe, expect, it } from "vitest";
import { formatGithub } from "../../../core/report/github.ts";
import { jsonPieces } from "../../../core/report/json.ts";
import { isQuiet, pageText } from "../../../core/report/page-text.ts";
import { formatSarif } from "../../../core/report/sarif.ts";
import { formatText } from "../../../core/report/text.ts";
import { caseNames, readCase } from "./cases.ts";

describe.each(caseNames)("the outputs of %s are those that stand beside it", (name) => {
  const { report, options, golden } = readCase(name);

  it.each([80, 60])("as text of %i columns", async (width) => {
    await expect(formatText(report, { ...options, width })).toMatchFileSnapshot(
      golden(`text-${width}.txt`),
    );
  });

  it("as text without words for findings, where it has no more to say", () => {
    const isSame = pageText(report, options) === formatText(report, options);
    expect(isSame).toBe(isQuiet(report));
  });

  it("as text in colour, escapes spelled out", async () => {
    const text = formatText(report, { ...options, color: true });
    await expect(text.replaceAll("\u001b", "␛")).toMatchFileSnapshot(golden("color.txt"));
  });

  it("as JSON", async () => {
    const json = [...jsonPieces(report)].join("");
    await expect(json).toMatchFileSnapshot(golden("report.json"));
  });

  it("as workflow commands", async () => {
    await expect(formatGithub(report.findings)).toMatchFileSnapshot(golden("github.txt"));
  });

  it("as SARIF", async () => {
    // The rules are the same in every case: one golden shows them.
    const sarif = formatSarif(report.findings, "1.2.3");
    const shown =
      name === "every-code" ? sarif : sarif.replace(/ {10}"rules": [^]*?\n {10}\]/u, "");
    await expect(shown).toMatchFileSnapshot(golden("report.sarif"));
  });
});
