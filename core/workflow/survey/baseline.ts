import { readInside, writeInside } from "../../project/files.ts";
import { createBaseline, withoutBaseline } from "../../report/baseline.ts";
import type { Report } from "../../report/report.ts";
import { counted } from "../../report/words.ts";
import { type Project, baselinePath } from "../checkout/project.ts";

/** The report without what the baseline holds; says how much that is. Throws UsageError. */
export async function lessBaseline(project: Project, report: Report): Promise<Report> {
  const path = baselinePath(project);
  const bytes = await readInside(project.repository.root, path);
  if (bytes === undefined) return report;
  const findings = withoutBaseline(report.findings, Buffer.from(bytes).toString("utf8"), path);
  const known = report.findings.length - findings.length;
  if (known === 0) return report;
  const note = `Left out ${counted(known, "finding")} that ${path} holds.`;
  return { ...report, findings, notes: [...report.notes, note] };
}

/** Writes down what is found today, so that only what is new is told. Returns path and number. */
export async function writeBaseline(
  project: Project,
  report: Report,
): Promise<{ readonly path: string; readonly findings: number }> {
  const path = baselinePath(project);
  await writeInside(project.repository.root, path, Buffer.from(createBaseline(report.findings)));
  return { path, findings: report.findings.length };
}
