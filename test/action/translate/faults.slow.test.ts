import { expect, test } from "vitest";
import { OutsideError, UsageError } from "../../../core/model/errors.ts";
import { builtOn } from "../../../action/translate/own-commit.ts";
import type { Fault } from "../../servers/github/github.ts";
import {
  type Forge,
  PERSONAL_TOKEN,
  WORKFLOW_TOKEN,
  openForge,
  runTranslate,
} from "../../support/action.ts";
import type { TestRepository } from "../../support/repository.ts";

const BRANCH = "locstep/main";
const XA = "l/en-XA/shop.json";

interface Scene {
  readonly forge: Forge;
  readonly checkout: TestRepository;
  /** Of the translation branch before the run; undefined: there is none. */
  readonly before: string | undefined;
  /** Sets the repository and GitHub back to where the scene begins. */
  reset(): Promise<void>;
}

async function sceneOf(forge: Forge): Promise<Scene> {
  const { github, remote } = forge;
  const checkout = await forge.checkout();
  const refs = await remote.git("for-each-ref", "--format=%(refname) %(objectname)");
  const [pulls, comments] = [structuredClone(github.state.pulls), github.state.comments.length];
  return {
    forge,
    checkout,
    before: refs
      .split("\n")
      .find((line) => line.startsWith(`refs/heads/${BRANCH} `))
      ?.split(" ")[1],
    async reset() {
      for (const ref of (await remote.git("for-each-ref", "--format=%(refname)")).split("\n")) {
        await remote.git("update-ref", "-d", ref);
      }
      for (const line of refs.split("\n")) await remote.git("update-ref", ...line.split(" "));
      github.state.pulls.splice(0, Infinity, ...structuredClone(pulls));
      github.state.comments.splice(comments);
      github.requests.splice(0);
    },
  };
}

/** What must hold at every instant: a branch that is whole, and no second pull request. */
async function expectWhole({ forge, before }: Scene): Promise<void> {
  const { github, remote } = forge;
  expect(github.state.pulls.filter(({ state }) => state === "open").length).toBeLessThan(2);
  const now = await remote.git("rev-parse", "--verify", "-q", BRANCH).catch(() => undefined);
  if (now === undefined || now === before) return;
  const [tree = "", ...message] = (await remote.git("log", "-1", "--format=%T%n%B", BRANCH)).split(
    "\n",
  );
  expect(builtOn({ tree, message: message.join("\n") })).toBe(
    await remote.git("rev-parse", "main"),
  );
}

/**
 * Runs once for each request and each way in which it may fail, and each time once more. Where the
 * first scene has shown both ways, the others take turns.
 */
async function failEach(
  scene: Scene,
  inputs: Readonly<Record<string, string>>,
  finally_: () => Promise<void>,
  ways: (at: number) => readonly Fault[] = (at) => (at % 2 === 0 ? ["lose"] : ["fail"]),
): Promise<number> {
  const { forge, checkout } = scene;
  const { github } = forge;
  const run = () => runTranslate(github, checkout, { inputs });
  await run();
  await finally_();
  const count = github.requests.length;
  for (let at = 0; at < count; at++) {
    for (const fault of ways(at)) {
      await scene.reset();
      let seen = 0;
      github.interfere = () => (seen++ === at ? fault : undefined);
      const outcome = await run().catch((error: unknown) => error);
      github.interfere = () => undefined;
      if (outcome instanceof Error && !(outcome instanceof OutsideError)) throw outcome;
      expect(outcome).not.toBeInstanceOf(UsageError);
      await expectWhole(scene);
      await run();
      await finally_();
    }
  }
  return count;
}

const FILES = { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } };

test("a first run that fails at any request leaves nothing half done, and the next one finishes", async () => {
  const forge = await openForge(FILES);
  const scene = await sceneOf(forge);
  await scene.reset();
  const count = await failEach(
    scene,
    { labels: "i18n" },
    async () => {
      expect(await forge.branches()).toEqual([BRANCH, "main"]);
      expect(forge.github.state.pulls).toHaveLength(1);
      expect(Object.keys(JSON.parse(await forge.show(BRANCH, XA)) as object)).toHaveLength(2);
    },
    () => ["fail", "lose"],
  );
  expect(count).toBeGreaterThan(7);
});

test("so does one with a person's token, whose commits take another way", async () => {
  const forge = await openForge(FILES);
  const scene = await sceneOf(forge);
  await scene.reset();
  await failEach(scene, { token: PERSONAL_TOKEN }, async () => {
    expect(await forge.branches()).toEqual([BRANCH, "main"]);
    expect(forge.github.state.pulls).toHaveLength(1);
  });
});

test("so does one that builds upon a person's commits, none of which is lost", async () => {
  const forge = await openForge(FILES);
  const { github, person } = forge;
  await runTranslate(github, await forge.checkout());
  await person.git("fetch", "-q", "origin", BRANCH);
  await person.git("checkout", "-q", "-B", BRANCH, "FETCH_HEAD");
  person.write(XA, person.read(XA).replace("[Ĥéļļöö]", "[Ĥí]"));
  const theirs = await forge.pushed("Say it better");
  await person.checkout("main");
  person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
  await forge.pushed("Add a message");
  const scene = await sceneOf(forge);
  await scene.reset();
  await failEach(scene, { "commit-method": "git" }, async () => {
    expect(await forge.remote.git("merge-base", BRANCH, theirs)).toBe(theirs);
    expect(JSON.parse(await forge.show(BRANCH, XA))).toMatchObject({
      greet: "[Ĥí]",
      pay: "[Þåýý]",
    });
    expect(github.state.pulls).toHaveLength(1);
  });
});

test("so does one that closes what has nothing left to say", async () => {
  const forge = await openForge({ ...FILES, [XA]: {}, "l/ar-XB/shop.json": {} });
  const { github, person } = forge;
  await runTranslate(github, await forge.checkout());
  person.write("l/en/shop.json", {});
  await forge.pushed("Take it all back");
  const scene = await sceneOf(forge);
  await scene.reset();
  await failEach(scene, {}, async () => {
    expect(await forge.branches()).toEqual(["main"]);
    expect(github.state.pulls).toMatchObject([{ state: "closed" }]);
    expect(github.state.comments.length).toBeLessThan(2);
  });
});

test("so does one that commits to the base itself: once, whatever answer is lost", async () => {
  for (const token of [WORKFLOW_TOKEN, PERSONAL_TOKEN]) {
    const forge = await openForge(FILES);
    const scene = await sceneOf(forge);
    await scene.reset();
    const inputs = { token, strategy: "commit" };
    await failEach(scene, inputs, async () => {
      expect(await forge.branches()).toEqual(["main"]);
      expect(await forge.remote.git("rev-list", "--count", "main")).toBe("2");
      expect(await forge.show("main", XA)).toContain("greet");
    });
  }
});
