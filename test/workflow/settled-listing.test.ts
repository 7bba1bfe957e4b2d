import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../../core/ledger/fact.ts";
import { type Segment, makeSegment } from "../../core/ledger/segment.ts";
import { readListing } from "../../core/git/files.ts";
import { type Arrangement, arrange } from "../../core/project/arrange.ts";
import { type ConfigFile, resolveConfig } from "../../core/project/config.ts";
import type { Report } from "../../core/report/report.ts";
import { completeListing } from "../../core/workflow/checkout/complete-listing.ts";
import type { Project } from "../../core/workflow/checkout/project.ts";
import { readCheckout } from "../../core/workflow/checkout/read-checkout.ts";
import { settledListing } from "../../core/workflow/checkout/settled-listing.ts";
import { settledReport } from "../../core/workflow/checkout/settled.ts";

interface File {
  readonly path: string;
  readonly id: string;
  readonly mode?: string;
}

/** Paths decide ids, so that a fact names what stands. */
function idOf(path: string): string {
  return Buffer.from(path.padEnd(20, "#")).toString("hex").slice(-40);
}

function listingOf(files: readonly File[]): Buffer {
  const lines = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, id, mode = "100644" }) => `H ${mode} ${id} 0\t${path}\0`);
  return Buffer.from(lines.join(""));
}

function factOf(path: string, locale: string, source: string, total = 2): Fact {
  const none = new Set<string>();
  const sets = { stale: none, flagged: none, unconfirmed: none, cells: none };
  const marks = { total, missing: 0, broken: 0, rules: "", extra: 0, person: [], ...sets };
  return { path, locale, source: idOf(source), target: idOf(path), marks };
}

function projectOf(file: ConfigFile): Project {
  const config = resolveConfig(file);
  const repository = {
    root: "/nowhere",
    gitDir: "/nowhere",
    commonDir: "/nowhere",
    shallow: false,
  };
  const folders = { privateFolder: "/nowhere", ledgerFolder: ".locstep/ledger" };
  return { repository, config, configText: undefined, configPlaces: [], notes: [], ...folders };
}

/** What both readings say of the same listing and ledger. */
async function readings(
  file: ConfigFile,
  files: readonly File[],
  segments: readonly Segment[],
): Promise<{ readonly quick: Report | undefined; readonly full: Report | undefined }> {
  const project = projectOf(file);
  const raw = { listing: listingOf(files), segments, hasCode: false };
  const checkout = await readCheckout(project, raw);
  const arrangement = arrangedIn(project, files);
  const full = settledReport({ ...checkout, arrangement }, undefined);
  expect(checkout.arrangement).toEqual(arrangement);
  return { quick: settledListing(project, raw), full };
}

/** As {@link arrange} has it, with what a family is called by. */
function arrangedIn({ config }: Project, files: readonly File[]): Arrangement {
  return arrange(
    config,
    files.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path }) => path),
  );
}

const LAYOUTS: readonly (readonly [template: string, path: (l: string, n: string) => string])[] = [
  ["l/{locale}/{namespace}.json", (locale, name) => `l/${locale}/${name}.json`],
  ["l/{namespace}/{locale}.json", (locale, name) => `l/${name.replace("/", "-")}/${locale}.json`],
  ["l/{namespace}.{locale}.json", (locale, name) => `l/${name.replace("/", "-")}.${locale}.json`],
  ["**/{locale}/*.json", (locale, name) => `${name}/${locale}/a.json`],
];

const NAMES = ["a", "b", "shop/cart", "x-1", "x"];
const TARGETS = ["de", "fr", "pt-BR"];

function* cells(
  layout: (typeof LAYOUTS)[number],
  names: readonly string[],
): Generator<{ path: string; locale: string; source: string }> {
  for (const name of names) {
    const source = layout[1]("en", name);
    for (const locale of ["en", ...TARGETS])
      yield { path: layout[1](locale, name), locale, source };
  }
}

