import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "../../../core/quality/judge.ts";
import type { Pair } from "../../../core/quality/pair.ts";
import { type SyntaxName, syntaxes } from "../../../core/syntax/syntaxes.ts";

type Case = readonly [
  law: string,
  syntax: SyntaxName,
  source: string,
  target: string,
  more?: Partial<Pair>,
];

const PLACE = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}";
const FILES = "{n, plural, one {# file} other {# files}}";

describe("refused", () => {
  const cases: Readonly<Record<string, readonly Case[]>> = {
    empty: [
      ["an empty text", "plain", "Home", ""],
      ["nothing but white space", "plain", "Home", " \n\t"],
    ],
    placeholder: [
      ["a lost placeholder", "brace", "{0} of {1}", "{0} von"],
      ["a new placeholder", "brace", "{0} of it", "{0} von {1}"],
      ["a doubled placeholder", "i18next", "{{a}}", "{{a}} {{a}}"],
      ["a translated placeholder", "ruby", "Hi %{name}", "Hallo %{Name}"],
      ["a brace too few", "i18next", "Hi {{name}}", "Hallo {{name}"],
      ["a brace too many", "brace", "Hi {0}", "Hallo {{0}}"],
      ["a space inside printf", "printf", "%1$s", "%1 $s"],
      ["printf arguments of other types in turn", "printf", "%s has %d", "%d von %s"],
      ["another conversion", "printf", "%d files", "%s Dateien"],
      ["another escaping", "i18next", "{{- html}}", "{{html}}"],
      ["a zero-width space in a name", "brace", "{name}", "{na\u200bme}"],
      ["full-width braces", "brace", "{name}", "｛name｝"],
      ["an apostrophe that quotes the argument", "icu", "of {name}", "d'{name}"],
      ["another format", "icu", "{n, number}", "{n, date}"],
      ["a lost format", "icu", "{n, number}", "{n}"],
      ["a lost count in a branch for many", "icu", FILES, "{n, plural, one {#} other {viele}}"],
      ["a plural that became an ordinal", "icu", FILES, "{n, selectordinal, one {#} other {#}}"],
      ["a lost list value in the last vue form", "vue-i18n", "{0} a | {0} b", "{0} x | y"],
      [
        "one of two list values, lost",
        "vue-i18n",
        "{0} of {1} | {0} of {1}",
        "von {1} | {0} von {1}",
      ],
      ["a lost name in a vue form", "vue-i18n", "{x} | {x} of {n}", "{x} | von {n}"],
    ],
    syntax: [
      ["an unclosed argument", "icu", "Hi {name}", "Hallo {name"],
      ["double braces", "icu", "Hi {name}", "Hallo {{name}}"],
      ["a plural without other", "icu", FILES, "{n, plural, one {#}}"],
      ["a translated keyword", "icu", FILES, "{n, Plural, one {#} other {#}}"],
      [
        "more branches than any message has",
        "icu",
        "{n, plural, other {#}}",
        "{n, plural, other {#}}".repeat(300),
      ],
      ["a single python brace", "python-brace", "{x}", "{x} }"],
    ],
    plural: [
      [
        "a lost category",
        "icu",
        FILES,
        "{n, plural, one {# файл} other {# файлов}}",
        { targetLocale: "ru" },
      ],
      [
        "a category that only the first of two plurals of one number has",
        "icu",
        `${FILES} and {n, plural, one {it} other {them}}`,
        "{n, plural, one {#} few {#} many {#} other {#}} и {n, plural, one {его} other {их}}",
        { targetLocale: "ru" },
      ],
      [
        "a category that one branch of a select has and the other not",
        "icu",
        "{g, select, male {{n, plural, one {#} other {#}}} other {{n, plural, one {#} other {#}}}}",
        "{g, select, male {{n, plural, one {#} few {#} many {#} other {#}}} other {{n, plural, one {#} other {#}}}}",
        { targetLocale: "ru" },
      ],
      ["a lost ordinal beside a plural", "icu", `${FILES}${PLACE}`, FILES, { targetLocale: "sv" }],
      ["a lost plural", "icu", FILES, "{n} Dateien"],
      ["a new plural", "icu", "{n} files", FILES],
      ["a new selector", "icu", "{g, select, other {a}}", "{g, select, andere {b} other {a}}"],
      ["lost vue forms", "vue-i18n", "a | b", "a"],
      ["new vue forms", "vue-i18n", "a", "a | b"],
      [
        "=1 where one is more than 1",
        "icu",
        FILES,
        "{n, plural, =1 {a} few {#} many {#} other {#}}",
        { targetLocale: "ru" },
      ],
    ],
    markup: [
      ["a lost tag", "plain", "<b>x</b> y", "x y"],
      ["a lost closing tag", "i18next", "<0>x</0>", "<0>x"],
      ["tags the wrong way round", "plain", "<b>x</b>", "</b>x<b>"],
      ["other nesting", "plain", "<b><i>x</i></b>", "<i><b>x</b></i>"],
      ["a lost quote", "ruby", '<a href="%{u}">x</a>', '<a href=%{u}">x</a>'],
      ["a rest of a tag", "plain", "<b>x</b>", '<b>">x</b>'],
      ["a translated tag", "i18next", "<bold>x</bold>", "<fett>x</fett>"],
      ["a new attribute", "plain", "<b>x</b>", '<b onclick="x()">x</b>'],
      ["another address", "plain", '<a href="/a">x</a>', '<a href="/b">x</a>'],
      ["a script", "plain", "x", "x<script>alert(1)</script>"],
      ["an image with a handler", "plain", "x", "x<img src=x onerror=alert(1)>"],
    ],
    link: [
      ["a lost link", "vue-i18n", "@:a b", "b"],
      ["a link that says something else", "vue-i18n", "@:a", "x @:b"],
      ["another link", "i18next", "$t(a)", "$t(b)"],
      ["a literal that became bare", "vue-i18n", "a{'@'}b", "a@b"],
      ["a percent sign that is not doubled", "printf", "%d%%", "%d%"],
      ["a line feed spelled out", "plain", "a\nb c d", "a\\nb c d"],
      ["a new address", "plain", "our site", "https://evil.example"],
      ["another address in prose", "plain", "see https://a.dev/x", "siehe https://b.dev/x"],
      ["a script address", "plain", "click", "javascript:alert(1)"],
      ["an address on another site", "plain", "https://a.dev/x", "https://a.other/x"],
      ["a host that ends like another", "plain", "at https://a.dev", "auf https://de.aa.dev"],
      ["another's page", "plain", "at https://bbc.co.uk/x", "auf https://cnn.co.uk/x"],
      ["another part of a site", "plain", "at https://en.a.dev", "auf https://evil.a.dev"],
      ["a host behind a name", "plain", "at https://a.dev", "auf https://a.dev@b.com"],
      ["a name before the host", "plain", "at https://a.dev/x", "auf https://b.com@a.dev/x"],
      ["a page with less safety", "plain", "at https://a.dev/x", "auf http://a.dev/x"],
      ["another port", "plain", "at https://a.dev/x", "auf https://a.dev:8080/x"],
      ["a script for an example", "plain", "at https://example.com", "auf javascript:alert(1)"],
      ["a host like an example", "plain", "at https://my-example.com", "auf https://b.com"],
      ["an example beside", "plain", "at https://b.example", "auf https://b.example https://c.com"],
      [
        "one placeholder and two hosts",
        "plain",
        "https://example.com or https://a.dev",
        "https://b.com oder https://c.com",
      ],
    ],
    locked: [
      ["a lost term", "plain", "Use GitHub now", "Jetzt Git-Hub nutzen", { terms: ["GitHub"] }],
    ],
  };
  for (const [code, entries] of Object.entries(cases)) {
    test.for(entries)(`${code}: %s`, (entry) => {
      expect(refusals(entry)).toContain(code);
    });
  }
});

