import type { Finding, FindingCode, Place, Severity, SourceChange } from "../model/finding.ts";
import { compareText } from "../model/job-group.ts";
import type { Key } from "../model/key.ts";
import { SENTENCES } from "./sentences.ts";

/** What is told once: a finding, or one state of one message in several locales. */
export interface Group {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly place: Place;
  readonly key?: Key;
  readonly change?: SourceChange;
  readonly remark?: string;
  /** Sorted; empty where no locale is concerned. */
  readonly locales: readonly string[];
  /** At least one, in the report's order. */
  readonly findings: readonly [Finding, ...Finding[]];
}

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Groups, the gravest first, then by place. Linear but for the sort. */
export function groupFindings(findings: readonly Finding[]): readonly Group[] {
  const shared = new Map<string, [Finding, ...Finding[]]>();
  const groups: [Finding, ...Finding[]][] = [];
  for (const finding of findings) {
    const id = sharedId(finding);
    const twins = id === undefined ? undefined : shared.get(id);
    if (twins !== undefined) {
      twins.push(finding);
      continue;
    }
    const group: [Finding, ...Finding[]] = [finding];
    groups.push(group);
    if (id !== undefined) shared.set(id, group);
  }
  return groups.map(toGroup).sort(compareGroups);
}

/** Equal for findings that tell one state of one message; undefined where each stands alone. */
function sharedId(finding: Finding): string | undefined {
  if (!isShareable(finding)) return undefined;
  const { code, severity, namespace, key, change, remark } = finding;
  const { path, line, column } = placeOf(finding);
  const since = [change?.from, change?.commit, change?.time];
  return JSON.stringify([code, severity, path, line, column, namespace, key, since, remark]);
}

function isShareable(finding: Finding): boolean {
  const { code, locale, locales } = finding;
  return SENTENCES[code].state !== undefined && (locale ?? locales) !== undefined;
}

function placeOf(finding: Finding): Place {
  const { path, line, column } = (isShareable(finding) ? finding.origin : undefined) ?? finding;
  return { path, line, column };
}

function toGroup(findings: readonly [Finding, ...Finding[]]): Group {
  const [first] = findings;
  const locales = findings.flatMap(({ locale, locales: several }) => several ?? locale ?? []);
  return {
    code: first.code,
    severity: first.severity,
    place: placeOf(first),
    ...(first.key !== undefined && { key: first.key }),
    ...(first.change !== undefined && { change: first.change }),
    ...(first.remark !== undefined && { remark: first.remark }),
    locales: [...new Set(locales)].sort(compareText),
    findings,
  };
}

function compareGroups(a: Group, b: Group): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    comparePlaces(a.place, b.place)
  );
}

export function comparePlaces(a: Place, b: Place): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
