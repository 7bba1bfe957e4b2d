import { basename } from "node:path";
import type { Severity } from "../../core/model/finding.ts";
import { columnsOf } from "../../core/report/columns.ts";
import { coverageOf, percentOf } from "../../core/report/coverage.ts";
import { shownKey } from "../../core/report/describe.ts";
import { countOf } from "../../core/report/retold.ts";
import { type Group, groupFindings } from "../../core/report/groups.ts";
import type { Notice } from "../../core/report/notice.ts";
import { noticeMaker } from "../../core/report/notices.ts";
import type { LocaleCounts, Report } from "../../core/report/report.ts";
import { SENTENCES } from "../../core/report/sentences.ts";
import { usesIn } from "../../core/report/uses.ts";
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

export interface PanelFinding extends Omit<Notice, "lineText" | "frame"> {
  readonly frame: readonly PanelLine[];
  readonly code: string;
  readonly title: string;
  readonly key?: string;
  readonly locales: readonly string[];
}

/** A line of code. `mark`: before which UTF-16 unit of its text the place is. */
export interface PanelLine {
  readonly number: string;
  readonly text: string;
  readonly mark?: number;
}

/** A browser is slow with more, and nobody reads them. */
const MOST_FINDINGS = 1_000;

/** `only`: a locale whose findings alone are wanted. */
export function panelOf(report: Report, root: string, only?: string): PanelData {
  const all = groupFindings(report.findings);
  const groups = only === undefined ? all : all.filter(({ locales }) => locales.includes(only));
  const { sourceLocale, locales, findings, notes } = report;
  const count = (severity: Severity) => countOf(findings, severity);
  return {
    project: nameOf(root),
    source: { id: sourceLocale, name: localeName(sourceLocale) },
    locales: Object.entries(locales)
      .map(localeOf)
      .toSorted((a, b) => coverageOf(a.counts) - coverageOf(b.counts)),
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    findings: groups.slice(0, MOST_FINDINGS).map(findingMaker(root, findings)),
    left: Math.max(0, groups.length - MOST_FINDINGS),
    notes,
  };
}

function nameOf(root: string): string {
  try {
    const { name } = JSON.parse(textReader(root)("package.json") ?? "{}");
    if (typeof name === "string" && name !== "") return name;
  } catch {
    // No package, as far as this goes.
  }
  return basename(root);
}

function localeOf([id, counts]: [string, LocaleCounts]): PanelLocale {
  return { id, name: localeName(id), percent: percentOf(coverageOf(counts)), counts };
}

function findingMaker(root: string, all: Report["findings"]): (group: Group) => PanelFinding {
  const noticeOf = noticeMaker({ frames: textReader(root), useOf: usesIn(all) });
  return (group) => {
    const { lineText: _, frame, ...notice } = noticeOf(group);
    const { code, key, locales } = group;
    return {
      ...notice,
      frame: linesOf(frame),
      code,
      title: SENTENCES[code].title,
      ...(key !== undefined && { key: shownKey(key) }),
      locales,
    };
  };
}

/** A browser draws letters as wide as it likes, so that a caret on a line below would miss. */
function linesOf(frame: readonly string[]): readonly PanelLine[] {
  const lines = frame.map((line) => /^\s*(\d*) │ (.*)$/su.exec(line) ?? []);
  return lines.flatMap(([, number = "", text = ""], at) => {
    if (number === "") return [];
    const [, below, caret = ""] = lines[at + 1] ?? [];
    return [{ number, text, ...(below === "" && { mark: unitAt(text, caret.length - 1) }) }];
  });
}

function unitAt(text: string, columns: number): number {
  let unit = 0;
  let taken = 0;
  for (const character of text) {
    if (taken >= columns) break;
    taken += columnsOf(character);
    unit += character.length;
  }
  return unit;
}