describe("accepted", () => {
  const cases: readonly Case[] = [
    ["placeholders in another order", "brace", "{0} of {1}", "{1}: {0}"],
    ["positions in place of turns", "printf", "%s has %d", "%2$d von %1$s"],
    ["a space around a name", "i18next", "{{name}}", "{{ name }}"],
    ["a percentage in prose", "printf", "%d percent", "%d % der Fälle"],
    ["quotes around a name in Flutter", "flutter", "to '{x}'", "à l'{x}"],
    ["a date in another style", "icu", "{d, date, short}", "{d, date, ::yyyyMMdd}"],
    ["the number as # or by name", "icu", FILES, "{n, plural, one {{n}} other {{n, number}}}"],
    ["no number in one", "icu", FILES, "{n, plural, one {eine} other {#}}"],
    [
      "the categories of the target",
      "icu",
      FILES,
      "{n, plural, one {#} few {#} many {#} other {#}}",
      { targetLocale: "ru" },
    ],
    ["=1 where one is 1 alone", "icu", FILES, "{n, plural, =1 {eine} other {#}}"],
    [
      "=1 for one in Flutter",
      "flutter",
      "{n, plural, =1{a} other{{n}}}",
      "{n, plural, =1{a} few{{n}} many{{n}} other{{n}}}",
      { targetLocale: "ru" },
    ],
    ["no plural where there is one form", "icu", FILES, "{n} ファイル", { targetLocale: "ja" }],
    [
      "prose moved into the branches",
      "icu",
      `You have <b>${FILES}</b>`,
      "{n, plural, one {Du hast <b>#</b>} other {Sie haben <b>#</b>}}",
    ],
    [
      "two plurals of one number, each with branches of its own",
      "icu",
      "{n, plural, =0 {none} other {# files}} of {n, plural, one {it} other {them {x}}}",
      "{n, plural, =0 {keine} one {# Datei} other {# Dateien}} von {n, plural, one {ihr} other {ihnen {x}}}",
    ],
    [
      "a plural and an ordinal of one number",
      "icu",
      `${FILES}, ${PLACE}`,
      "{n, selectordinal, one {#:a} other {#:e}}, {n, plural, one {# fil} other {# filer}}",
      { targetLocale: "sv" },
    ],
    [
      "no ordinal where there is one form",
      "icu",
      `${FILES}, ${PLACE}`,
      "{n, plural, one {# Datei} other {# Dateien}}, {n}.",
    ],
    [
      "two plurals in another order",
      "icu",
      "{a, plural, one {#} other {#}} {b, plural, one {#} other {#}}",
      "{b, plural, one {#} other {#}} {a, plural, one {#} other {#}}",
    ],
    ["vue forms that say none and two", "vue-i18n", "{0} a|{0} b", "kein x|{0} x|zwei x|{0} y"],
    ["a translated comment", "icu", "<!-- Paste it here -->", "<!-- Hier einfügen -->"],
    ["another number of vue forms", "vue-i18n", "a | {n} b", "x | {n} y | {n} z"],
    ["a count that its form tells", "ruby", "%{count} day", "ein Tag", { category: "one" }],
    ["a count that the source's form has not", "ruby", "1 day", "%{count} д", { category: "one" }],
    ["a void tag in another spelling", "plain", "a<br>b", "a<br />b"],
    ["attributes in another order and quotes", "plain", "<a b='1' c=2>", '<a c="2" b="1">'],
    ["a translated title", "plain", '<img alt="Cat">', '<img alt="Katze">'],
    ["other entities", "plain", "it&rsquo;s &amp; more", "c&#39;est et&nbsp;plus"],
    ["an address spelled out", "plain", "see example.org", "siehe https://example.org"],
    ["other apostrophes", "icu", "don''t {x}", "n'{x}".replace("'", "’")],
    ["a malformed source and the same braces", "icu", "{oops} {", "{oops} {"],
    ["a term inside a word", "plain", "GitHub login", "GitHub-Anmeldung", { terms: ["GitHub"] }],
  ];
  test.for(cases)("%s", (entry) => {
    expect(refusals(entry)).toEqual([]);
  });
});

