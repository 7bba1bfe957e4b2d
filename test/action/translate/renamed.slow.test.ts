import { expect, test } from "vitest";
import { CONFIG, type Forge, openForge, runTranslate } from "../../support/action.ts";

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };
const XA = "l/en-XA/shop.json";
const TRUNK = { ref: "refs/heads/trunk" };

/** As GitHub does it: pull requests into the branch go along, branches of ours keep their names. */
async function rename({ github, remote }: Forge): Promise<void> {
  await remote.git("branch", "-m", "main", "trunk");
  for (const pull of github.state.pulls) if (pull.base === "main") pull.base = "trunk";
}

async function edit({ person, pushed }: Forge): Promise<string> {
  await person.git("fetch", "-q", "origin", "locstep/main");
  await person.git("checkout", "-q", "-B", "locstep/main", "FETCH_HEAD");
  person.write(XA, person.read(XA).replace("[Ĥéļļöö]", "[Ĥí]"));
  return pushed("Say it better");
}

for (const inputs of [{ "commit-method": "api" }, { "commit-method": "git" }]) {
  test(`a base that was renamed keeps one pull request, and what people wrote on it (${inputs["commit-method"]})`, async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    await runTranslate(github, await forge.checkout(), { inputs });
    const theirs = await edit(forge);
    await rename(forge);

    const checkout = await forge.checkout({ branch: "trunk" });
    const outcome = await runTranslate(github, checkout, { ...TRUNK, inputs });
    expect(await forge.branches()).toEqual(["locstep/trunk", "trunk"]);
    expect(github.state.pulls).toMatchObject([
      { state: "closed", head: "locstep/main" },
      { state: "open", head: "locstep/trunk", base: "trunk" },
    ]);
    expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
    const [, { number }] = github.state.pulls as [unknown, { number: number }];
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining("this goes on from `locstep/trunk`"),
    ]);
    expect(await forge.remote.git("merge-base", "locstep/trunk", theirs)).toBe(theirs);
    expect(await forge.show("locstep/trunk", XA)).toContain("[Ĥí]");

    const next = await forge.checkout({ branch: "trunk" });
    const again = await runTranslate(github, next, { ...TRUNK, inputs });
    expect(again).toMatchObject({ changed: false, pullRequests: [{ number, operation: "none" }] });
    expect(github.state.pulls).toHaveLength(2);
  });
}

test("a run that is cut off while it takes over is finished by the next one", async () => {
  const ways = ["fail", "lose"] as const;
  for (const fault of ways) {
    const forge = await openForge(FILES);
    const { github } = forge;
    await runTranslate(github, await forge.checkout());
    await edit(forge);
    await rename(forge);
    const checkout = await forge.checkout({ branch: "trunk" });
    let isCut = false;
    github.interfere = ({ path }) => {
      isCut ||= path === "updateRefs";
      return isCut ? fault : undefined;
    };
    const error: unknown = await runTranslate(github, checkout, TRUNK).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    github.interfere = () => undefined;
    await runTranslate(github, checkout, TRUNK);
    expect(await forge.branches()).toEqual(["locstep/trunk", "trunk"]);
    expect(github.state.pulls.filter(({ state }) => state === "open")).toHaveLength(1);
    expect(await forge.show("locstep/trunk", XA)).toContain("[Ĥí]");
    expect(github.state.comments).toHaveLength(1);
  }
});

test("what is another base's or another project's is left where it is", async () => {
  const forge = await openForge({
    ...FILES,
    "web/locstep.yaml": CONFIG,
    "web/l/en/shop.json": { pay: "Pay" },
  });
  const { github, remote } = forge;
  await runTranslate(github, await forge.checkout(), { inputs: { "working-directory": "web" } });
  await remote.git("branch", "next", "main");
  const next = await forge.checkout({ branch: "next" });
  await runTranslate(github, next, { ref: "refs/heads/next" });
  expect((await forge.branches()).filter((name) => name.startsWith("locstep/"))).toEqual([
    "locstep/main+web",
    "locstep/next",
  ]);
  await runTranslate(github, await forge.checkout());
  await rename(forge);
  await runTranslate(github, await forge.checkout({ branch: "trunk" }), TRUNK);
  expect((await forge.branches()).filter((name) => name.startsWith("locstep/"))).toEqual([
    "locstep/main+web",
    "locstep/next",
    "locstep/trunk",
  ]);
  const inputs = { "working-directory": "web" };
  await runTranslate(github, await forge.checkout({ branch: "trunk" }), { ...TRUNK, inputs });
  expect((await forge.branches()).filter((name) => name.startsWith("locstep/"))).toEqual([
    "locstep/next",
    "locstep/trunk",
    "locstep/trunk+web",
  ]);
});

test("a rename by push closes the pull request; its branch under the new name is gone on with", async () => {
  const forge = await openForge(FILES);
  const { github, remote, person } = forge;
  await runTranslate(github, await forge.checkout());
  const theirs = await edit(forge);
  await remote.git("branch", "trunk", "main");
  await remote.git("update-ref", "-d", "refs/heads/main");
  await person.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*");
  await person.git("push", "-q", "origin", "origin/locstep/main:refs/heads/locstep/trunk");
  await remote.git("symbolic-ref", "HEAD", "refs/heads/trunk");
  const outcome = await runTranslate(github, await forge.checkout({ branch: "trunk" }), TRUNK);
  expect(outcome.pullRequests).toMatchObject([{ operation: "created" }]);
  expect(github.state.pulls.map(({ state, base }) => [state, base])).toEqual([
    ["closed", "main"],
    ["open", "trunk"],
  ]);
  expect(await remote.git("merge-base", "locstep/trunk", theirs)).toBe(theirs);
});
