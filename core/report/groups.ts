import type { Finding, FindingCode, Place, Severity, SourceChange } from "../model/finding.ts";
import type { Position } from "../model/bytes.ts";
import { compareText } from "../model/compare-text.ts";
import type { Key } from "../model/key.ts";
import { type Member, findingsOf, isTelling, localesOf, sizeOf } from "./members.ts";
import { type Part, type Retold, isRetold } from "./retold.ts";
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
  /** The report's first of them. */
  readonly first: Finding;
  readonly count: number;
  /** All of them, made when somebody asks. */
  readonly findings: readonly Finding[];
}

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Groups, the gravest first, then by place. Linear but for the sort. */
export function groupFindings(parts: readonly Part[]): readonly Group[] {
  const shared = new Map<string, Draft>();
  const near = new WeakMap<Key, Draft[]>();
  const retold = new Map<readonly Finding[], Retold[]>();
  const drafts: Draft[] = [];
  for (const part of parts) {
    if (!isRetold(part)) {
      draftFor(part).members.push(part);
      continue;
    }
    let targets = retold.get(part.first);
    if (targets === undefined) {
      retold.set(part.first, (targets = []));
      for (const [at, finding] of part.first.entries()) {
        draftFor(finding).members.push({ at, targets });
      }
    }
    targets.push(part);
  }
  const lists = new Map<unknown, readonly string[]>();
  return drafts.map((draft) => toGroup(draft, lists)).sort(compareGroups);

  function draftFor(finding: Finding): Draft {
    if (!isShareable(finding)) return newDraft(finding);
    const { key } = finding;
    const known = key && near.get(key)?.find(({ first }) => isTwin(first, finding));
    if (known !== undefined) return known;
    const id = sharedId(finding);
    const draft = shared.get(id) ?? newDraft(finding);
    shared.set(id, draft);
    if (key !== undefined) near.set(key, [...(near.get(key) ?? []), draft]);
    return draft;
  }
  function newDraft(first: Finding): Draft {
    const draft = { first, members: [] };
    drafts.push(draft);
    return draft;
  }
}

interface Draft {
  readonly first: Finding;
  readonly members: Member[];
}

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

/** Line and column are found when somebody asks: that may open a file, and few groups are shown. */
function placeOf(finding: Finding): Place {
  const place = (isShareable(finding) ? finding.origin : undefined) ?? finding;
  let position: Position | undefined;
  const at = (): Position => (position ??= { line: place.line, column: place.column });
  return {
    path: place.path,
    get line() {
      return at().line;
    },
    get column() {
      return at().column;
    },
  };
}

function toGroup({ first, members }: Draft, lists: Map<unknown, readonly string[]>): Group {
  let all: readonly Finding[] | undefined;
  return {
    code: first.code,
    severity: first.severity,
    place: placeOf(first),
    ...(first.key !== undefined && { key: first.key }),
    ...(first.change !== undefined && { change: first.change }),
    ...(first.remark !== undefined && { remark: first.remark }),
    locales: sortedLocales(members, lists),
    first,
    count: members.reduce((sum, member) => sum + sizeOf(member), 0),
    get findings() {
      return (all ??= members.flatMap(findingsOf));
    },
  };
}

/** `lists`: the locales of other groups. Most have the same ones, which are put in order once. */
function sortedLocales(
  members: readonly Member[],
  lists: Map<unknown, readonly string[]>,
): readonly string[] {
  const [only] = members;
  const targets = members.length === 1 && only && isTelling(only) ? only.targets : undefined;
  const known = targets && lists.get(targets);
  if (known !== undefined) return known;
  const locales = members.flatMap(localesOf);
  const id = locales.join(" ");
  const list = lists.get(id) ?? [...new Set(locales)].sort(compareText);
  lists.set(id, list);
  if (targets !== undefined) lists.set(targets, list);
  return list;
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
