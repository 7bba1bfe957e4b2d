import type { Finding } from "../model/finding.ts";
import type { Retold } from "./retold.ts";

/** What a group is made of: a finding, or what each of several targets is told at one place. */
export type Member = Finding | Telling;

export interface Telling {
  /** Into the findings of each target. */
  readonly at: number;
  readonly targets: readonly Retold[];
}

export function isTelling(member: Member): member is Telling {
  return "targets" in member;
}

export function sizeOf(member: Member): number {
  return isTelling(member) ? member.targets.length : 1;
}

export function findingsOf(member: Member): readonly Finding[] {
  if (!isTelling(member)) return [member];
  return member.targets.map((target) => target.findings()[member.at] as Finding);
}

export function localesOf(member: Member): readonly string[] {
  if (isTelling(member)) return member.targets.map(({ locale }) => locale);
  const { locale, locales } = member;
  return locales ?? (locale === undefined ? [] : [locale]);
}
