import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  blobsAt,
  headCommit,
  revisions,
  shallowCommits,
  type Revision,
} from "../../../core/git/history.ts";
import { childrenNamed } from "../../support/processes.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

async function told(
  repository: TestRepository,
  paths: readonly string[],
  options: { from?: string; limit?: number } = {},
): Promise<Revision[]> {
  const all: Revision[] = [];
  for await (const revision of revisions(opened(repository), paths, { limit: 1000, ...options })) {
    all.push(revision);
  }
  return all;
}

function subjects(revisions: readonly Revision[]): string[] {
  return revisions.map(({ subject }) => subject);
}

function idOf(repository: TestRepository, name: string): Promise<string> {
  return repository.git("rev-parse", name);
}

test("the commits of a file are told newest first, with its blobs before and after", async () => {
  const repository = createRepository();
  repository.write("a", "1");
  const first = await repository.commit("add a", { author: "Żaneta <z@example.org>", date: 1e9 });
  repository.write("b", "1");
  await repository.commit("add b");
  repository.write("a", "2");
  const second = await repository.commit("change a", { date: 2e9 });
  repository.remove("a");
  const third = await repository.commit("remove a");
  const [one, two] = [await idOf(repository, `${first}:a`), await idOf(repository, `${second}:a`)];
  const [newest, middle, oldest] = await told(repository, ["a"]);
  expect(newest).toMatchObject({
    commit: third,
    changes: [{ path: "a", before: [two], after: undefined }],
  });
  expect(middle).toMatchObject({
    commit: second,
    time: 2e9,
    changes: [{ path: "a", before: [one], after: two }],
  });
  expect(oldest).toEqual({
    commit: first,
    parents: [],
    time: 1e9,
    author: "Żaneta <z@example.org>",
    subject: "add a",
    changes: [{ path: "a", before: [undefined], after: one }],
    boundary: false,
  });
});

test("both sides of a merge are told; the merge itself only where it differs from all parents", async () => {
  const repository = createRepository();
  repository.write("a", "1\n2\n3\n4\n5\n");
  repository.write("b", "1\n");
  const base = await repository.commit("base");
  await repository.branch("side");
  repository.write("a", "1\n2\n3\n4\nside\n");
  await repository.commit("side");
  await repository.checkout("main");
  repository.write("b", "main\n");
  await repository.commit("main");
  expect(await repository.merge("side")).toBe("clean");
  expect(subjects(await told(repository, ["a", "b"]))).toEqual(["main", "side", "base"]);

  await repository.branch("both", base);
  repository.write("a", "both\n2\n3\n4\n5\n");
  await repository.commit("both");
  expect(await repository.merge("main")).toBe("clean");
  const merge = await idOf(repository, "HEAD");
  const [newest] = await told(repository, ["a", "b"]);
  const before = [await idOf(repository, "HEAD^1:a"), await idOf(repository, "HEAD^2:a")];
  expect(newest).toMatchObject({
    commit: merge,
    parents: [await idOf(repository, "HEAD^1"), await idOf(repository, "HEAD^2")],
    changes: [{ path: "a", before, after: await idOf(repository, "HEAD:a") }],
  });
});

test("a change undone on the other side of a merge is told, though the result does not show it", async () => {
  const repository = createRepository();
  repository.write("a", "1\n");
  await repository.commit("base");
  await repository.branch("side");
  repository.write("a", "2\n");
  const side = await repository.commit("side");
  await repository.revert(side);
  await repository.checkout("main");
  repository.write("b", "1\n");
  await repository.commit("main");
  await repository.merge("side");
  expect(subjects(await told(repository, ["a"]))).toEqual([`Revert ${side}`, "side", "base"]);
});

