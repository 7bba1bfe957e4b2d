import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { detectSyntax } from "../../../core/syntax/detect.ts";
import { isFault } from "../../../core/syntax/syntax.ts";
import { syntaxes } from "../../../core/syntax/syntaxes.ts";
import { cloneCorpus, corpora } from "../../support/corpora.ts";

test.for([
  ["icu", ["{n, plural, one {#} other {#}}", "Hello {name}"]],
  ["icu", ["{n, number}", "'{'literal'}'", "it's {name}"]],
  ["flutter", ["{n, plural, =1{one} other{{n}}}", "called '{name}'", "'{a}' and '{b}'"]],
  ["icu", ["{n, plural, =1{one} other{{n}}}", "called ''{name}''", "write '{SEQ}' here"]],
  ["i18next", ["{{count}} items", "Saved to {filename}", "<0>x</0>"]],
  ["i18next", ["$t(common.save) now", "plain"]],
  ["vue-i18n", ["@:common.save", "Hello {name}", "a | b"]],
  ["vue-i18n", ["no apples | one apple | {count} apples", "{name}"]],
  ["vue-i18n", ["me{'@'}example.org", "{0}"]],
  ["ruby", ["%{count} gems", "100%", "Site | Page"]],
  ["printf", ["%1$s of %2$d", "100 % sure"]],
  ["printf", ["%@ sent a photo", "%d%%"]],
  ["python-percent", ["%(count)d files", "%s"]],
  ["python-brace", ["{name!r} of {x:>10}", "{}"]],
  ["brace", ["Value of '{variable}'", "Hello {name}"]],
  ["brace", ["{0} of {1}", "Separate with '|'.", "Use {path}"]],
  ["brace", ["Hello {name}", "Site | Page"]],
  ["plain", ["Hello", "100 % of it", "a | b", "me@example.org", "<b>x</b>"]],
  ["plain", []],
] as const)("the syntax is %s for %j", ([syntax, texts]) => {
  expect(detectSyntax(texts).syntax).toBe(syntax);
});

test.for([
  ["flutter", ["{n, plural, =1{one} other{many}}", "it's {name}"]],
  ["icu", ["{n, plural, =1{one} other{many}}", "a literal '{'brace'}'"]],
  ["brace", ["called '{name}'"]],
] as const)("where Flutter's is as near as another, the syntax is %s for %j", ([syntax, texts]) => {
  expect(detectSyntax(texts, "flutter").syntax).toBe(syntax);
});

test("the reason tells how many texts and shows one", () => {
  expect(detectSyntax(["%{a} is an example that goes on and on and on", "b"]).reason).toBe(
    '1 of 2 texts, as "%{a} is an example that goes on and on a…"',
  );
});

test("one malformed text among many does not turn the choice", () => {
  const texts = ["{n, plural, other {a}}", "{n, plural, one {b} other {c}}", "{oops"];
  expect(detectSyntax(texts).syntax).toBe("icu");
});

test("a text without any sign shows no syntax, and is malformed in none", () => {
  const parts = [
    "plural",
    "http://",
    "<b>",
    "</b>",
    "''",
    "#",
    "&amp;",
    "\\n",
    "\\",
    "t(",
    ...'ab1 "<>/;:',
  ];
  const texts = fc.string({ unit: fc.constantFrom(...parts) });
  fc.assert(
    fc.property(texts, (text) => {
      for (const [name, syntax] of Object.entries(syntaxes)) {
        expect(syntax.recognise(text), name).toBe(0);
        expect(isFault(syntax.tokens(text)), name).toBe(false);
      }
    }),
  );
});

test("the sample is bounded", () => {
  let taken = 0;
  detectSyntax(
    (function* () {
      for (; taken < 1_000_000; taken++) yield "text";
    })(),
  );
  expect(taken).toBeLessThan(10_000);
});

describe.skipIf(corpora === undefined)("detection on the corpora", () => {
  test.for([
    ["excalidraw", "packages/excalidraw/locales/en.json", "i18next"],
    ["jellyfin-web", "src/strings/en-us.json", "brace"],
    ["fluffychat", "lib/l10n/intl_en.arb", "flutter"],
    ["rubygems", "config/locales/en.yml", "ruby"],
    ["rubygems", "config/locales/avo.en.yml", "ruby"],
  ] as const)("%s/%s is %s", async ([corpus, path, syntax]) => {
    const content: unknown = parse(readFileSync(join(await cloneCorpus(corpus), path), "utf8"));
    expect(detectSyntax(textsOf(content)).syntax).toBe(syntax);
  });
});

function* textsOf(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) if (!key.startsWith("@")) yield* textsOf(child);
}
