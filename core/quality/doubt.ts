import type { FindingCode } from "../model/finding.ts";
import type { Violation } from "./violation.ts";

/** What is left of both texts without their marks; equal to them where they have none. */
export interface Prose {
  readonly source: string;
  readonly target: string;
}

export function doubt(code: FindingCode): Violation {
  return { code, reject: false, offset: 0, length: 0 };
}

/** Whether a text says anything: "," and "7" are settings of a locale, which others set otherwise. */
export function hasWords(text: string): boolean {
  return /\p{L}/u.test(text);
}

export function languageOf(locale: string): string {
  return locale.split("-", 1)[0] ?? locale;
}
