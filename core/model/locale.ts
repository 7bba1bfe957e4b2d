/**
 * The canonical BCP 47 id of a locale spelled as on disk, or undefined when it is none.
 * `Intl.getCanonicalLocales` alone throws on `pt_BR`, `sr@latin`, `de_DE.UTF-8`, `zh-rCN`,
 * `b+sr+Latn` (POSIX and Android spellings), so those are brought to BCP 47 first.
 */
export function canonicalLocale(spelling: string): string | undefined {
  const tag = spelling
    .replace(/\..*$/u, "")
    .replace(/^b\+/u, "")
    .replaceAll(/[_+]/gu, "-")
    .replace(/@latin$/iu, "-Latn")
    .replace(/@cyrillic$/iu, "-Cyrl")
    .replace(/^([a-z]{2,3})-r([A-Z]{2})$/u, "$1-$2");
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/u.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/**
 * Whether a folder's or file's name is a locale that CLDR can name. Words such as `common` are
 * well-formed ids but name no language. Pseudo-locales (`en-XA`, `ar-XB`) pass.
 */
export function looksLikeLocale(spelling: string): boolean {
  const id = canonicalLocale(spelling);
  if (id === undefined) return false;
  try {
    return languageNames.of(new Intl.Locale(id).language) !== undefined;
  } catch {
    return false;
  }
}
