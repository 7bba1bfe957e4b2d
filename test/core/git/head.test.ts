import { join } from "node:path";
import { expect, test } from "vitest";
import { headOf } from "../../../core/git/head.ts";
import { openRepository } from "../../../core/git/repository.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

async function committed(objectFormat: "sha1" | "sha256" = "sha1"): Promise<TestRepository> {
  const repository = createRepository({ objectFormat });
  repository.write("a", "1");
  await repository.commit("add a");
  return repository;
}

test.each(["sha1", "sha256"] as const)(
  "the commit checked out is what git says (%s)",
  async (of) => {
    const repository = await committed(of);
    const first = await repository.git("rev-parse", "HEAD");
    expect(headOf(opened(repository))).toBe(first);
    await repository.branch("a/deep/branch");
    expect(headOf(opened(repository))).toBe(first);
    await repository.git("pack-refs", "--all");
    expect(headOf(opened(repository))).toBe(first);
    repository.write("a", "2");
    // Now it is loose and packed, and the packed one is old.
    const second = await repository.commit("change a");
    expect(headOf(opened(repository))).toBe(second);
    await repository.git("checkout", "-q", "--detach", first);
    expect(headOf(opened(repository))).toBe(first);
  },
);

test("a linked worktree has a commit of its own", async () => {
  const repository = await committed();
  const path = join(repository.root, "linked");
  await repository.git("worktree", "add", "-q", "-b", "other", "--", path);
  repository.write("a", "2");
  const newer = await repository.commit("change a");
  const linked = openRepository(path);
  expect(linked && headOf(linked)).not.toBe(newer);
  expect(linked && headOf(linked)).toBe(await repository.git("rev-parse", "other"));
});

test("what only git could tell is not guessed", async () => {
  const unborn = createRepository();
  expect(headOf(opened(unborn))).toBeUndefined();
  const repository = await committed();
  await repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main");
  await repository.git("symbolic-ref", "HEAD", "refs/heads/alias");
  expect(headOf(opened(repository))).toBeUndefined();
});
