import { expect, test } from "vitest";
import type { PeerReading } from "../../../core/project/peers/read-peers.ts";
import { propose } from "../../../core/project/propose.ts";

function reading(fields: Partial<PeerReading>): PeerReading {
  return {
    peer: "crowdin",
    path: "crowdin.yml",
    sourceLocale: undefined,
    locales: undefined,
    files: [],
    provider: undefined,
    notes: [],
    ...fields,
  };
}

const PATHS = ["locales/de/a.json", "locales/en/a.json", "locales/fr/a.json", "texts/en.json"];

test("without peers the layout decides", () => {
  const { file, detection } = propose(PATHS, []);
  expect(file).toEqual({ sourceLocale: "en", files: ["locales/{locale}/{namespace}.json"] });
  expect(detection?.sourceReason).toBe("english");
});

test("a peer that names existing files is believed, its locales are the targets", () => {
  const peer = reading({
    sourceLocale: "de",
    locales: ["de", "pt_BR"],
    files: ["locales/{locale}/a.json"],
  });
  expect(propose(PATHS, [peer])).toMatchObject({
    file: { sourceLocale: "de", targetLocales: ["pt_BR"], files: ["locales/{locale}/a.json"] },
    sourceReason: "peer",
    peers: [peer],
    detection: undefined,
  });
});

test("a peer whose files do not exist still says the source locale and the service", () => {
  const peer = reading({
    sourceLocale: "fr",
    files: ["i18n/{locale}.json"],
    provider: { name: "acme" },
  });
  expect(propose(PATHS, [peer]).file).toEqual({
    sourceLocale: "fr",
    files: ["locales/{locale}/{namespace}.json"],
    provider: { name: "acme" },
  });
});

test("packages with the same peer come together, another peer does not mix in", () => {
  const a = reading({ peer: "i18next-cli", files: ["locales/{locale}/a.json"] });
  const b = reading({ peer: "i18next-cli", files: ["texts/{locale}.json", "none/{locale}.json"] });
  const other = reading({ files: ["locales/{locale}/{namespace}.json"] });
  expect(propose(PATHS, [a, b, other]).file.files).toEqual([
    "locales/{locale}/a.json",
    "texts/{locale}.json",
  ]);
});
