import type { Report } from "../../core/report/report.ts";
import { counted } from "../../core/report/words.ts";
import { code } from "./markdown.ts";

const MOST_REASONS = 5;

/** What could not be translated, by reason; empty for nothing. */
export function failures({ findings }: Report): string {
  const counts = new Map<string, number>();
  for (const { code: what, remark = "" } of findings) {
    if (what === "failed") counts.set(remark, (counts.get(remark) ?? 0) + 1);
  }
  if (counts.size === 0) return "";
  const items = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_REASONS)
    .map(([reason, count]) => `- ${counted(count, "text")}: ${code(reason, 400)}`);
  const more = counts.size - items.length;
  if (more > 0) items.push(`- … and ${counted(more, "more reason", "more reasons")}`);
  return `### Could not be translated\n\nThe next run asks again.\n\n${items.join("\n")}`;
}
