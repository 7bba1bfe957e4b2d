/**
 * How a locale that has no file yet is spelled: like the locales that have one. Canonical ids write
 * `zh-Hant-TW`; repositories write `zh_Hant_TW`, `pt-br`, `pt_br`.
 */
export interface SpellingStyle {
  readonly separator: "-" | "_";
  readonly lowerCase: boolean;
}

/** The commonest style of the spellings that show one; undefined when none does. */
export function styleOf(spellings: Iterable<string>): SpellingStyle | undefined {
  let underscores = 0;
  let lowerCases = 0;
  let shown = 0;
  for (const spelling of spellings) {
    if (!/[-_]/u.test(spelling)) continue;
    shown++;
    if (spelling.includes("_")) underscores++;
    if (spelling === spelling.toLowerCase()) lowerCases++;
  }
  if (shown === 0) return undefined;
  return { separator: underscores * 2 > shown ? "_" : "-", lowerCase: lowerCases * 2 > shown };
}

/** A canonical id in a style. */
export function spell(locale: string, style: SpellingStyle): string {
  const separated = locale.replaceAll("-", style.separator);
  return style.lowerCase ? separated.toLowerCase() : separated;
}

/** The style where nothing on disk shows one: Flutter reads underscores, all others hyphens. */
export function defaultStyle(extension: string): SpellingStyle {
  return { separator: extension.endsWith(".arb") ? "_" : "-", lowerCase: false };
}