test("an octopus tells each arm, and its own edit against every parent", async () => {
  const repository = createRepository();
  repository.write("a", "base\n");
  await repository.commit("base");
  for (const arm of ["x", "y", "z"]) {
    await repository.branch(arm, "main");
    repository.write(arm, arm);
    repository.write("a", `${arm}\n`);
    await repository.commit(arm);
  }
  const arms = await Promise.all(["x", "y", "z"].map((arm) => idOf(repository, arm)));
  repository.write("a", "all of them\n");
  await repository.git("add", "-A");
  const tree = await repository.git("write-tree");
  const parents = arms.flatMap((arm) => ["-p", arm]);
  const octopus = await repository.git("commit-tree", tree, ...parents, "-m", "octopus");
  const [newest, ...rest] = await told(repository, ["a"], { from: octopus });
  expect(newest?.parents).toEqual(arms);
  expect(newest?.changes).toEqual([
    {
      path: "a",
      before: await Promise.all(arms.map((arm) => idOf(repository, `${arm}:a`))),
      after: await idOf(repository, `${octopus}:a`),
    },
  ]);
  expect(subjects(rest).sort()).toEqual(["base", "x", "y", "z"]);
});

test("hostile paths, names and messages arrive whole and break nothing", async () => {
  const repository = createRepository();
  const paths = [
    "a b",
    'quo"te',
    "line\nbreak",
    ":colon",
    "-dash",
    "--stdin",
    "日本🎉",
    "*",
    "^main",
  ];
  for (const path of paths) repository.write(path, path);
  const subject = ":100644 \u0001 \u2028 日本 %H";
  await repository.commit(`${subject}\n\nbody\n\n:000000`, { author: "x : y <z@y>" });
  const [revision, ...more] = await told(repository, paths);
  expect(more).toEqual([]);
  expect(revision).toMatchObject({ subject, author: "x : y <z@y>" });
  expect(revision?.changes.map(({ path }) => path).sort()).toEqual([...paths].sort());
  expect(await told(repository, ["*"])).toHaveLength(1);
  expect((await told(repository, ["*"]))[0]?.changes).toHaveLength(1);
});

test("a change of mode and a symbolic link are no changes; an empty message is one line all the same", async () => {
  const repository = createRepository();
  repository.write("a", "1");
  await repository.git("add", "-A");
  await repository.git("commit", "-q", "--allow-empty-message", "-m", "");
  await repository.git("update-index", "--chmod=+x", "a");
  await repository.git("commit", "-q", "-m", "mode");
  symlinkSync("a", join(repository.root, "link"));
  await repository.commit("link");
  expect(subjects(await told(repository, ["a", "link"]))).toEqual([""]);
});

test("settings of the user do not change what is told", async () => {
  const repository = createRepository();
  repository.write("a", "1\n2\n3\n");
  await repository.commit("add");
  await repository.git("mv", "a", "b");
  await repository.commit("move");
  const before = [await told(repository, ["b"]), await told(repository, ["a", "b"])];
  for (const setting of [
    "log.follow=true",
    "log.showRoot=false",
    "log.showSignature=true",
    "log.diffMerges=first-parent",
    "diff.renames=copies",
    "color.ui=always",
    "i18n.logOutputEncoding=latin1",
    "diff.noprefix=true",
    "log.decorate=full",
    "core.abbrev=5",
    "diff.relative=true",
  ]) {
    const [key = "", value = ""] = setting.split("=");
    await repository.git("config", key, value);
  }
  const after = [await told(repository, ["b"]), await told(repository, ["a", "b"])];
  expect(after).toEqual(before);
  expect(after.map(subjects)).toEqual([["move"], ["move", "add"]]);
});

test("from names where to begin, and cannot be taken for an option", async () => {
  const repository = createRepository();
  repository.write("a", "1");
  await repository.commit("1");
  repository.write("a", "2");
  await repository.commit("2");
  repository.write("a", "3");
  await repository.commit("3");
  expect(subjects(await told(repository, ["a"], { from: "HEAD~1" }))).toEqual(["2", "1"]);
  expect(subjects(await told(repository, ["a"], { from: "HEAD~2..HEAD" }))).toEqual(["3", "2"]);
  const output = join(repository.root, "written");
  await expect(told(repository, ["a"], { from: `--output=${output}` })).rejects.toThrow(
    /git could not read the history/u,
  );
  expect(() => repository.read("written")).toThrow();
});