describe("doubted", () => {
  test.for<readonly [code: string, source: string, target: string, locale?: string]>([
    ["unchanged", "Delete your account", "Delete your account"],
    ["length", "Delete your account now", "Lö"],
    ["length", "Delete", "Das hier ist ein sehr langer Satz, der nicht dazu passt"],
    ["punctuation", "Are you sure?", "Sicher"],
    ["punctuation", "Loading…", "Lädt."],
    ["number", "At most 22 characters", "Höchstens 23 Zeichen"],
    ["number", "Wait 5 seconds", "Warte 3 Sekunden"],
    ["whitespace", "a b", "a  b"],
    ["whitespace", "save the file", "die Datei Datei speichern"],
  ])("%s: %s → %s", ([code, source, target]) => {
    const violations = judge(pair(["", "plain", source, target]));
    expect(violations.map((violation) => violation.code)).toContain(code);
    expect(violations.some(({ reject }) => reject)).toBe(false);
  });

  test.for<readonly [law: string, source: string, target: string, locale?: string]>([
    ["one word may be the same", "Version", "Version"],
    ["names may be the same", "Google Chrome", "Google Chrome"],
    ["Chinese is dense", "Delete your account now", "立即删除账户", "zh"],
    ["full stops of other scripts", "Done.", "完了。", "ja"],
    ["Greek asks with a semicolon", "Sure?", "Σίγουρα;", "el"],
    ["Thai has no full stop", "Done.", "เสร็จแล้ว", "th"],
    ["numbers in the locale's digits and separators", "86,400 seconds", "٨٦٬٤٠٠ ثانية", "ar"],
    ["a number spelled as a word", "At least one item", "少なくとも1つ", "ja"],
    ["reflexive pronouns", "You are wrong here", "Vous vous trompez ici", "fr"],
    ["words that are doubled and meant", "Step by step", "Adım adım", "tr"],
    ["numbers in Gujarati digits", "at least 100x100 pixels", "ઓછામાં ઓછા ૧૦૦x૧૦૦ પિક્સેલ", "gu"],
    ["numbers in N'Ko digits", "Open 24 hours", "ߟߊߞߊ߬ ߕߎ߬ߡߊ ߂߄", "nqo"],
    ["a mark of direction behind a full stop", "Done and saved.", "تم الحفظ.\u200f", "ar"],
    ["a direction that ends behind a comma", "Hi there,", "\u202bسلام، \u202c", "fa"],
    ["a question mark that is none of ASCII's", "Are you sure?", "Είσαι σίγουρος\u037e", "el"],
    ["Armenian asks inside the word", "Are you sure?", "Վստա՞հ եք", "hy"],
    ["a full stop within Danish quotes", "“Done.”", "»Færdig.«", "da"],
    ["another separator", ".", ",", "de"],
    ["a space for a separator", ",", "\u00a0", "fr"],
    ["another first day of the week", "7", "1", "de"],
  ])("not: %s", ([, source, target, targetLocale = "de"]) => {
    expect(judge(pair(["", "plain", source, target, { targetLocale }]))).toEqual([]);
  });

  test("another page of the same site is doubted where the text is nothing but its address", () => {
    const [source, target] = ["https://en.example.org/help", "https://de.example.org/hilfe"];
    expect(judge(pair(["", "plain", source, target]))).toMatchObject([
      { code: "link", reject: false, detail: { expected: [source], found: [target] } },
    ]);
  });

  test.for([
    ["see https://a.dev/x", "siehe https://a.dev/y"],
    ["see https://en.wikipedia.org/wiki/X", "siehe https://de.wikipedia.org/wiki/Y"],
    ["see http://www.a.co.uk/help", "siehe https://de.a.co.uk/hilfe"],
    ["see https://wiki.openstreetmap.org/wiki/X", "siehe https://wiki.openstreetmap.org/wiki/DE:Y"],
    ["like https://example.com", "wie https://beispiel.de"],
    ["like www.example.com/a", "wie www.example.org/b"],
    ["like https://api.shop.example/v1", "wie https://api.laden.example/v1"],
    ["like https://a.test or https://a.invalid", "wie https://a.de oder https://b.de"],
    [
      "like https://example.com, see https://en.wikipedia.org/wiki/X",
      "siehe https://de.wikipedia.org/wiki/X, wie https://beispiel.de",
    ],
  ])("a localized address: %s → %s", ([source = "", target = ""]) => {
    expect(judge(pair(["", "plain", source, target]))).toMatchObject([
      { code: "link", reject: false },
    ]);
  });

  test("French many is doubted when absent, not refused", () => {
    const french = "{n, plural, one {#} other {#}}";
    const violations = judge(pair(["", "icu", FILES, french, { targetLocale: "fr" }]));
    expect(violations).toMatchObject([
      { code: "plural", reject: false, detail: { expected: ["many"] } },
    ]);
  });
});

