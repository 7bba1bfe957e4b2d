import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Message } from "../../../../core/model/message.ts";
import { embedded } from "../../../../core/providers/embedded/embedded.ts";
import { openJournal } from "../../../../core/providers/journal.ts";
import { isProviderName, providers } from "../../../../core/providers/registry.ts";
import { isFault, type Syntax } from "../../../../core/syntax/syntax.ts";
import { syntaxes } from "../../../../core/syntax/syntaxes.ts";
import { groupOf, settle } from "../../../contract/provider.ts";

const LOCALES = ["en-XA", "ar-XB", "qps-ploc"];
const folders: string[] = [];

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});

describe("the embedded engine", () => {
  it("writes en-XA in accents, in brackets", async () => {
    expect(await pseudo("en-XA", "Save file")).toBe("[Šåṽéé ƒîîļéé]");
    expect(await pseudo("qps-Ploc", "OK")).toBe("[ÖĶ]");
  });

  it("makes a UI's texts about 35 % longer", async () => {
    const text = "Your changes could not be saved. Check your connection and try again, please.";
    const ratio = ((await pseudo("en-XA", text)) ?? "").length / text.length;
    expect(ratio).toBeGreaterThan(1.3);
    expect(ratio).toBeLessThan(1.45);
  });

  it("turns each word's direction for ar-XB and pops it again", async () => {
    expect(await pseudo("ar-XB", "Save file")).toBe(
      "\u200F\u202ESave\u202C\u200F \u200F\u202Efile\u202C\u200F",
    );
  });

  it("keeps the white space at the ends outermost", async () => {
    expect(await pseudo("en-XA", " of\n")).toBe(" [öƒ]\n");
    expect(await pseudo("en-XA", "  ")).toBe("  []");
  });

  it.each([
    ["icu", "{n, plural, =0 {None} one {# item} other {# items}}"],
    ["icu", "{n, plural, one {{g, select, male {his} other {their}} file} other {it''s '{n}'}}"],
    ["flutter", "Hello {name}, <b>you</b>"],
    ["i18next", "Hi {{name}}, $t(common.key) <0>x</0> &nbsp;"],
    ["vue-i18n", "a car | {n} cars | @:common.many {'@'} x"],
    ["printf", "%1$s of %d, 100%% %@ done"],
    ["ruby", "Hello %{name}"],
    ["python-percent", "Hello %(name)s, 100%% done"],
    ["python-brace", "Hello {name!r:>10} {{literal}} {0}"],
    ["brace", "Hello {name}"],
    ["plain", 'See https://example.com/a?b=c, <a href="x">here</a> &amp; there'],
  ] as const)("touches nothing but prose in %s: %s", async (name, text) => {
    for (const locale of LOCALES) {
      const result = (await pseudo(locale, text, name)) ?? "";
      expect(result).not.toBe(text);
      expect(fixedParts(result, syntaxes[name])).toEqual(
        fixedParts(whole(text, syntaxes[name], locale), syntaxes[name]),
      );
    }
  });

  it("puts each form of a plural into its own brackets, as readers see only one", async () => {
    expect(await pseudo("en-XA", "{n, plural, one {# cat} other {# cats}}", "icu")).toBe(
      "{n, plural, one {[# çååţ]} other {[# çååţš]}}",
    );
    expect(await pseudo("en-XA", "cat | cats", "vue-i18n")).toBe("[çåţ] | [çåţš]");
    expect(await pseudo("en-XA", "You own {n, plural, other {#}}", "icu")).toBe(
      "[Ýöûû öŵñ {n, plural, one {#} other {#}}]",
    );
  });

  it("leaves out what is malformed in its syntax, or of an unknown one", async () => {
    expect(await pseudo("en-XA", "{n, plural, one {", "icu")).toBeUndefined();
    expect(await pseudo("en-XA", "Hello", "klingon")).toBeUndefined();
  });

  it("never changes what is not prose, in any syntax (property)", async () => {
    const piece = fc.constantFrom(
      ..."{}<>%$@|'\"#&;:\\n1 ".split(""),
      "{{a}}",
      "{n, plural, one {x} other {#}}",
      "%d",
      "%(a)s",
      "%{b}",
      "$t(k)",
      "<b>",
      "</b>",
      "word",
      "https://x.y",
      "''",
      "{'@'}",
      "@:key",
      " | ",
      "🎉",
      "é",
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(syntaxes)), text, async (name, text) => {
        const syntax = syntaxes[name as keyof typeof syntaxes];
        for (const locale of LOCALES) {
          const result = await pseudo(locale, text, name);
          if (result === undefined) {
            // A well-formed text only where ICU's apostrophe quotes to the end, brackets included.
            const quotes = name === "icu" || name === "flutter";
            expect(isFault(syntax.tokens(text)) || (quotes && text.includes("'"))).toBe(true);
            continue;
          }
          expect(fixedParts(result, syntax)).toEqual(
            fixedParts(whole(text, syntax, locale), syntax),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it("translates into no real locale", async () => {
    for (const locale of ["de", "ar", "en", "en-GB", "ar-EG", "qps", ""]) {
      expect(embedded.supports?.(locale)).toBe(false);
      expect(await pseudo(locale, "Save file")).toBeUndefined();
    }
    for (const locale of LOCALES) expect(embedded.supports?.(locale)).toBe(true);
  });

  it("serves a whole group as a provider, and fails its real locales alone", async () => {
    const provider = providers.embedded.open({}, {}, await openJournal(await folder()));
    const group = groupOf(provider, ["de", "en-XA"], [message("Save {name}", "brace")]);
    expect(await settle(provider, group, "0")).toEqual([
      { locale: "de", status: "failed", reason: "embedded does not translate into de" },
      { locale: "en-XA", status: "done", texts: new Map([[0, "[Šåṽéé {name}]"]]) },
    ]);
  });
});

describe("the registry", () => {
  it("knows its names and no others", () => {
    expect(isProviderName("embedded")).toBe(true);
    expect(isProviderName("none")).toBe(true);
    for (const name of ["", "Embedded", "toString", "__proto__", "constructor"]) {
      expect(isProviderName(name)).toBe(false);
    }
  });

  it("opens none, which takes nothing", async () => {
    const provider = providers.none.open({}, {}, await openJournal(await folder()));
    expect(provider.supports?.("de")).toBe(false);
    const [state] = await settle(provider, groupOf(provider, ["de"], [message("a")]), "none");
    expect(state).toMatchObject({ status: "failed" });
  });
});

it("gives an ICU plural the branches of the target locale", async () => {
  const text = await pseudo("ar-XB", "{n, plural, one {# file} other {# files}}", "icu");
  for (const category of ["zero", "one", "two", "few", "many", "other"]) {
    expect(text).toContain(`${category} {`);
  }
});

function message(text: string, syntax = "plain"): Message {
  return { namespace: "common", key: ["a"], text, syntax };
}

async function pseudo(locale: string, text: string, syntax?: string): Promise<string | undefined> {
  const chunk = {
    sourceLocale: "en",
    targetLocale: locale,
    messages: [message(text, syntax)],
    previous: new Map(),
    neighbours: [],
    terms: [],
  };
  return (await embedded.translate(chunk, new AbortController().signal, () => {})).get(0);
}

/** The text with the branches that the locale needs: what is then translated. */
function whole(text: string, syntax: Syntax, locale: string): string {
  return syntax.expandPlurals?.(text, "en", locale) ?? text;
}

function fixedParts(text: string, syntax: Syntax): readonly string[] {
  const tokens = syntax.tokens(text);
  if (isFault(tokens)) throw new Error(`${tokens.fault} in ${text}`);
  return tokens.filter((t) => t.kind !== "text").map((t) => text.slice(t.start, t.end));
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "locstep-journal-"));
  folders.push(path);
  return path;
}
