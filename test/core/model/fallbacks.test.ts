import { expect, test } from "vitest";
import { fallbackChain } from "../../../core/model/fallbacks.ts";

test.each([
  ["es-MX", ["es-419", "es"]],
  ["pt-AO", ["pt-PT", "pt"]],
  ["en-AT", ["en-150", "en-001", "en"]],
  ["de-CH", ["de"]],
  ["ca-ES-valencia", ["ca-ES", "ca"]],
  ["nb", ["no"]],
  ["de", []],
])("%s falls back to %j", (locale, chain) => {
  expect(fallbackChain(locale)).toEqual(chain);
});

test.each([
  ["zh-TW", ["zh-Hant"]],
  ["zh-MO", ["zh-HK", "zh-Hant"]],
  ["zh-Hant-HK", ["zh-Hant"]],
  ["zh-CN", ["zh"]],
  ["sr-Latn-RS", ["sr-Latn"]],
  ["uz-Cyrl", []],
])("%s never falls back across scripts: %j", (locale, chain) => {
  expect(fallbackChain(locale)).toEqual(chain);
});
