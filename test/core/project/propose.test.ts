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
  const { file } = propose(PATHS, []);
  expect(file).toEqual({ sourceLocale: "en", files: ["locales/{locale}/{namespace}.json"] });
});

test("a peer that names existing files is believed, its locales are the targets", () => {
  const peer = reading({
    sourceLocale: "de",
    locales: ["de", "pt_BR"],
    files: ["locales/{locale}/a.json"],
  });
  expect(propose(PATHS, [peer])).toMatchObject({
    file: { sourceLocale: "de", targetLocales: ["pt_BR"], files: ["locales/{locale}/a.json"] },
    peers: [peer],
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

test("packages that are translated into locales of their own are told by their files", () => {
  const paths = ["web/en.json", "web/de.json", "forms/en.json", "forms/ar.json"];
  const web = { peer: "lingo.dev", sourceLocale: "en", files: ["web/{locale}.json"] };
  const forms = { ...web, files: ["forms/{locale}.json"] };
  const of = (locales: readonly string[]) =>
    propose(paths, [reading({ ...web, locales: ["de"] }), reading({ ...forms, locales })]).file;
  expect(of(["ar"])).toEqual({ sourceLocale: "en", files: [...web.files, ...forms.files] });
  expect(of(["de"])).toMatchObject({ targetLocales: ["de"] });
});

test("a peer's files of a format that is not read are named as such, or passed over", () => {
  const po = reading({ files: ["translations/{locale}/web.po"] });
  const paths = ["translations/en/web.po", "translations/de/web.po"];
  expect(() => propose(paths, [po])).toThrow(
    "crowdin.yml names translations/{locale}/web.po, and locstep does not read this format",
  );
  expect(propose([...paths, ...PATHS], [po]).file.files).toEqual([
    "locales/{locale}/{namespace}.json",
  ]);
});
