import {
  chmodSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { listFiles, type TrackedFile } from "../../../core/git/files.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

async function listed(
  test: TestRepository,
  ...pathspecs: string[]
): Promise<Map<string, TrackedFile>> {
  const files = await listFiles(opened(test), pathspecs);
  const byPath = new Map(files.map((file) => [file.path, file]));
  expect(byPath.size, "each path is listed once").toBe(files.length);
  return byPath;
}

/** The oracle: what git stores when all is added, by a copy of the index that is thrown away. */
async function stored(test: TestRepository, ...paths: string[]): Promise<Map<string, string>> {
  vi.stubEnv("GIT_INDEX_FILE", join(test.root, ".git/index-of-the-test"));
  await test.git("read-tree", "HEAD");
  await test.git("add", "--", ...paths);
  const lines = await test.git("ls-files", "-s", "-z", "--", ...paths);
  vi.unstubAllEnvs();
  return new Map(
    lines.split("\0").flatMap((line) => {
      const [, id, path] = /^\d+ (\w+) 0\t(.+)$/su.exec(line) ?? [];
      return id === undefined || path === undefined ? [] : [[path, id]];
    }),
  );
}

test("an untouched file is clean and has its index's id", async () => {
  const repository = createRepository();
  repository.write("de.json", { a: "A" });
  await repository.commit("de");
  const id = await repository.git("rev-parse", "HEAD:de.json");
  expect((await listed(repository)).get("de.json")).toEqual({
    path: "de.json",
    id,
    indexId: id,
    mode: 0o100644,
    state: "clean",
  });
});

test("a modified, an untracked and a staged file have the ids that git would store", async () => {
  const repository = createRepository();
  repository.write("modified", "1");
  repository.write("staged", "1");
  repository.write("staged-and-modified", "1");
  await repository.commit("1");
  repository.write("modified", "22");
  repository.write("staged", "22");
  repository.write("staged-and-modified", "22");
  await repository.git("add", "staged", "staged-and-modified");
  repository.write("staged-and-modified", "333");
  repository.write("untracked", "4444");
  const files = await listed(repository);
  expect(Object.fromEntries([...files].map(([path, { state }]) => [path, state]))).toEqual({
    modified: "modified",
    staged: "clean",
    "staged-and-modified": "modified",
    untracked: "untracked",
  });
  expect(files.get("untracked")?.indexId).toBeUndefined();
  for (const [path, id] of await stored(repository, ".")) expect(files.get(path)?.id).toBe(id);
});

test("a touched file with equal content is clean, and so is one made executable", async () => {
  const repository = createRepository();
  repository.write("a", "a");
  repository.write("b", "b");
  await repository.commit("a");
  utimesSync(join(repository.root, "a"), 1, 1);
  chmodSync(join(repository.root, "b"), 0o755);
  const files = await listed(repository);
  expect(files.get("a")?.state).toBe("clean");
  expect(files.get("b")?.state).toBe("clean");
});

test("a deleted file has no id, but still its index's", async () => {
  const repository = createRepository();
  repository.write("a", "a");
  repository.write("folder/b", "b");
  await repository.commit("a");
  repository.remove("a");
  rmSync(join(repository.root, "folder"), { recursive: true });
  writeFileSync(join(repository.root, "folder"), "a file where a folder was");
  const files = await listed(repository);
  for (const path of ["a", "folder/b"]) {
    expect(files.get(path)).toMatchObject({ state: "deleted", id: undefined });
    expect(files.get(path)?.indexId).toMatch(/^[0-9a-f]{40}$/u);
  }
});

test("a file replaced by a folder is deleted", async () => {
  const repository = createRepository();
  repository.write("a", "a");
  await repository.commit("a");
  repository.remove("a");
  repository.write("a/b", "b");
  const files = await listed(repository);
  expect(files.get("a")?.state).toBe("deleted");
  expect(files.get("a/b")?.state).toBe("untracked");
});

test("a file assumed unchanged is looked at all the same", async () => {
  const repository = createRepository();
  for (const path of ["same", "changed", "deleted"]) repository.write(path, path);
  await repository.commit("all");
  await repository.git("update-index", "--assume-unchanged", "same", "changed", "deleted");
  repository.write("changed", "otherwise");
  repository.remove("deleted");
  const files = await listed(repository);
  expect(files.get("same")?.state).toBe("clean");
  expect(files.get("changed")?.state).toBe("modified");
  expect(files.get("deleted")).toMatchObject({ state: "deleted", id: undefined });
});

test("a conflicted file is listed once, as conflicted, with the id of what stands on disk", async () => {
  const repository = createRepository();
  repository.write("a", "base\n");
  repository.write("gone", "base\n");
  await repository.commit("base");
  await repository.branch("theirs");
  repository.write("a", "theirs\n");
  repository.write("gone", "theirs\n");
  await repository.commit("theirs");
  await repository.checkout("main");
  repository.write("a", "ours\n");
  repository.remove("gone");
  await repository.commit("ours");
  expect(await repository.merge("theirs")).toBe("conflicted");
  repository.remove("gone");
  const files = await listed(repository);
  expect(files.get("a")).toEqual({
    path: "a",
    id: await repository.git("hash-object", "a"),
    indexId: undefined,
    mode: 0o100644,
    state: "conflicted",
  });
  expect(files.get("gone")).toMatchObject({ state: "conflicted", id: undefined });
});

test("what a sparse checkout leaves out has its index's id", async () => {
  const repository = createRepository();
  repository.write("in/a", "a");
  repository.write("out/b", "b");
  await repository.commit("all");
  await repository.git("sparse-checkout", "set", "in");
  const files = await listed(repository);
  expect(files.get("in/a")?.state).toBe("clean");
  expect(files.get("out/b")).toMatchObject({
    state: "sparse",
    id: await repository.git("rev-parse", "HEAD:out/b"),
  });
  await repository.git("sparse-checkout", "set", "--sparse-index", "in");
  expect((await listed(repository)).get("out/b")?.state).toBe("sparse");
});

test("an added but uncommitted file, and one only announced, have the ids of their content", async () => {
  const repository = createRepository();
  repository.write("added", "a");
  repository.write("announced", "b");
  await repository.git("add", "added");
  await repository.git("add", "-N", "announced");
  const files = await listed(repository);
  expect(files.get("added")).toMatchObject({ state: "clean" });
  expect(files.get("announced")).toMatchObject({
    state: "modified",
    id: await repository.git("hash-object", "announced"),
  });
});

test("ignored files and repositories inside the work tree are not listed", async () => {
  const repository = createRepository();
  repository.write(".gitignore", "ignored\n");
  repository.write("ignored", "a");
  repository.write("inner/a", "a");
  await repository.git("init", "-q", "inner");
  expect([...(await listed(repository)).keys()]).toEqual([".gitignore"]);
});

test("a symbolic link has its own mode, and the id of the path that it holds", async () => {
  const repository = createRepository();
  repository.write("target", "a");
  repository.write("becomes-a-link", "b");
  symlinkSync("target", join(repository.root, "tracked"));
  symlinkSync("target", join(repository.root, "becomes-a-file"));
  await repository.commit("links");
  rmSync(join(repository.root, "becomes-a-link"));
  symlinkSync("/nowhere/é", join(repository.root, "becomes-a-link"));
  rmSync(join(repository.root, "becomes-a-file"));
  repository.write("becomes-a-file", "c");
  symlinkSync("target", join(repository.root, "untracked"));
  const files = await listed(repository);
  const ids = await stored(repository, ".");
  for (const [path, mode] of [
    ["tracked", 0o120000],
    ["untracked", 0o120000],
    ["becomes-a-link", 0o120000],
    ["becomes-a-file", 0o100644],
  ] as const) {
    expect(files.get(path), path).toMatchObject({ mode, id: ids.get(path) });
  }
});

test("a submodule is listed by its mode and opened by nobody", async () => {
  const inner = createRepository();
  inner.write("a", "a");
  await inner.commit("a");
  const outer = createRepository();
  const add = ["submodule", "--quiet", "add", inner.root, "inner"];
  await outer.git("-c", "protocol.file.allow=always", ...add);
  await outer.commit("inner");
  const clean = (await listed(outer)).get("inner");
  expect(clean).toMatchObject({ mode: 0o160000, state: "clean", id: undefined });
  await outer.git("-C", "inner", "commit", "-q", "--allow-empty", "-m", "more");
  const moved = (await listed(outer)).get("inner");
  expect(moved).toMatchObject({ mode: 0o160000, state: "modified", id: undefined });
});

test("hostile paths arrive whole", async () => {
  const repository = createRepository();
  const paths = [
    "a b",
    'quo"ted\\n',
    "line\nbreak",
    "carriage\rreturn\r",
    "-n",
    "--stdin",
    ":(glob)x",
    "*",
    "ключ/日本語🎉",
    "tab\there",
    '"',
  ];
  for (const path of paths) repository.write(path, `tracked ${path}`);
  await repository.commit("all");
  for (const path of paths) repository.write(path, `modified ${path}`);
  for (const path of paths) repository.write(`new/${path}`, path);
  const files = await listed(repository);
  const ids = await stored(repository, ".");
  expect(ids.size).toBe(2 * paths.length);
  for (const [path, id] of ids) expect(files.get(path)?.id, path).toBe(id);
});

test.skipIf(process.platform !== "linux")(
  "a path that is no UTF-8 is listed with the ids of its content",
  async () => {
    const repository = createRepository();
    const path = Buffer.from(`${repository.root}/caf\u00e9`, "latin1");
    writeFileSync(path, "tracked");
    repository.write("é", "beside it");
    await repository.commit("all");
    expect((await listed(repository)).get("caf\ufffd")?.state).toBe("clean");
    writeFileSync(path, "modified");
    const file = (await listed(repository)).get("caf\ufffd");
    repository.write("copy", "modified");
    const id = await repository.git("hash-object", "copy");
    expect(file).toMatchObject({ state: "modified", id });
  },
);

test("pathspecs are git's own, relative to the root", async () => {
  const repository = createRepository();
  for (const path of ["l/de.json", "l/x/de.json", "l/de.txt", "m/de.json"]) {
    repository.write(path, path);
  }
  const found = await listed(repository, ":(glob)l/*.json", ":(literal)m/de.json");
  expect([...found.keys()]).toEqual(["l/de.json", "m/de.json"]);
  expect((await listed(repository, "none")).size).toBe(0);
});

test("a pathspec out of the repository is refused with git's words", async () => {
  const repository = createRepository();
  await expect(listed(repository, "../x")).rejects.toThrow(/outside repository/u);
});

test("the index is neither refreshed nor locked: listing works beside another git", async () => {
  const repository = createRepository();
  repository.write("a", "a");
  await repository.commit("a");
  utimesSync(join(repository.root, "a"), 1, 1);
  const index = join(repository.root, ".git/index");
  writeFileSync(`${index}.lock`, "");
  chmodSync(index, 0o444);
  mkdirSync(join(repository.root, "folder"));
  const before = statSync(index, { bigint: true });
  expect((await listed(repository)).get("a")?.state).toBe("clean");
  expect(statSync(index, { bigint: true }).mtimeNs).toBe(before.mtimeNs);
});

test("a repository of SHA-256 lists its 64 digits", async () => {
  const repository = createRepository({ objectFormat: "sha256" });
  repository.write("clean", "a");
  repository.write("modified", "b");
  await repository.commit("all");
  repository.write("modified", "bb");
  symlinkSync("clean", join(repository.root, "link"));
  const files = await listed(repository);
  for (const [path, id] of await stored(repository, ".")) {
    expect(id).toHaveLength(64);
    expect(files.get(path)?.id, path).toBe(id);
  }
});

test("a repository of another user is refused with the remedy", async () => {
  const repository = createRepository();
  vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  await expect(listed(repository)).rejects.toMatchObject({
    name: "OutsideError",
    message: expect.stringMatching(/^git could not list the files: .*dubious ownership/u),
    hint: expect.stringContaining(`safe.directory ${repository.root}`),
  });
});

test("a damaged index is the outside's fault, with its remedy", async () => {
  const repository = createRepository();
  writeFileSync(join(repository.root, ".git/index"), "no index at all");
  await expect(listed(repository)).rejects.toMatchObject({
    name: "OutsideError",
    hint: expect.stringContaining("damaged"),
  });
});
