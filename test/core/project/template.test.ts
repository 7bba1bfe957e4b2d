import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import { compileTemplate } from "../../../core/project/template.ts";

test.each([
  ["src/{locale}.json", "src/pt_BR.json", { spelling: "pt_BR" }],
  ["l/{locale}/{namespace}.json", "l/de/common.json", { spelling: "de", namespace: "common" }],
  [
    "l/{locale}/{namespace}.json",
    "l/de/shop/cart.json",
    { spelling: "de", namespace: "shop/cart" },
  ],
  ["c/{namespace}/{locale}.yml", "c/models/en.yml", { spelling: "en", namespace: "models" }],
  ["c/{namespace}.{locale}.yml", "c/a.b.en.yml", { spelling: "en", namespace: "a.b" }],
  ["c/{locale}.yml", "c/percentages.yml", { spelling: "percentages" }],
  [
    "l10n/{namespace}_{locale}.arb",
    "l10n/my_app_pt_BR.arb",
    { spelling: "pt_BR", namespace: "my_app" },
  ],
  [
    "l/{locale}-{namespace}.json",
    "l/zh-Hant-TW-home.json",
    { spelling: "zh-Hant-TW", namespace: "home" },
  ],
  ["packages/*/l/{locale}.json", "packages/web/l/en.json", { spelling: "en", captures: ["web"] }],
  ["**/l/{locale}.json", "l/en.json", { spelling: "en", captures: [""] }],
  ["**/l/{locale}.json", "a/b/l/en.json", { spelling: "en", captures: ["a/b"] }],
  [
    "**/l/{locale}/{namespace}.json",
    "l/x/l/en/a/b.json",
    { spelling: "en", namespace: "a/b", captures: ["l/x"] },
  ],
  ["{locale}/msg.{locale}.json", "de/msg.de.json", { spelling: "de" }],
  ["app/[lang]/\\{\\*\\}/{locale}.json", "app/[lang]/{*}/en.json", { spelling: "en" }],
])("%s reads %s, and fills it again", (text, path, expected) => {
  const template = compileTemplate(text);
  const match = template.match(path);
  expect(match).toEqual({ namespace: undefined, captures: [], ...expected });
  expect(match && template.pathFor(match)).toBe(path);
});

test.each([
  ["src/{locale}.json", "src/en.yml"],
  ["src/{locale}.json", "src/a/en.json"],
  ["src/{locale}.json", "other/en.json"],
  ["src/{locale}.json", "src/en.foo.json"],
  ["src/{locale}.json", "src/.json"],
  ["{locale}/msg.{locale}.json", "de/msg.fr.json"],
  ["c/{namespace}.{locale}.yml", "c/en.yml"],
  ["l/{locale}/{namespace}.json", "l/en.json"],
])("%s does not read %s", (text, path) => {
  expect(compileTemplate(text).match(path)).toBeUndefined();
});

test.each([
  ["../{locale}.json", "leaves its folder"],
  ["a/../../{locale}.json", "leaves its folder"],
  ["/etc/{locale}.json", "is absolute"],
  ["C:/l/{locale}.json", "is absolute"],
  ["src\\l\\{locale}.json", "has a backslash"],
  [".git/{locale}.json", "points into .git"],
  ["a/.GIT/{locale}.json", "points into .git"],
  ["src/en.json", "has no {locale}"],
  ["src/{lang}.json", "has {lang}"],
  ["src/{locale.json", "has an unclosed {"],
  ["src/locale}.json", "has an unopened }"],
  ["a//{locale}.json", "has an empty folder name"],
  ["a**/{locale}.json", "has ** beside"],
  ["{locale}/**", "ends in **"],
  ["{namespace}{locale}.json", "has nothing between"],
  ["*-{namespace}-{locale}.json", "has more than 2 placeholders"],
  ["**/a/**/b/**/{locale}.json", "spans folders in too many places"],
  ["{namespace}/{locale}/{namespace}.json", "has two {namespace}"],
  ["a\0/{locale}.json", "contains a null character"],
  ["", "is empty"],
])("the template %j is refused: it %s", (text, reason) => {
  expect(() => compileTemplate(text)).toThrow(UsageError);
  expect(() => compileTemplate(text)).toThrow(reason);
});

