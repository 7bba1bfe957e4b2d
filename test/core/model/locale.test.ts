import { expect, test } from "vitest";
import { isSameLocale, looksLikeLocale } from "../../../core/model/locale.ts";

/** Every code of two letters. */
const CODES = Array.from({ length: 26 * 26 }, (_, at) =>
  String.fromCodePoint(97 + Math.floor(at / 26), 97 + (at % 26)),
);

test("a region or a language makes a locale where CLDR names it, known by heart or not", () => {
  const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  for (const code of CODES) {
    const region = new Intl.Locale(`de-${code}`).region ?? "";
    expect(looksLikeLocale(`de-${code}`), code).toBe(regions.of(region) !== undefined);
    const { language } = new Intl.Locale(code);
    // CLDR lacks names of a few that ISO 639-1 has.
    if (languages.of(language) !== undefined) expect(looksLikeLocale(code), code).toBe(true);
  }
});

test("words are no locales, and pseudo-locales are", () => {
  for (const word of ["common", "page-no-en", "de-XX", "qq-DE", "d", ""]) {
    expect(looksLikeLocale(word), word).toBe(false);
  }
  for (const locale of ["pt-BR", "pt_br", "zh-Hant-TW", "en-XA", "ar-XB", "es-419", "de-AN"]) {
    expect(looksLikeLocale(locale), locale).toBe(true);
  }
});

test.each([
  ["zh-Hans", "zh-CN", true],
  ["zh-Hant", "zh-TW", true],
  ["pt", "pt-BR", true],
  ["pt_BR", "pt", true],
  ["pt", "pt-PT", false],
  ["zh-Hans", "zh-Hant", false],
  ["de", "de-x-formal", false],
  ["x-pirate", "x-pirate", true],
  ["x-pirate", "de", false],
])("%s and %s are one locale: %s", (a, b, expected) => {
  expect(isSameLocale(a, b)).toBe(expected);
});
