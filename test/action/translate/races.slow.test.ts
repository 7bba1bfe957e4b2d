import { expect, test } from "vitest";
import { openForge, runTranslate } from "../../support/action.ts";

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };
const XA = "l/en-XA/shop.json";
const BRANCH = "locstep/main";

for (const inputs of [{ "commit-method": "api" }, { "commit-method": "git" }]) {
  const method = inputs["commit-method"];

  test(`two runs at once make one pull request (${method})`, async () => {
    const forge = await openForge(FILES);
    const { github } = forge;
    const checkouts = [await forge.checkout(), await forge.checkout()];
    const outcomes = await Promise.all(
      checkouts.map((checkout) => runTranslate(github, checkout, { inputs })),
    );
    const operations = outcomes.flatMap(({ pullRequests }) =>
      pullRequests.map(({ operation }) => operation),
    );
    expect(operations).toHaveLength(2);
    expect(github.state.pulls).toHaveLength(1);
    expect(await forge.branches()).toEqual([BRANCH, "main"]);
  });

  test(`an older run never overwrites a newer one (${method})`, async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    const older = await forge.checkout();
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    const newest = await forge.pushed("Add a message");
    const newer = await forge.checkout();
    let isNewerDone = false;
    // The older one has read everything and is about to write: the newer one comes first.
    github.interfere = async ({ path, method: verb }) => {
      const isWrite =
        path === "updateRefs" || (verb === "POST" && path.includes("git-receive-pack"));
      if (!isWrite || isNewerDone) return undefined;
      isNewerDone = true;
      await runTranslate(github, newer, { inputs });
      return undefined;
    };
    await runTranslate(github, older, { inputs });
    expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(newest);
    expect(JSON.parse(await forge.show(BRANCH, XA))).toHaveProperty("pay");
    expect(github.state.pulls).toHaveLength(1);
  });

  test(`strategy: commit starts again when the base moves between read and push (${method})`, async () => {
    const forge = await openForge(FILES);
    const { github, person } = forge;
    const checkout = await forge.checkout();
    let moves = 0;
    github.interfere = async ({ path, method: verb }) => {
      const isWrite =
        path === "updateRefs" || (verb === "POST" && path.includes("git-receive-pack"));
      if (isWrite && moves++ === 0) {
        person.write("README", "Hello");
        await forge.pushed("Write something else");
      }
      return undefined;
    };
    await runTranslate(github, checkout, { inputs: { ...inputs, strategy: "commit" } });
    expect(await forge.show("main", "README")).toBe("Hello");
    expect(await forge.show("main", XA)).toContain("greet");
    expect(await forge.remote.git("rev-list", "--count", "main")).toBe("3");
  });
}

test("a base that moves while a run builds: the pull request stands on the newest one", async () => {
  const forge = await openForge(FILES);
  const { github, person } = forge;
  const checkout = await forge.checkout();
  let newest = "";
  github.interfere = async ({ path }) => {
    if (newest !== "" || !path.endsWith("/git/trees")) return undefined;
    person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
    newest = await forge.pushed("Add a message");
    return undefined;
  };
  await runTranslate(github, checkout);
  expect(await forge.remote.git("log", "-1", "--format=%P", BRANCH)).toBe(newest);
  expect(JSON.parse(await forge.show(BRANCH, XA))).toHaveProperty("pay");
});
