import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../core/model/errors.ts";
import { arrange } from "../../../../core/project/arrange.ts";
import { resolveConfig } from "../../../../core/project/config.ts";
import { detect } from "../../../../core/project/detect/detect.ts";

function templates(paths: string[]): string[] {
  return [...detect(paths).templates];
}

/** The same path for some locales. */
function each(path: string, ...locales: string[]): string[] {
  return locales.map((locale) => path.replaceAll("@", locale));
}

describe("common layouts:", () => {
  test.each([
    [
      "i18next",
      ["public/locales/@/common.json", "public/locales/@/home.json"],
      ["public/locales/{locale}/{namespace}.json"],
    ],
    [
      "i18next, one namespace",
      ["locales/@/translation.json"],
      ["locales/{locale}/{namespace}.json"],
    ],
    [
      "i18next, nested namespaces",
      ["locales/@/shop/cart.json"],
      ["locales/{locale}/{namespace}.json"],
    ],
    ["vue-i18n", ["src/locales/@.json"], ["src/locales/{locale}.json"]],
    ["next-intl", ["messages/@.json"], ["messages/{locale}.json"]],
    [
      "Next.js dictionaries",
      ["app/[lang]/dictionaries/@.json"],
      ["app/[lang]/dictionaries/{locale}.json"],
    ],
    ["Angular", ["src/assets/i18n/@.json"], ["src/assets/i18n/{locale}.json"]],
    ["Rails", ["config/locales/@.yml"], ["config/locales/{locale}.yml"]],
    [
      "Rails with a gem",
      ["config/locales/@.yml", "config/locales/devise.@.yml"],
      ["config/locales/devise.{locale}.yml", "config/locales/{locale}.yml"],
    ],
    [
      "Rails with gems",
      ["config/locales/devise.@.yml", "config/locales/simple_form.@.yml"],
      ["config/locales/{namespace}.{locale}.yml"],
    ],
    [
      "Rails with folders",
      ["config/locales/models/@.yml", "config/locales/views/@.yml"],
      ["config/locales/{namespace}/{locale}.yml"],
    ],
    [
      "Rails with deep folders",
      ["config/locales/@.yml", "config/locales/models/@.yml", "config/locales/views/users/@.yml"],
      ["config/locales/**/{locale}.yml"],
    ],
    ["Flutter", ["lib/l10n/app_@.arb"], ["lib/l10n/app_{locale}.arb"]],
    ["Flutter elsewhere", ["lib/src/texts/intl_@.arb"], ["lib/src/texts/intl_{locale}.arb"]],
    ["browser extensions", ["_locales/@/messages.json"], ["_locales/{locale}/{namespace}.json"]],
    ["a repeated locale", ["i18n/@/app.@.json"], ["i18n/{locale}/app.{locale}.json"]],
    [
      "packages",
      ["packages/a/locales/@.json", "packages/b/locales/@.json"],
      ["packages/*/locales/{locale}.json"],
    ],
    [
      "two apps",
      ["web/locales/@.json", "admin/i18n/@/a.json"],
      ["admin/i18n/{locale}/{namespace}.json", "web/locales/{locale}.json"],
    ],
    ["literal stars and braces", ["a{b}*/locales/@.json"], ["a\\{b\\}\\*/locales/{locale}.json"]],
  ])("%s", (_, layout, expected) => {
    const paths = layout.flatMap((path) => each(path, "de", "en", "pt-BR")).sort();
    expect(templates(["package.json", "src/main.ts", "README.md", ...paths])).toEqual(expected);
    const { sources } = arrange(resolveConfig({ sourceLocale: "en", files: expected }), paths);
    expect(sources.flatMap((s) => [s.path, ...s.targets.map((t) => t.path)]).sort()).toEqual(paths);
  });

  test("packages with other locales stay families of their own", () => {
    const paths = [...each("packages/a/locales/@.json", "de", "en"), "packages/b/locales/en.json"];
    expect(templates(paths)).toEqual([
      "packages/a/locales/{locale}.json",
      "packages/b/locales/{locale}.json",
    ]);
  });
  test("no template of packages claims what another one reads", () => {
    const app = (name: string, ...locales: string[]) =>
      each(`apps/${name}/public/locales/@/translations.json`, ...locales);
    const paths = [...app("a", "de", "en"), ...app("b", "de", "en"), ...app("c", "de", "en", "ru")];
    const found = templates(paths);
    expect(() => arrange(resolveConfig({ sourceLocale: "en", files: found }), paths)).not.toThrow();
    expect(found).toHaveLength(3);
  });
  test("a word below the anchor that is also a language does not win over the locales", () => {
    expect(templates(each("locales/new/@.json", "de", "en", "fr"))).toEqual([
      "locales/new/{locale}.json",
    ]);
  });
  test("a family without a source file is not proposed", () => {
    const paths = [...each("config/locales/@.yml", "de", "en"), "config/locales/pagy/nn.yml"];
    expect(templates(paths)).toEqual(["config/locales/{locale}.yml"]);
  });
});

describe("what is not ours", () => {
  const ours = each("locales/@.json", "de", "en");
  test.each(["node_modules/a", "dist", "vendor/gem", "test/fixtures", "examples/next"])(
    "%s is left out",
    (folder) => {
      const theirs = each(`${folder}/locales/@.json`, "de", "en", "fr");
      expect(templates([...ours, ...theirs])).toEqual(["locales/{locale}.json"]);
    },
  );
  test("no wider template reads it either", () => {
    const paths = ["a", "b", "fixtures"].flatMap((name) =>
      each(`packages/${name}/locales/@.json`, "de", "en"),
    );
    expect(templates(paths)).toEqual([
      "packages/a/locales/{locale}.json",
      "packages/b/locales/{locale}.json",
    ]);
  });
  test("examples are taken where there is nothing else, node_modules never", () => {
    expect(templates(each("examples/locales/@.json", "de", "en"))).toEqual([
      "examples/locales/{locale}.json",
    ]);
    expect(() => detect(each("node_modules/a/locales/@.json", "de", "en"))).toThrow(UsageError);
  });
});

describe("the source locale is", () => {
  test.each([
    ["English", each("l10n/@.json", "de", "en", "en-GB"), undefined, "en"],
    [
      "English, though a file beside it is there for a regional one alone",
      [...each("i18n/@.json", "de", "en", "en-IN"), ...each("i18n/missing_@.json", "de", "en-IN")],
      undefined,
      "en",
    ],
    ["English as spelled", each("strings/@.json", "de", "en-us"), undefined, "en-US"],
    ["never a pseudo-locale", each("l10n/@.json", "de", "en-XA", "en-GB"), undefined, "en-GB"],
    ["what a peer says", each("l10n/@.json", "de", "en"), "de", "de"],
    [
      "not what a peer says of files that do not exist",
      each("l10n/@.json", "de", "en"),
      "fr",
      "en",
    ],
    [
      "the only complete one",
      ["i18n/de/a.json", "i18n/de/b.json", "i18n/fr/a.json"],
      undefined,
      "de",
    ],
  ])("%s", (_, paths, peer, locale) => {
    expect(detect(paths, peer).sourceLocale).toBe(locale);
  });
  test("asked for where nothing tells", () => {
    expect(() => detect(each("l10n/@.json", "de", "fr"))).toThrow(UsageError);
    expect(() => detect(each("l10n/@.json", "de", "fr"))).toThrow("de, fr have all files");
  });
});