function complete(layout: (typeof LAYOUTS)[number], names: readonly string[] = NAMES) {
  const all = [...cells(layout, names)];
  const files = all.map(({ path }) => ({ path, id: idOf(path) }));
  const facts = all
    .filter(({ locale }) => locale !== "en")
    .map(({ path, locale, source }) => factOf(path, locale, source));
  return { files, facts };
}

function segmentsOf(...parts: readonly (readonly Fact[])[]): readonly Segment[] {
  return parts.map((part) => makeSegment(part, [])).filter((segment) => segment !== undefined);
}

test.each(LAYOUTS)(
  "where nothing is open in %s, git's text and the ledger's tell it",
  async (...layout) => {
    const { files, facts } = complete(layout);
    for (const targetLocales of [undefined, TARGETS]) {
      const file: ConfigFile = {
        sourceLocale: "en",
        files: [layout[0]],
        ...(targetLocales && { targetLocales }),
      };
      for (const segments of [segmentsOf(facts), segmentsOf(facts.slice(3), facts.slice(0, 3))]) {
        const { quick, full } = await readings(file, files, segments);
        expect(quick).toEqual(full);
        expect(quick?.locales).toMatchObject({ de: { total: 10, translated: 10 } });
      }
    }
  },
);

test.each(LAYOUTS)("files in %s are arranged as one by one", async (...layout) => {
  const { files } = complete(layout);
  const spelled = files.map(({ path }) => path.replace("pt-BR", "pt_BR"));
  const standing = spelled.map((path) => ({ path, id: idOf(path), mode: "100755" }));
  for (const targetLocales of [undefined, ["pt-BR", "de", "fr"]]) {
    const project = projectOf({
      sourceLocale: "en",
      files: [layout[0]],
      ...(targetLocales && { targetLocales }),
    });
    const raw = { listing: listingOf(standing), segments: [], hasCode: false };
    const checkout = await readCheckout(project, raw);
    expect(completeListing(project.config, raw.listing)).toBeDefined();
    expect(checkout.arrangement).toEqual(arrangedIn(project, standing));
    const listed = await readListing(project.repository, raw.listing);
    expect([...checkout.files.values()]).toEqual(listed.files);
  }
});

test("two families are told together", async () => {
  const [first, second] = [LAYOUTS[0], LAYOUTS[2]] as [
    (typeof LAYOUTS)[number],
    (typeof LAYOUTS)[number],
  ];
  const [one, two] = [
    complete(first, ["a", "b"]),
    complete(["m/{namespace}.{locale}.json", (l, n) => `m/${n}.${l}.json`]),
  ];
  const file = { sourceLocale: "en", files: [first[0], second[0].replace("l/", "m/")] };
  const { quick, full } = await readings(
    file,
    [...one.files, ...two.files],
    segmentsOf([...one.facts, ...two.facts]),
  );
  expect(quick).toEqual(full);
  expect(quick?.locales).toMatchObject({ fr: { total: 12 } });
});

function rarely<T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  const none = { weight: 4, arbitrary: fc.constant<readonly T[]>([]) };
  return fc.oneof(none, { weight: 1, arbitrary: fc.tuple(one) });
}

const damages = fc.record({
  layout: fc.constantFrom(...LAYOUTS),
  names: fc.subarray(NAMES, { minLength: 1 }),
  listed: fc.constantFrom(undefined, undefined, TARGETS, ["de", "fr"], [...TARGETS, "ja"]),
  droppedFiles: rarely(fc.nat(19)),
  droppedFacts: rarely(fc.nat(14)),
  changed: rarely(fc.nat(19)),
  added: rarely(
    fc.constantFrom(
      "l/pt_BR/a.json",
      "l/a.pt_BR.json",
      "l/common/a.json",
      "l/de/x.txt",
      "l/a/de_DE.json",
      "a/pt_BR/a.json",
      "z.json",
    ),
  ),
  extra: fc.subarray(["l/de/a.json", "l/de/gone.json", "a/de/a.json"]),
  cut: fc.nat(15),
  mode: fc.constantFrom("100644", "100755"),
  tail: fc.constantFrom("", "", "", "\n", "junk\n"),
});

