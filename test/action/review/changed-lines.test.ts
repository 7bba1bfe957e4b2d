import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openGit } from "../../../action/git/git.ts";
import { changedLines } from "../../../action/review/changed-lines.ts";
import { createRepository } from "../../support/repository.ts";

test("lines of one file are never taken for another's, be there a link, a deletion or an odd name", async () => {
  const repository = createRepository();
  const { root } = repository;
  const texts = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  symlinkSync("z.json", join(root, "a.json"));
  repository.write("b.json", texts("one"));
  repository.write('c "d".json', texts("one", "two"));
  repository.write("z.json", texts("deleted file mode 100644", "diff --git a/b b/b", "three"));
  const base = await repository.commit("Start");
  for (const path of ["a.json", "b.json"]) repository.remove(path);
  repository.write("a.json", texts("one", "two"));
  repository.write('c "d".json', texts("one", "2"));
  repository.write("z.json", texts("Deleted", "diff --git a/b b/b", "deleted file mode 100644"));
  await repository.commit("Change");
  const git = openGit(root, { environment: process.env, serverUrl: "https://x.test", token: "" });
  const paths = ["a.json", "b.json", 'c "d".json', "z.json"];
  const isChanged = await changedLines(git, base, paths);
  const changed = paths.flatMap((path) =>
    [1, 2, 3].filter((line) => isChanged({ path, line })).map((line) => `${path} ${line}`),
  );
  expect(changed).toEqual(["a.json 1", "a.json 2", 'c "d".json 2', "z.json 1", "z.json 3"]);
});
