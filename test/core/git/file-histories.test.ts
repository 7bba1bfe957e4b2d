import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileHistories, openFileHistories } from "../../../core/git/file-histories.ts";
import { type Revision, headCommit, revisions } from "../../../core/git/history.ts";
import { childrenNamed } from "../../support/processes.ts";
import {
  type TestRepository,
  createRepository,
  temporaryFolder,
} from "../../support/repository.ts";
import { opened } from "./opened.ts";

const PATHS = ["en/a", "en/b", "en/line\nbreak", "de/a", "de/[b]*", "de/deep/日本"];
const NAMES = PATHS.map((path) => `:(top,literal)${path}`);
const PATHSPECS = [NAMES, [":(top,literal)en", ":(top,literal)de"], [":(top,glob)**"]];
const FEW = new Set(PATHS);
/** So many that the first ones are asked for alone. */
const MANY = new Set([...PATHS, ...Array.from({ length: 600 }, (_, at) => `en/never-${at}`)]);

/** A commit of a random history. Times tie and run backwards; a commit without parents is a root. */
const commit = fc.record({
  /** How many commits back each parent is. */
  parents: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
  time: fc.nat(12),
  /** One a path: the parent whose text it keeps, or its own text; none for 0. */
  files: fc.tuple(...PATHS.map(() => fc.oneof(fc.record({ keep: fc.nat(2) }), fc.nat(3)))),
});

function importHistory(
  { root }: TestRepository,
  commits: readonly (typeof commit extends fc.Arbitrary<infer T> ? T : never)[],
): void {
  const states: (readonly number[])[] = [];
  const script = commits.flatMap(({ parents, time, files }, at) => {
    const from = parents.map((back) => at - 1 - back).filter((parent) => parent >= 0);
    const state = files.map((file, path) => {
      if (typeof file === "number") return file;
      return states[from[file.keep % from.length] ?? -1]?.[path] ?? 0;
    });
    states.push(state);
    return [
      "reset refs/heads/main",
      "commit refs/heads/main",
      `mark :${at + 1}`,
      `committer A <a@b> ${1e9 + time} +0000`,
      `data ${String(at).length}\n${at}`,
      ...from.map((parent, side) => `${side === 0 ? "from" : "merge"} :${parent + 1}`),
      "deleteall",
      ...state.flatMap((text, path) =>
        text === 0 ? [] : [`M 100644 inline ${JSON.stringify(PATHS[path])}`, `data 1\n${text}`],
      ),
    ];
  });
  execFileSync("git", ["fast-import", "--quiet", "--force"], {
    cwd: root,
    input: `${script.join("\n")}\n`,
  });
}

function histories(
  repository: TestRepository,
  paths: ReadonlySet<string>,
  pathspecs: readonly string[],
  mostKept?: number,
): FileHistories {
  const repo = opened(repository);
  let head: Promise<string | undefined> | undefined;
  return openFileHistories(
    repo,
    () => (head ??= headCommit(repo)),
    () => [{ paths, pathspecs }],
    mostKept,
  );
}

async function all(told: AsyncIterable<Revision>): Promise<Revision[]> {
  const list: Revision[] = [];
  for await (const revision of told) list.push(revision);
  return list;
}

test("one git for many files tells of each what a git for it alone tells, whatever the history", async () => {
  const options = fc.record({
    commits: fc.array(commit, { minLength: 1, maxLength: 30 }),
    paths: fc.constantFrom(FEW, MANY),
    pathspecs: fc.constantFrom(...PATHSPECS),
    mostKept: fc.oneof(fc.nat(40), fc.constant(undefined)),
    limit: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(1000)),
    isCut: fc.boolean(),
    order: fc.array(fc.constantFrom(...PATHS), { minLength: 12, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(options, async (example) => {
      const { commits, paths, pathspecs, mostKept, limit, isCut, order } = example;
      const repository = createRepository({ keep: true });
      importHistory(repository, commits);
      if (isCut) {
        const tips = await repository.git("rev-list", "--max-count=3", "--skip=4", "HEAD");
        writeFileSync(join(repository.root, ".git/shallow"), tips === "" ? "" : `${tips}\n`);
      }
      const repo = opened(repository);
      const alone = new Map<string, Revision[]>();
      for (const path of PATHS) alone.set(path, await all(revisions(repo, [path], { limit })));
      const shared = histories(repository, paths, pathspecs, mostKept);
      for (const path of order) {
        expect(await all(shared.of(path, limit))).toEqual(alone.get(path));
      }
      await shared.close();
      const atOnce = histories(repository, paths, pathspecs, mostKept);
      const told = await Promise.all(order.map((path) => all(atOnce.of(path, limit))));
      expect(told).toEqual(order.map((path) => alone.get(path)));
      await atOnce.close();
      repository.dispose();
    }),
    { numRuns: 8 },
  );
});

test("hundreds of files cost a handful of processes, and none is left", async () => {
  const repository = createRepository();
  const paths = Array.from({ length: 300 }, (_, at) => `en/${at}`);
  // Enough that git waits for a reader of the rest.
  const versions = [1, 2, 3, 4, 5, 6].flatMap((version) => [
    `commit refs/heads/main\ncommitter A <a@b> ${version} +0000\ndata 1\n${version}`,
    ...paths.map((path) => `M 100644 inline ${path}\ndata 1\n${version}`),
  ]);
  const input = `${versions.join("\n")}\n`;
  execFileSync("git", ["fast-import", "--quiet"], { cwd: repository.root, input });
  const shared = histories(repository, new Set(paths), [":(top,literal)en"]);
  const traces = temporaryFolder();
  process.env["GIT_TRACE2_EVENT"] = traces;
  try {
    for (const path of paths) {
      for await (const { subject, changes } of shared.of(path, 1)) {
        expect([subject, changes[0]?.path]).toEqual(["6", path]);
      }
    }
  } finally {
    delete process.env["GIT_TRACE2_EVENT"];
  }
  // One for `HEAD`, four for single files, one for all the others.
  expect(readdirSync(traces)).toHaveLength(6);
  expect(childrenNamed("git")).toHaveLength(1);
  await shared.close();
  expect(childrenNamed("git")).toEqual([]);
});

test("where one git fails for all, each file is asked for alone", async () => {
  const repository = createRepository();
  for (const text of ["1", "2", "3"]) {
    repository.write("en/a", text);
    repository.write("de/a", `${text} in German`);
    await repository.commit(text);
  }
  const tree = await repository.git("rev-parse", "HEAD~2:de");
  rmSync(join(repository.root, ".git/objects", tree.slice(0, 2), tree.slice(2)));
  const shared = histories(repository, FEW, NAMES);
  const told = await all(shared.of("en/a", 9));
  expect(told.map(({ subject }) => subject)).toEqual(["3", "2", "1"]);
  await expect(all(shared.of("de/a", 9))).rejects.toMatchObject({ name: "OutsideError" });
  await shared.close();
});
