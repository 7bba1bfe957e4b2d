import { subjectOf } from "./describe.ts";
import type { Group } from "./groups.ts";
import { SENTENCES } from "./sentences.ts";
import { listed, localeLabel } from "./words.ts";

/** A group in one sentence that names its message: for hosts that print a finding by itself. */
export function sentenceOf({ code, locales, first, count }: Group): string {
  if (count < 2) return first.message;
  const where = listed(locales.map(localeLabel));
  return `${subjectOf(first)} is ${SENTENCES[code].state ?? code} in ${where}`;
}
