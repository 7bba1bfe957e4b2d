import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openForge, runTranslate } from "../../support/action.ts";

const XA = "l/en-XA/shop.json";

test("branches and files of any name reach the pull request, and none is run", async () => {
  const names = [
    'it\'s "quoted"',
    "$(touch pwned) `touch pwned`; & |",
    "-rf --force",
    "übersetzung-訳",
    "line\nbreak",
  ];
  const forge = await openForge(
    Object.fromEntries(names.map((name) => [`l/en/${name}.json`, { greet: "Hello" }])),
  );
  const { github, remote } = forge;
  const branches = ["qu\"o'te$(touch-pwned)`x`;&|", "-leading-dash", "ünï/訳", "a@b+c=d%20"];
  for (const branch of branches) {
    await remote.git("update-ref", `refs/heads/${branch}`, "main");
    const checkout = await forge.checkout();
    const outcome = await runTranslate(github, checkout, { ref: `refs/heads/${branch}` });
    expect(outcome.pullRequests, branch).toMatchObject([{ operation: "created" }]);
    const { head } = github.state.pulls.at(-1) ?? {};
    const paths = await remote.git("ls-tree", "-r", "-z", "--name-only", `refs/heads/${head}`);
    for (const name of names) expect(paths.split("\0")).toContain(`l/en-XA/${name}.json`);
    for (const root of [checkout.root, remote.root, process.cwd()]) {
      expect(existsSync(join(root, "pwned"))).toBe(false);
    }
  }
  expect(github.state.pulls.map(({ base }) => base)).toEqual(branches);
});

test("a repository of 5,000 locale files takes a request for a hundred of them", async () => {
  const spaces = Array.from({ length: 1_667 }, (_, at) => `part${at}`);
  const forge = await openForge(
    Object.fromEntries(spaces.map((name) => [`l/en/${name}.json`, { greet: `Hello ${name}` }])),
  );
  const { github, remote } = forge;
  const outcome = await runTranslate(github, await forge.checkout());
  expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
  const files = await remote.git("ls-tree", "-r", "--name-only", "locstep/main", "--", "l");
  expect(files.split("\n")).toHaveLength(5_001);
  expect(github.requests.filter(({ kind }) => kind !== "git").length).toBeLessThan(50);
  expect(await forge.show("locstep/main", XA.replace("shop", "part7"))).toContain("greet");
});

test("a branch of our name that is a person's alone is not touched", async () => {
  const forge = await openForge({ "l/en/shop.json": { greet: "Hello" } });
  const { github, person } = forge;
  await person.branch("locstep/main");
  person.write("NOTES", "mine");
  const theirs = await forge.pushed("Take the name");
  const run = runTranslate(github, await forge.checkout());
  await expect(run).rejects.toMatchObject({ name: "UsageError", hint: expect.any(String) });
  expect(await forge.remote.git("rev-parse", "locstep/main")).toBe(theirs);
});
