import { NOTHING_SUBMITTED, type Submitted, type SubmittedTexts } from "./report.ts";

/** What several runs have sent, as one. */
export function sumSubmitted(parts: readonly Submitted[]): Submitted {
  return parts.reduce(
    (sum, part) => ({
      ...sumTexts(sum, part),
      groups: sum.groups + part.groups,
      jobs: sum.jobs + part.jobs,
      locales: byLocale(sum.locales, part.locales),
    }),
    NOTHING_SUBMITTED,
  );
}

function byLocale(known: Submitted["locales"], more: Submitted["locales"]): Submitted["locales"] {
  const sums: Record<string, SubmittedTexts> = { ...known };
  for (const [locale, texts] of Object.entries(more)) {
    sums[locale] = sums[locale] === undefined ? texts : sumTexts(sums[locale], texts);
  }
  return sums;
}

export function sumTexts(a: SubmittedTexts, b: SubmittedTexts): SubmittedTexts {
  return {
    messages: a.messages + b.messages,
    words: a.words + b.words,
    characters: a.characters + b.characters,
  };
}
