import pico from "picocolors";
import type { Finding, Severity } from "../model/finding.ts";
import { remedyOf } from "./describe.ts";
import { frameLines, splitLines } from "./frame.ts";
import { type Group, groupFindings } from "./groups.ts";
import type { FirstUse, Notice } from "./notice.ts";
import { select } from "./selection.ts";
import { sentenceOf } from "./sentence.ts";
import { counted, formatCount } from "./words.ts";

/** Groups cut to what a build log can bear. */
export interface Notices {
  readonly told: readonly Notice[];
  /** What stands for all of them; undefined where nothing is told. */
  readonly summary?: string;
}

export interface NoticeOptions {
  /** Told one by one at most. */
  readonly max: number;
  /** Content of a file by its path from the repository's root. */
  readonly frames: (path: string) => string | undefined;
  /** Of a group: where its message is used. */
  readonly useOf?: (group: Group) => FirstUse | undefined;
}

/** Columns of a code frame. */
const WIDTH = 100;
const PLAIN = { colors: pico.createColors(false) };

/** What a host tells without being asked, the gravest first: notes are for reports. */
export function noticeGroups(findings: readonly Finding[]): readonly Group[] {
  return groupFindings(findings.filter(({ severity }) => severity !== "info"));
}

export function noticesOf(groups: readonly Group[], options: NoticeOptions): Notices {
  if (groups.length === 0) return { told: [] };
  const { told, alike, left } = select(groups, options.max);
  const others = alike.flat().reduce((sum, { count }) => sum + count, left);
  return {
    told: told.map(noticeMaker(options)),
    summary: summaryOf(groups, others),
  };
}

/** Makes notices of groups, and splits each file into lines once. */
export function noticeMaker({
  frames,
  useOf,
}: Omit<NoticeOptions, "max">): (group: Group) => Notice {
  const files = new Map<string, readonly string[]>();
  return (group) => {
    const { severity, place, code, key } = group;
    let lines = files.get(place.path);
    if (lines === undefined) files.set(place.path, (lines = splitLines(frames(place.path) ?? "")));
    const lineText = lines[place.line - 1];
    const use = useOf?.(group);
    return {
      severity,
      ...place,
      text: sentenceOf(group),
      hint: remedyOf(code, key),
      ...(lineText !== undefined && { lineText }),
      frame: frameLines(lines, place, WIDTH, PLAIN),
      ...(use !== undefined && { use }),
    };
  };
}

/** `Translations: 1 error and 12 warnings, 3 of them not shown; …`. */
function summaryOf(groups: readonly Group[], others: number): string {
  const counts = [
    [countIn(groups, "error"), "error"],
    [countIn(groups, "warning"), "warning"],
  ] as const;
  const parts = counts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  const rest = others === 0 ? "" : `, ${formatCount(others)} of them not shown`;
  return `Translations: ${parts.join(" and ")}${rest}; \`npx locstep check\` tells all`;
}

function countIn(groups: readonly Group[], severity: Severity): number {
  return groups.reduce((sum, group) => sum + (group.severity === severity ? group.count : 0), 0);
}
