import { describe, expect, test } from "vitest";
import { otherBase, ownBranch } from "../../../action/translate/base-branch.ts";
import { CONFIG, type Forge, openForge, runTranslate } from "../../support/action.ts";

const SOURCE = "l/en/shop.json";
const TEXTS = { greet: "Hello", cart: "Your cart" };
const BRANCH = "locstep/main";

async function changedBy({ remote }: Forge, branch: string): Promise<readonly string[]> {
  const paths = await remote.git("diff", "--name-only", `main...${branch}`);
  return paths.split("\n").filter((path) => !path.includes(".locstep/"));
}

function open({ github }: Forge): readonly string[] {
  return github.state.pulls.filter(({ state }) => state === "open").map(({ head }) => head);
}

test("no two bases, projects and locales share a branch, whatever they are called", () => {
  const odd = ["main", "main+web", "main@de", "main%2Bweb", "v1+web@de"];
  const all = odd.flatMap((base) =>
    ["", "web", "web@de", "web/app.yaml"].flatMap((project) =>
      [undefined, "de"].map((locale) => ({ base, project, locale })),
    ),
  );
  expect(new Set(all.map(ownBranch)).size).toBe(all.length);
  for (const scope of all) {
    const own = { base: "trunk", branch: ownBranch({ ...scope, base: "trunk" }) };
    expect(otherBase(ownBranch(scope), own)).toBe(scope.base);
  }
});

describe("projects of one repository", () => {
  for (const [name, files, given] of [
    [
      "in folders of their own",
      { "web/locstep.yaml": CONFIG, "app/locstep.yaml": CONFIG },
      { web: { "working-directory": "web" }, app: { "working-directory": "app" } },
    ],
    [
      "with two configurations in one folder",
      {
        "web.yaml": CONFIG.replace("l/{", "web/l/{"),
        "app.yaml": CONFIG.replace("l/{", "app/l/{"),
      },
      { web: { config: "web.yaml" }, app: { config: "app.yaml" } },
    ],
  ] as const) {
    test(`${name} leave each other's pull request alone`, async () => {
      const forge = await openForge({
        ...files,
        [`web/${SOURCE}`]: TEXTS,
        [`app/${SOURCE}`]: { pay: "Pay" },
      });
      const { github, person } = forge;
      for (const README of ["A", "B"]) {
        person.write("README", README);
        await forge.pushed("Write");
        for (const inputs of [given.web, given.app, given.web]) {
          await runTranslate(github, await forge.checkout(), { inputs });
        }
      }
      expect(github.state.pulls).toHaveLength(2);
      expect(open(forge)).toHaveLength(2);
      for (const head of open(forge)) {
        const own = head.includes("web") ? "web/" : "app/";
        const paths = await changedBy(forge, head);
        expect(paths.length).toBeGreaterThan(0);
        for (const path of paths) expect(path.startsWith(own), path).toBe(true);
      }
    });
  }
});

describe("a pull request a locale", () => {
  const inputs = { "group-by": "locale" };

  test("goes along with a base that moves, and keeps what people wrote on one of them", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    const { github, person, remote } = forge;
    await runTranslate(github, await forge.checkout(), { inputs });
    const edited = `${BRANCH}@en-XA`;
    await person.git("fetch", "-q", "origin", edited);
    await person.git("checkout", "-q", "-B", edited, "FETCH_HEAD");
    const path = "l/en-XA/shop.json";
    person.write(path, person.read(path).replace("[Ĥéļļöö]", "[Ĥí]"));
    const theirs = await forge.pushed("Say it better");
    await person.checkout("main");
    person.write(SOURCE, { ...TEXTS, pay: "Pay" });
    const base = await forge.pushed("Add a text");
    const outcome = await runTranslate(github, await forge.checkout(), { inputs });
    expect(outcome.pullRequests).toMatchObject([
      { operation: "updated" },
      { operation: "updated" },
    ]);
    expect(await remote.git("log", "-1", "--format=%P", edited)).toBe(`${theirs} ${base}`);
    expect(await remote.git("log", "-1", "--format=%P", `${BRANCH}@ar-XB`)).toBe(base);
    expect(JSON.parse(await forge.show(edited, path))).toMatchObject({
      greet: "[Ĥí]",
      pay: "[Þåýý]",
    });
    for (const locale of ["en-XA", "ar-XB"]) {
      expect(await changedBy(forge, `${BRANCH}@${locale}`)).toEqual([`l/${locale}/shop.json`]);
    }
  });

  test("of a locale that the configuration names no more is closed, and the rest goes on", async () => {
    const forge = await openForge({ [SOURCE]: TEXTS });
    const { github, person } = forge;
    await runTranslate(github, await forge.checkout(), { inputs });
    person.write("locstep.yaml", CONFIG.replace(", ar-XB", ""));
    await forge.pushed("Drop a locale");
    await runTranslate(github, await forge.checkout(), { inputs });
    expect(open(forge)).toEqual([`${BRANCH}@en-XA`]);
    expect(await forge.branches()).toEqual([`${BRANCH}@en-XA`, "main"]);
  });
});

test("a locale that the configuration names no more leaves the pull request of all", async () => {
  const forge = await openForge({ [SOURCE]: TEXTS });
  const { github, person } = forge;
  await runTranslate(github, await forge.checkout());
  person.write("locstep.yaml", CONFIG.replace(", ar-XB", ""));
  await forge.pushed("Drop a locale");
  const outcome = await runTranslate(github, await forge.checkout());
  expect(outcome.pullRequests).toMatchObject([{ number: 1, operation: "updated" }]);
  expect(await changedBy(forge, BRANCH)).toEqual(["l/en-XA/shop.json"]);
  expect(github.state.pulls[0]?.body).not.toContain("ar-XB");
});
