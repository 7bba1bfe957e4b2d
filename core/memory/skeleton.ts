import { type Masked, sameList } from "./masked.ts";

/** What stays of a masked text without numbers, placeholders, punctuation and spacing. */
export function skeletonOf(masked: string): string {
  return masked.replaceAll(/[\p{N}\p{P}\p{S}\s]+/gu, " ").trim();
}

/** How alike two texts of one skeleton are: 99; numbers or placeholders that differ cost 2 each. */
export function skeletonScore(a: Masked, b: Masked): number {
  const numbersDiffer = !sameList(numbersIn(a.text), numbersIn(b.text));
  const placeholdersDiffer = !sameList(a.placeholders, b.placeholders);
  return 99 - (numbersDiffer ? 2 : 0) - (placeholdersDiffer ? 2 : 0);
}

function numbersIn(text: string): readonly string[] {
  return text.match(/\p{N}+/gu) ?? [];
}
