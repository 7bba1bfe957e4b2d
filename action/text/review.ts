import type { Finding, FindingCode, Severity } from "../../core/model/finding.ts";
import { shownKey } from "../../core/report/describe.ts";
import { countOf } from "../../core/report/retold.ts";
import { type Group, groupFindings } from "../../core/report/groups.ts";
import type { Report } from "../../core/report/report.ts";
import { sentenceOf } from "../../core/report/sentence.ts";
import { SENTENCES } from "../../core/report/sentences.ts";
import { counted, formatCount, listed } from "../../core/report/words.ts";
import { changesList } from "./changes.ts";
import { coverageTable } from "./coverage-table.ts";
import { code, details, htmlCode, joined } from "./markdown.ts";
import { marked } from "./marker.ts";

/** A report seen from a change. */
export interface ReviewFacts {
  readonly report: Report;
  /** What the change brought about, or touches. */
  readonly fresh: readonly Finding[];
  /** What stood there before it. */
  readonly known: readonly Finding[];
  /** How many findings of the base it ended. */
  readonly ended: number;
  /** `scopeOf` the project. */
  readonly scope: string;
}

const MOST_ROWS = 60;
/** Groups told one by one: from all down to none. */
const STEPS = [Infinity, 300, 100, 30, 10, 0];

/** Markdown of at most `most` UTF-16 units. Strangers' texts stand in code. */
export function reviewText(facts: ReviewFacts, most: number): string {
  const { report, fresh, known, ended } = facts;
  const groups = groupFindings(fresh);
  const head = joined([
    leadOf(facts),
    coverageTable(report, MOST_ROWS),
    changesList(report.changes),
  ]);
  const tail = joined([
    known.length === 0 ? "" : `Already there before this change: ${byCode(known)}.`,
    ended === 0 ? "" : `Fixed by this change: ${counted(ended, "finding")}.`,
    fresh.some(isTranslatable) ? TRANSLATES : "",
  ]);
  const room = most - head.length - tail.length - 200;
  const told = STEPS.map((step) => fileBlocks(groups, step, room)).find(
    (text) => text !== undefined,
  );
  return marked("review", facts.scope, joined([head, told ?? "", tail]));
}

const TRANSLATES =
  "`npx locstep sync` translates on this branch what is missing or stale; where the action translates on pushes, it does so after the merge.";

function isTranslatable({ code: what }: Finding): boolean {
  return what === "missing" || what === "stale";
}

function leadOf({ fresh, report }: ReviewFacts): string {
  const counts = (["error", "warning", "info"] as const)
    .map((severity) => [countOf(fresh, severity), NOUNS[severity]] as const)
    .filter(([count]) => count > 0)
    .map(([count, noun]) => counted(count, noun));
  if (counts.length > 0) return `**This change leaves ${listed(counts)} in its translations.**`;
  const open = Object.values(report.locales).some(({ stale, missing }) => stale + missing > 0);
  return open
    ? "**This change leaves nothing new to translate.**"
    : "**Every locale is in step with its source.**";
}

const NOUNS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};
const SIGNS: Readonly<Record<Severity, string>> = { error: "❌", warning: "⚠️", info: "ℹ️" };

/** A folded part a file; undefined where all of it is longer than `room`. */
function fileBlocks(groups: readonly Group[], step: number, room: number): string | undefined {
  const shown = groups.slice(0, step);
  if (shown.length * SHORTEST_ITEM > room) return undefined;
  const files = new Map<string, Group[]>();
  for (const group of shown) {
    const file = files.get(group.place.path);
    if (file === undefined) files.set(group.place.path, [group]);
    else file.push(group);
  }
  const blocks = [...files].map(([path, own]) => {
    const items = own.map(itemOf).join("\n");
    return details(`${htmlCode(path)} · ${own.length}`, items, files.size <= MOST_OPEN);
  });
  const more = groups.length - shown.length;
  if (more > 0) blocks.push(`… and ${formatCount(more)} more: the report lists all.`);
  const text = blocks.join("\n\n");
  return text.length > room ? undefined : text;
}

const SHORTEST_ITEM = 30;
const MOST_OPEN = 5;

function itemOf(group: Group): string {
  const { severity, place, change } = group;
  const { title } = SENTENCES[group.code];
  const parts = [`- ${SIGNS[severity]} line ${place.line} · **${title}**`];
  if (SENTENCES[group.code].state === undefined || group.key === undefined) {
    parts.push(code(sentenceOf(group), 400));
  } else {
    parts.push(code(shownKey(group.key)));
    if (group.locales.length > 0)
      parts.push(`in ${listed(group.locales.map((id) => code(id, 40)))}`);
    if (change?.from !== undefined && change.to !== undefined) {
      parts.push(`· ${code(change.from)} → ${code(change.to)}`);
    }
    if (group.remark !== undefined) parts.push(`· ${code(group.remark, 400)}`);
  }
  return parts.join(" ");
}

/** `12 missing, 3 stale`: by our own words for codes. */
function byCode(findings: readonly Finding[]): string {
  const counts = new Map<FindingCode, number>();
  for (const finding of findings) counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
  return [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
}