test("a template is relative to the folder of the configuration", () => {
  const template = compileTemplate("locales/{locale}.json", "packages/web");
  expect(template.match("packages/web/locales/en.json")?.spelling).toBe("en");
  expect(template.match("locales/en.json")).toBeUndefined();
  expect(template.base).toBe("packages/web/locales");
});

test("a folder is told where the locale names it, and nothing else comes first", () => {
  const foldersOf = (text: string, folder?: string) => {
    const template = compileTemplate(text, folder);
    return [template.folderOf(), template.folderOf("pt-BR")];
  };
  expect(foldersOf("locales/{locale}/{namespace}.json")).toEqual(["locales", "locales/pt-BR"]);
  expect(foldersOf("a/b-{locale}/**/t.json", "web")).toEqual(["web/a", "web/a/b-pt-BR"]);
  expect(foldersOf("{locale}/{namespace}.json")).toEqual([undefined, "pt-BR"]);
  for (const text of ["src/{locale}.json", "l/{namespace}/{locale}.json", "**/{locale}/t.json"]) {
    expect(foldersOf(text)).toEqual([undefined, undefined]);
  }
});

const name = fc.stringMatching(/^[a-z0-9 ()[\]!?'"é世-]{1,8}$/u);
const locale = fc.constantFrom("en", "pt-BR", "zh_Hant_TW", "sr@latin");
const captured = { locale, namespace: name, star: name, folders: fc.array(name, { maxLength: 3 }) };

test("what a template fills it reads back, and git lists for its pathspec", () => {
  const root = mkdtempSync(join(tmpdir(), "locstep-template-"));
  execFileSync("git", ["init", "-q", root]);
  fc.assert(
    fc.property(fc.record(captured), fc.array(name, { maxLength: 2 }), (parts, literal) => {
      const prefix = literal.map((part) => `${part}/`).join("");
      for (const text of [
        `${prefix}**/{locale}/x-*/{namespace}.json`,
        `${prefix}*/{locale}/{namespace}/t.json`,
        `${prefix}{namespace}.{locale}.yml`,
      ]) {
        const template = compileTemplate(text);
        const captures = text.includes("**")
          ? [parts.folders.join("/"), parts.star]
          : text.includes("*")
            ? [parts.star]
            : [];
        const filled = { spelling: parts.locale, namespace: parts.namespace, captures };
        const path = template.pathFor(filled);
        const match = template.match(path);
        expect(match && template.pathFor(match)).toBe(path);
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), "");
        const listed = (pathspec: string) =>
          execFileSync("git", ["-C", root, "ls-files", "-z", "-o", "--", pathspec])
            .toString()
            .split("\0");
        expect(listed(template.pathspec)).toContain(path);
        expect(listed(template.pathspecFor(parts.locale))).toContain(path);
        expect(listed(template.pathspecFor("xx"))).not.toContain(path);
      }
    }),
    { numRuns: 10 },
  );
  rmSync(root, { recursive: true });
});

test("a hostile path costs linear time", () => {
  const templates = [
    "**/a/{locale}/{namespace}.json",
    "{namespace}-{locale}.json",
    "*a*/{locale}.json",
  ];
  const paths = [
    `${"a/".repeat(20_000)}.json`,
    `${"-".repeat(40_000)}.json`,
    `${"a".repeat(40_000)}/.json`,
  ];
  const started = performance.now();
  for (const text of templates) for (const path of paths) compileTemplate(text).match(path);
  expect(performance.now() - started).toBeLessThan(2000);
});