describe("a violation", () => {
  test.for([
    ["a | b", "a", "de", "one form where 2 are needed"],
    ["none | a | b", "a", "ru", "one form where 3 are needed"],
    ["none | a | b", "a", "tlh", "one form where 3 are needed"],
    ["a", "a | b | c", "de", "3 forms where one is needed"],
  ])("says in words how many piped forms there are: %s → %s", (entry) => {
    const [source = "", target = "", targetLocale = "", reason] = entry;
    expect(judge(pair(["", "vue-i18n", source, target, { targetLocale }]))).toMatchObject([
      { code: "plural", reject: true, detail: { reason } },
    ]);
  });

  test("names what is lacking and what is new as written, and points at the new", () => {
    expect(judge(pair(["", "printf", "%1$s of %2$s", "%1$s von %3$s"]))).toEqual([
      {
        code: "placeholder",
        reject: true,
        offset: 9,
        length: 4,
        detail: { expected: ["%2$s"], found: ["%3$s"] },
      },
    ]);
  });

  test("points at a malformed place in UTF-16 units", () => {
    const target = "😀 {name";
    expect(judge(pair(["", "icu", "{name}", target]))).toMatchObject([
      { code: "syntax", offset: target.length },
    ]);
  });
});

const anything = fc
  .array(fc.constantFrom(..."{}%<>/'|@:$&;=a1 \n", "{n, plural, other {", "<b>", "{{x}}"))
  .map((parts) => parts.join(""));
