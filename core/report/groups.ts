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
  const shared = new Map<string, Findings>();
  const near = new WeakMap<Key, Findings[]>();
  const groups: Findings[] = [];
  for (const finding of findings) {
    if (!isShareable(finding)) {
      groups.push([finding]);
      continue;
    }
    const { key } = finding;
    const known = key && near.get(key)?.find(([first]) => isTwin(first, finding));
    if (known !== undefined) {
      known.push(finding);
      continue;
    }
    const id = sharedId(finding);
    let group = shared.get(id);
    if (group === undefined) {
      shared.set(id, (group = [finding]));
      groups.push(group);
    } else group.push(finding);
    if (key !== undefined) near.set(key, [...(near.get(key) ?? []), group]);
  }
  const lists = new Map<string, readonly string[]>();
  return groups.map((group) => toGroup(group, lists)).sort(compareGroups);
}

type Findings = [Finding, ...Finding[]];

/** Told of fifty locales, a message is mostly the same object: seen without a look at its words. */
function isTwin(one: Finding, other: Finding): boolean {
  return (
    one.code === other.code &&
    one.severity === other.severity &&
    one.namespace === other.namespace &&
    one.origin === other.origin &&
    one.change === other.change &&
    one.remark === other.remark &&
    (one.origin !== undefined ||
      SENTENCES[one.code].isScattered === true ||
      isSamePlace(one, other))
  );
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}

/** Equal for findings that tell one state of one message. */
function sharedId(finding: Finding): string {
  const { code, severity, namespace, key, change, remark } = finding;
  const { path, line, column } = SENTENCES[code].isScattered ? NOWHERE : placeOf(finding);
  const since = [change?.from, change?.commit, change?.time];
  return JSON.stringify([code, severity, path, line, column, namespace, key, since, remark]);
}

const NOWHERE: Partial<Place> = {};

function isShareable({ code, key, locale, locales }: Finding): boolean {
  const { state, isScattered } = SENTENCES[code];
  const isTold = (locale ?? locales) !== undefined;
  return state !== undefined && isTold && (key !== undefined || !isScattered);
}

function placeOf(finding: Finding): Place {
  const { path, line, column } = (isShareable(finding) ? finding.origin : undefined) ?? finding;
  return { path, line, column };
}

/** `lists`: the locales of other groups. Most have the same ones, which are put in order once. */
function toGroup(findings: Findings, lists: Map<string, readonly string[]>): Group {
  const [first] = findings;
  const locales = findings.flatMap(({ locale, locales: several }) => several ?? locale ?? []);
  const id = locales.join(" ");
  const list = lists.get(id) ?? [...new Set(locales)].sort(compareText);
  lists.set(id, list);
  return {
    code: first.code,
    severity: first.severity,
    place: placeOf(first),
    ...(first.key !== undefined && { key: first.key }),
    ...(first.change !== undefined && { change: first.change }),
    ...(first.remark !== undefined && { remark: first.remark }),
    locales: list,
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
