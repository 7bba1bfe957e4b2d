import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PeerReading, readPeers } from "../../../../core/project/peers/read-peers.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/project/peers");

async function readingsIn(name: string): Promise<PeerReading[]> {
  const root = join(fixtures, name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    );
  return readPeers(root, paths.sort());
}

describe("a peer's configuration is read, never run:", () => {
  test.each<[string, Partial<PeerReading>]>([
    [
      "i18next-parser",
      {
        peer: "i18next-parser",
        path: "i18next-parser.config.js",
        sourceLocale: undefined,
        locales: ["en", "fr"],
        files: ["app/assets/{locale}/{namespace}.json"],
      },
    ],
    [
      "lingo",
      {
        sourceLocale: "en",
        locales: ["es", "pt-BR"],
        files: ["locales/{locale}.json", "app/{locale}/*.json"],
        provider: { name: "lingo" },
        notes: ["the bucket mdx holds a format that locstep does not read"],
      },
    ],
    [
      "locize",
      {
        files: [],
        provider: {
          name: "locize",
          projectId: "93e1442a-ab35-24331fa294ba",
          version: "production",
        } as PeerReading["provider"] & object,
      },
    ],
    [
      "loco",
      { files: ["src/app/i18n/locales/{locale}/{namespace}.json"], provider: { name: "loco" } },
    ],
    [
      "crowdin",
      {
        sourceLocale: "en",
        files: ["web/src/translations/{locale}.json", "web/locales/{locale}/{namespace}.json"],
        notes: ['the path template "web/values-%android_code%/strings.xml" has no {locale}'],
      },
    ],
    ["tolgee", { sourceLocale: "en", files: ["public/i18n/{namespace}/{locale}.json"] }],
    ["tolgee-push", { files: ["i18n/{locale}.json", "i18n/shop/{locale}.json"] }],
    [
      "inlang",
      {
        sourceLocale: "en",
        locales: ["en", "de", "zh-Hans"],
        files: ["messages/{locale}.json", "l/{locale}/common.json"],
      },
    ],
    ["flutter", { sourceLocale: "pt_BR", files: ["lib/l10n/my_app_{locale}.arb"] }],
    [
      "i18n-tasks",
      {
        sourceLocale: "en",
        locales: ["en", "nl"],
        files: ["config/locales/{locale}.yml", "config/locales/**/*.{locale}.yml"],
      },
    ],
  ])("%s", async (name, expected) => {
    expect(await readingsIn(name)).toEqual([expect.objectContaining(expected)]);
  });

  test("i18next-cli, in each package of a monorepo; a function is noted", async () => {
    expect(await readingsIn("i18next-cli")).toEqual([
      {
        peer: "i18next-cli",
        path: "apps/web/i18next.config.mjs",
        sourceLocale: "en",
        locales: ["de", "en"],
        files: [],
        provider: undefined,
        notes: ["extract.output is no plain text"],
      },
      {
        peer: "i18next-cli",
        path: "i18next.config.js",
        sourceLocale: "en",
        locales: ["en", "de", "pt-BR"],
        files: ["public/locales/{locale}/{namespace}.json"],
        provider: { name: "locize", projectId: "b3c9-it's-mine" },
        notes: [],
      },
    ]);
  });

  test("no secret comes along", async () => {
    const readings = await Promise.all(readdirSync(fixtures).map(readingsIn));
    expect(JSON.stringify(readings)).not.toMatch(/S3CRET|my-api-key/u);
  });

  test("another tool's file of the same name is none", async () => {
    expect(await readingsIn("next-translate")).toEqual([]);
  });
});