const names = Object.keys(syntaxes) as SyntaxName[];

describe("laws", () => {
  test("never throws, and every place lies in the translation", () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...names), (source, target, syntax) => {
        for (const { offset, length } of judge(pair(["", syntax, source, target]))) {
          expect(offset + length).toBeLessThanOrEqual(target.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("a text is a faultless translation of itself into its own locale", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...names), (text, syntax) => {
        const same = { sourceLocale: "ja", targetLocale: "ja" };
        const violations = judge(pair(["", syntax, text, text, same]));
        expect(violations.filter(({ reject }) => reject)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test.for<readonly [SyntaxName, string]>([
    ["brace", "{a}"],
    ["plain", "<b>"],
    ["plain", "<a b='c'>"],
    ["plain", "https://a.b "],
    ["plain", "a\\n"],
    ["plain", "1x "],
    ["printf", "%s"],
    ["icu", "{n, plural, other {#}}"],
    ["vue-i18n", "a | "],
  ])("100 kB of %s %j are judged in time that is linear", ([name, fragment]) => {
    const small = fragment.repeat(2_000 / fragment.length);
    const large = small.repeat(50);
    if (milliseconds(name, large) < 200) return;
    // Linear gives 50, quadratic 2,500.
    expect(fastest(name, large) / fastest(name, small)).toBeLessThan(400);
  });
});

function fastest(syntax: SyntaxName, text: string): number {
  return Math.min(...[1, 2, 3].map(() => milliseconds(syntax, text)));
}

/** Of the processor: the wall's clock tells of the machine's other work. */
function milliseconds(syntax: SyntaxName, text: string): number {
  const start = process.cpuUsage();
  judge(pair(["", syntax, text, `${text}x`]));
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function pair([, syntax, source, target, more]: Case): Pair {
  return {
    source,
    target,
    syntax: syntaxes[syntax],
    sourceLocale: "en",
    targetLocale: "de",
    ...more,
  };
}

function refusals(entry: Case): readonly string[] {
  return judge(pair(entry))
    .filter(({ reject }) => reject)
    .map(({ code }) => code);
}
