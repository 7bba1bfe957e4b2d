import { basename } from "node:path";
import type { Severity } from "../../core/model/finding.ts";
import { coverageOf, percentOf } from "../../core/report/coverage.ts";
import { shownKey } from "../../core/report/describe.ts";
import { countOf } from "../../core/report/retold.ts";
import { type Group, groupFindings } from "../../core/report/groups.ts";
import type { Notice } from "../../core/report/notice.ts";
import { noticeMaker } from "../../core/report/notices.ts";
import type { LocaleCounts, Report } from "../../core/report/report.ts";
import { SENTENCES } from "../../core/report/sentences.ts";
import { localeName } from "../../core/report/words.ts";
import { textReader } from "./text-reader.ts";

/** What the panel in the browser shows. `plugin/panel/*.js` reads it: change both together. */
export interface PanelData {
  /** As its package is named, else its folder. */
  readonly project: string;
  readonly source: { readonly id: string; readonly name: string };
  /** The least covered first. */
  readonly locales: readonly PanelLocale[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The gravest first, then by place. */
  readonly findings: readonly PanelFinding[];
  /** How many groups there are beyond those. */
  readonly left: number;
  readonly notes: readonly string[];
}

export interface PanelLocale {
  readonly id: string;
  readonly name: string;
  readonly percent: string;
  readonly counts: LocaleCounts;
}

export interface PanelFinding extends Omit<Notice, "lineText"> {
  readonly code: string;
  readonly title: string;
  readonly key?: string;
  readonly locales: readonly string[];
}

/** A browser is slow with more, and nobody reads them. */
const MOST_FINDINGS = 1_000;

export function panelOf(report: Report, root: string): PanelData {
  const groups = groupFindings(report.findings);
  const { sourceLocale, locales, findings, notes } = report;
  const count = (severity: Severity) => countOf(findings, severity);
  return {
    project: nameOf(root),
    source: { id: sourceLocale, name: localeName(sourceLocale) },
    locales: Object.entries(locales)
      .map(localeOf)
      .toSorted((a, b) => coverageOf(a.counts) - coverageOf(b.counts)),
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    findings: groups.slice(0, MOST_FINDINGS).map(findingMaker(root)),
    left: Math.max(0, groups.length - MOST_FINDINGS),
    notes,
  };
}

function nameOf(root: string): string {
  const [, name] = /"name"\s*:\s*"([^"\\]+)"/u.exec(textReader(root)("package.json") ?? "") ?? [];
  return name ?? basename(root);
}

function localeOf([id, counts]: [string, LocaleCounts]): PanelLocale {
  return { id, name: localeName(id), percent: percentOf(coverageOf(counts)), counts };
}

function findingMaker(root: string): (group: Group) => PanelFinding {
  const noticeOf = noticeMaker({ frames: textReader(root) });
  return (group) => {
    const { lineText: _, ...notice } = noticeOf(group);
    const { code, key, locales } = group;
    return {
      ...notice,
      code,
      title: SENTENCES[code].title,
      ...(key !== undefined && { key: shownKey(key) }),
      locales,
    };
  };
}
