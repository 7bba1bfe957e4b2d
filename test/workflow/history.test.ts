import fc from "fast-check";
import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

type Texts = Readonly<Record<string, string | undefined>>;

const LOCALES = ["de", "ru"];
/** Beyond a hundred open cells the source's history is asked first. */
const MANY = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`z${at}`, `Text ${at}`]));

interface Edit {
  readonly locale: string;
  readonly branch: string;
  readonly key: string;
  /** Undefined: the key is removed. */
  readonly text: string | undefined;
}
type Step = Edit | "merge";

const text = fc.constantFrom("One", "Two", "Three");
const place = {
  locale: fc.constantFrom("en", "en", "de", "ru"),
  branch: fc.constantFrom("main", "other"),
};
const edit: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    ...place,
    key: fc.constantFrom("a", "c_many"),
    text: fc.option(text, { nil: undefined }),
  }),
  fc.record({ ...place, key: fc.constantFrom("b", "c_one", "c_other", "c_few"), text }),
);
const steps = fc.array(fc.oneof({ weight: 5, arbitrary: edit }, fc.constant<Step>("merge")), {
  minLength: 6,
  maxLength: 14,
});

/** A form that English has no number for, spelled after a locale that has some translated it. */
const SPELLED_LATER: readonly Step[] = [
  { locale: "ru", branch: "main", key: "c_many", text: "Two" },
  { locale: "en", branch: "main", key: "c_many", text: "Three" },
];
/** A message that went and came back as another one, while its translations stayed. */
const BACK_AGAIN: readonly Step[] = [
  { locale: "en", branch: "main", key: "a", text: undefined },
  { locale: "en", branch: "main", key: "a", text: "Two" },
];
/** A merge whose file is neither side's, and brings no text of its own. */
const MERGED_APART: readonly Step[] = [
  { locale: "de", branch: "other", key: "c_other", text: "Two" },
  { locale: "de", branch: "main", key: "a", text: "Three" },
  { locale: "en", branch: "main", key: "c_other", text: "Three" },
  "merge",
];
const EXAMPLES = [SPELLED_LATER, BACK_AGAIN, MERGED_APART];

test(
  "history tells of each cell what its commits say, read one by one",
  { timeout: 120_000 },
  async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (history, isLarge) => {
        const repository = createRepository({ keep: true });
        try {
          await play(repository, history, isLarge ? MANY : {});
          const session = await openSession({ cwd: repository.root, environment: {} });
          const { findings } = await session.check();
          for (const locale of LOCALES) {
            const told = findings.filter((of) => of.code === "stale" && of.locale === locale);
            const expected = await staleByHand(repository, locale);
            expect(told.map(({ key }) => key?.[0]).sort(), locale).toEqual(expected);
            found += expected.length;
          }
        } finally {
          repository.dispose();
        }
      }),
      {
        numRuns: 8,
        examples: EXAMPLES.flatMap((of): [readonly Step[], boolean][] => [
          [of, false],
          [of, true],
        ]),
      },
    );
    expect(found).toBeGreaterThan(0);
  },
);

test("a clone that was cut says so, however many cells it leaves untold", async () => {
  for (const filler of [{}, MANY]) {
    const repository = createRepository();
    await play(repository, [{ locale: "en", branch: "main", key: "a", text: "Two" }], filler);
    const clone = await repository.clone({ depth: 1 });
    const session = await openSession({ cwd: clone.root, environment: {} });
    const { findings, notes } = await session.check();
    expect(findings.filter(({ code }) => code === "stale")).toEqual([]);
    expect(notes.join("\n")).toContain("History was too short");
  }
});

async function play(
  repository: TestRepository,
  history: readonly Step[],
  filler: Texts,
): Promise<void> {
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['{locale}.json']\n");
  const first = { a: "One", b: "One", c_one: "One", c_other: "One", ...filler };
  for (const locale of ["en", ...LOCALES]) repository.write(`${locale}.json`, first);
  await repository.commit("Begin");
  await repository.git("branch", "other");
  for (const step of history) {
    if (step === "merge") {
      await repository.checkout("main");
      await repository.git("merge", "-q", "-X", "ours", "--no-edit", "other");
      continue;
    }
    await repository.checkout(step.branch);
    const path = `${step.locale}.json`;
    const texts = { ...(JSON.parse(repository.read(path)) as Texts), [step.key]: step.text };
    repository.write(path, texts);
    if ((await repository.git("status", "--porcelain")) !== "") await repository.commit("Edit");
  }
  await repository.checkout("main");
}

/** Keys whose text came, newest commit first, where the source read otherwise. */
async function staleByHand(repository: TestRepository, locale: string): Promise<readonly string[]> {
  const known = new Map<string, Promise<string>>();
  const read = async (commit: string, of: string): Promise<Texts> => {
    const name = `${commit}:${of}.json`;
    const shown = known.get(name) ?? repository.git("show", name);
    known.set(name, shown);
    return JSON.parse(await shown) as Texts;
  };
  const source = seenBy(locale, await read("HEAD", "en"));
  const target = await read("HEAD", locale);
  const open = new Set(Object.keys(target).filter((key) => key in source));
  const stale: string[] = [];
  const log = (await repository.git("log", "--format=%H %P")).split("\n");
  for (const [commit = "", ...parents] of log.map((line) => line.split(" ").filter(Boolean))) {
    const after = await read(commit, locale);
    const before = await Promise.all(parents.map((parent) => read(parent, locale)));
    const then = seenBy(locale, await read(commit, "en"));
    for (const key of open) {
      if (after[key] !== target[key] || before.some((of) => of[key] === target[key])) continue;
      open.delete(key);
      if (then[key] !== undefined && then[key] !== source[key]) stale.push(key);
    }
  }
  return stale.sort();
}

/** The source with the plural forms of a locale: what English has no number for is nobody's text. */
function seenBy(locale: string, { c_few: _few, c_many: _many, ...texts }: Texts): Texts {
  if (locale === "de") return texts;
  const other = texts["c_other"];
  return { ...texts, c_few: other, c_many: other };
}