test("without paths, and in a repository without commits, there is nothing to tell", async () => {
  const repository = createRepository();
  expect(await told(repository, ["a"])).toEqual([]);
  expect(await headCommit(opened(repository))).toBeUndefined();
  repository.write("a", "1");
  const commit = await repository.commit("1");
  expect(await told(repository, [])).toEqual([]);
  expect(await headCommit(opened(repository))).toBe(commit);
});

test("a shallow history ends at a boundary, which says so", async () => {
  const origin = createRepository();
  for (const version of ["1", "2", "3"]) {
    origin.write("a", version);
    await origin.commit(version);
  }
  const clone = await origin.clone({ depth: 2 });
  const all = await told(clone, ["a"]);
  expect(all.map(({ subject, boundary }) => [subject, boundary])).toEqual([
    ["3", false],
    ["2", true],
  ]);
  expect([...shallowCommits(opened(clone))]).toEqual([all[1]?.commit]);
  expect(shallowCommits(opened(origin)).size).toBe(0);
});

test("a clone without trees fetches none behind our back: it says what to fetch", async () => {
  const origin = createRepository();
  for (const version of ["1", "2"]) {
    origin.write("a", version);
    await origin.commit(version);
  }
  await origin.git("config", "uploadpack.allowFilter", "true");
  const clone = await origin.clone({ filter: "tree:0" });
  await expect(told(clone, ["a"])).rejects.toMatchObject({
    name: "OutsideError",
    hint: expect.stringContaining("git fetch"),
  });
});

test("leaving early ends git at once, and so does the limit", async () => {
  const repository = createRepository();
  const commits = 5_000;
  const script = Array.from({ length: commits }, (_, at) => {
    const subject = `${"long ".repeat(40)}${at}`;
    return [
      `commit refs/heads/main\ncommitter A <a@b> ${at + 1} +0000\ndata ${subject.length}`,
      `${subject}\nM 100644 inline a\ndata ${String(at).length}\n${at}\n`,
    ].join("\n");
  }).join("\n");
  execFileSync("git", ["fast-import", "--quiet"], { cwd: repository.root, input: script });
  const running = revisions(opened(repository), ["a"], { limit: Number.POSITIVE_INFINITY });
  expect((await running.next()).done).toBe(false);
  expect(childrenNamed("git")).toHaveLength(1);
  await running.return();
  expect(childrenNamed("git")).toEqual([]);
  expect(await told(repository, ["a"], { limit: 3 })).toHaveLength(3);
  expect(childrenNamed("git")).toEqual([]);
  expect(await told(repository, ["a"], { limit: commits + 1 })).toHaveLength(commits);
});

test("the blobs of a commit are those of its regular files among the paths", async () => {
  const repository = createRepository();
  const paths = ["a b", "x/日本", "line\nbreak", ":(top)a", "*", ...many(300)];
  for (const path of [...paths, "other"]) repository.write(path, path);
  symlinkSync("other", join(repository.root, "link"));
  const commit = await repository.commit("all");
  const repo = opened(repository);
  for (const asked of [paths, paths.slice(0, 5)]) {
    const blobs = await blobsAt(repo, commit, [...asked, "link", "x", "none"]);
    expect([...blobs.keys()].sort()).toEqual([...asked].sort());
    expect(blobs.get("x/日本")).toBe(await idOf(repository, "HEAD:x/日本"));
  }
  expect((await blobsAt(repo, commit, [])).size).toBe(0);
  await expect(blobsAt(repo, "none", ["a"])).rejects.toThrow(/list the files of none/u);
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `many/${at}`);
}
