import { expect, test } from "vitest";
import { indexKeys } from "../../../core/usage/known-keys.ts";
import { namedInData } from "../../../core/usage/named-in-data.ts";

const KEYS = [
  "nav.home",
  "nav.gone",
  "cart.items_one",
  "cart.items_other",
  "title",
  "Save all",
  'Say "hi"',
];
const { messages } = indexKeys(KEYS.map((name) => ({ namespace: "", key: name.split(".") })));

function named(...texts: readonly string[]): readonly string[] {
  return [...namedInData(messages, texts)].map(({ name }) => name).sort();
}

test.each([
  ['{ "labelKey": "nav.home" }', ["nav.home"]],
  ["- labelKey: nav.home # the first\n", ["nav.home"]],
  ["label: 'nav.home'", ["nav.home"]],
  ['label: "common:nav.home"', ["nav.home"]],
  ["label: common:nav.home", ["nav.home"]],
  ["nav.home", ["nav.home"]],
  ["(nav.home)", ["nav.home"]],
  ['["cart.items"]', ["cart.items_one", "cart.items_other"]],
  ['return errors.New("nav.gone")', ["nav.gone"]],
  ['"nav:gone"', ["nav.gone"]],
  [String.raw`"Say \"hi\""`, ['Say "hi"']],
  ['isHome ? "nav.home" : "nav.gone"', ["nav.gone", "nav.home"]],
  ['"title", "Save all"', ["Save all", "title"]],
])("%s names a key", (text, keys) => {
  expect(named(text)).toEqual(keys);
});

test.each([
  '{ "nav.home":"Home", "title": "T" }',
  "nav.home: Home\ntitle: T\n",
  "a title of none",
  "my.nav.home nav.home.too nav.homes",
  "https://nav.home/",
  "src/nav.home.png",
])("%s names none", (text) => {
  expect(named(text)).toEqual([]);
});

test("no text makes it slow", () => {
  for (const part of ["'", '"', "a.", "a:", ".", 'a."', "'a", "  :", '"title"   ']) {
    expect(named(part.repeat(1_000_000 / part.length)).length, part).toBeLessThanOrEqual(1);
  }
});