test("what the texts tell is what reading them whole tells, whatever is missing, doubled or damaged", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(damages, async (damage) => {
      const { files, facts } = complete(damage.layout, damage.names);
      const standing = files
        .filter((_, at) => !damage.droppedFiles.includes(at))
        .map((file, at) => (damage.changed.includes(at) ? { ...file, id: "f".repeat(40) } : file));
      const paths = new Set(standing.map(({ path }) => path));
      const added = damage.added.filter((path) => !paths.has(path));
      const all = [
        ...standing,
        ...added.map((path) => ({ path, id: idOf(path), mode: damage.mode })),
      ];
      const known = facts.filter((_, at) => !damage.droppedFacts.includes(at));
      const others = damage.extra.map((path) => factOf(path, "de", "elsewhere", 7));
      const segments = segmentsOf(
        [...known.slice(damage.cut), ...others],
        known.slice(0, damage.cut),
      );
      const damaged = segments.map(({ name, text }) => ({ name, text: text + damage.tail }));
      const file: ConfigFile = {
        sourceLocale: "en",
        files: [damage.layout[0]],
        ...(damage.listed && { targetLocales: damage.listed }),
      };
      const { quick, full } = await readings(file, all, damaged).catch(() => ({
        quick: undefined,
        full: undefined,
      }));
      if (quick === undefined) return;
      told++;
      expect(quick).toEqual(full);
    }),
    { numRuns: 400 },
  );
  expect(told).toBeGreaterThan(20);
});

test.each([
  ["l/{locale}/{namespace}.json", "l/fr/a.json", "l/pt_BR/a.json"],
  ["l/{namespace}/{locale}.json", "l/a/fr.json", "l/a/pt_BR.json"],
])("two files of one locale in %s are not two locales", async (template, dropped, doubled) => {
  const layout = LAYOUTS.find(([text]) => text === template) as (typeof LAYOUTS)[number];
  const { files, facts } = complete(layout, ["a", "b"]);
  const standing = [
    ...files.filter(({ path }) => path !== dropped),
    { path: doubled, id: idOf(doubled) },
  ];
  const segments = segmentsOf([...facts, factOf(doubled, "pt-BR", layout[1]("en", "a"))]);
  const file = { sourceLocale: "en", files: [template], targetLocales: TARGETS };
  expect(await readings(file, standing, segments)).toEqual({ quick: undefined, full: undefined });
});

test("a file that git lists otherwise is left to who reads it", async () => {
  const layout = LAYOUTS[0] as (typeof LAYOUTS)[number];
  const { files, facts } = complete(layout);
  const project = projectOf({ sourceLocale: "en", files: [layout[0]] });
  const raw = { listing: listingOf(files), segments: segmentsOf(facts), hasCode: false };
  expect(settledListing(project, raw)).toBeDefined();
  for (const [from, to] of [
    ["H 100644", "S 100644"],
    ["H 100644", "h 100644"],
    ["H 100644", "H 120000"],
    ["H 100644", "M 100644"],
    ["l/de/a.json", "l/de/ä.json"],
  ] as const) {
    const listing = Buffer.from(raw.listing.toString().replace(from, to));
    expect(settledListing(project, { ...raw, listing })).toBeUndefined();
  }
  const changed = Buffer.concat([
    raw.listing,
    Buffer.from(`C 100644 ${idOf("x")} 0\tl/fr/x.json\0`),
  ]);
  expect(settledListing(project, { ...raw, listing: changed })).toBeUndefined();
  expect(settledListing(project, { ...raw, hasCode: true })).toBeUndefined();
});
