import type { Finding } from "../../core/model/finding.ts";
import type { Report } from "../../core/report/report.ts";
import { counted } from "../../core/report/words.ts";
import { code } from "./markdown.ts";

const MOST_ITEMS = 5;

/** What could not be translated, by reason, and what no file has room for; empty for nothing. */
export function failures({ findings }: Report): string {
  return [
    untranslated(findings.filter((finding) => finding.code === "failed")),
    unwritable(findings.filter((finding) => finding.code === "unwritable")),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function untranslated(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const counts = new Map<string, number>();
  for (const { remark = "" } of findings) counts.set(remark, (counts.get(remark) ?? 0) + 1);
  const items = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${counted(count, "text")}: ${code(reason, 400)}`);
  return `### Could not be translated\n\nThe next run asks again.\n\n${list(items, "reason")}`;
}

function unwritable(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const items = findings.map(
    ({ path, line, message }) => `${code(`${path}:${line}`)}: ${code(message, 400)}`,
  );
  return `### Could not be written\n\nThese places need a hand.\n\n${list(items, "place")}`;
}

function list(items: readonly string[], noun: string): string {
  const shown = items.slice(0, MOST_ITEMS).map((item) => `- ${item}`);
  const more = items.length - shown.length;
  if (more > 0) shown.push(`- … and ${counted(more, `more ${noun}`, `more ${noun}s`)}`);
  return shown.join("\n");
}
