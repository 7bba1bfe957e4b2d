import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "../../cli/run.ts";
import { createRepository, type TestRepository } from "../support/repository.ts";

const CONFIG = "sourceLocale: en\nfiles: ['l/{locale}.json']\n";
const TAMPERED = "As it was printed.\n";

interface Printed {
  readonly code: number;
  readonly text: string;
}

interface Place {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs in this process; a folder is below the root. */
async function check(
  { root }: TestRepository,
  args: readonly string[] = [],
  { folder = ".", environment = {} }: Place = {},
): Promise<Printed> {
  let text = "";
  const output = { write: (piece: string) => (text += piece) };
  const host = { cwd: join(root, folder), environment, stdout: output, stderr: output };
  return { code: await run(["check", ...args], host), text };
}

async function project(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  repository.write("l/en.json", { home: "Home", back: "Back" });
  repository.write("l/de.json", { home: "Startseite", back: "Zurück" });
  repository.write("docs/about.md", "About.\n");
  await repository.commit("Translate");
  await run(["init"], {
    cwd: repository.root,
    environment: {},
    stdout: { write: () => true },
    stderr: { write: () => true },
  });
  await repository.commit("Adopt");
  return repository;
}

function keptIn({ root }: TestRepository): string {
  return join(root, ".git/locstep/printed.json");
}

/** Shows which answers come from what was kept. */
function tamper(repository: TestRepository): void {
  const kept = JSON.parse(readFileSync(keptIn(repository), "utf8")) as object;
  writeFileSync(keptIn(repository), JSON.stringify({ ...kept, value: TAMPERED }));
}

async function tampered(): Promise<TestRepository> {
  const repository = await project();
  await check(repository);
  tamper(repository);
  return repository;
}

test("where nothing changed, what the last check printed is printed again", async () => {
  const repository = await project();
  for (const args of [[], ["--json"], ["--format", "sarif"], ["--fail-on", "warning"]]) {
    const first = await check(repository, args);
    expect(first.code).toBe(0);
    expect(await check(repository, args)).toEqual(first);
    tamper(repository);
    expect((await check(repository, args)).text).toBe(TAMPERED);
    expect((await check(repository, [...args, "--no-history"])).text).toBe(first.text);
  }
  const environment = { FORCE_COLOR: "1" };
  tamper(repository);
  expect((await check(repository, ["--no-history"], { environment })).text).toContain("\u001b[");
});

test("nothing else in the repository matters", async () => {
  const repository = await tampered();
  repository.write("docs/about.md", "More.\n");
  await repository.commit("Document");
  expect((await check(repository)).text).toBe(TAMPERED);
  expect((await check(repository, [], { folder: "docs" })).text).toBe(TAMPERED);
});

test.each<[string, (repository: TestRepository) => unknown]>([
  ["a target", ({ write }) => write("l/de.json", { home: "Heim", back: "Zurück" })],
  ["a source", ({ write }) => write("l/en.json", { home: "House", back: "Back" })],
  ["a new locale", ({ write }) => write("l/fr.json", {})],
  ["a target that is gone", ({ remove }) => remove("l/de.json")],
  [
    "a target that git is no longer to look at",
    ({ git }) => git("rm", "-q", "--cached", "l/de.json"),
  ],
  ["a target of the same size and age", replaceUnseen],
  ["an unmerged target", unmerge],
  ["the configuration", ({ write }) => write("locstep.yaml", `${CONFIG}targetLocales: [de]\n`)],
  [
    "the configuration's name",
    ({ root }) => renameSync(join(root, "locstep.yaml"), join(root, "locstep.yml")),
  ],
  ["a line of the ledger", ({ root, git }) => changeLedger(root, git)],
  ["a new segment", ({ write }) => write(`.locstep/ledger/${"0".repeat(32)}`, "# locstep 1\n")],
  ["the whole ledger", ({ git }) => git("rm", "-q", "-r", "--", ".locstep")],
  [
    "a library that is used",
    ({ write }) => write("package.json", { dependencies: { i18next: "*" } }),
  ],
  ["a workspace", ({ write }) => write("pnpm-workspace.yaml", "packages: []\n")],
  ["what git looks at", ({ git }) => git("update-index", "--assume-unchanged", "--", "l/de.json")],
])("what was printed is not printed again after a change of %s", async (_what, change) => {
  const repository = await tampered();
  expect((await check(repository)).text).toBe(TAMPERED);
  await change(repository);
  expect((await check(repository)).text).not.toBe(TAMPERED);
});

function replaceUnseen({ root, write, read }: TestRepository): void {
  const file = join(root, "l/de.json");
  const { atime, mtime } = statSync(file);
  write("l/de.json", read("l/de.json").replace("Zurück", "Weiter!"));
  utimesSync(file, atime, mtime);
}

async function unmerge({ read, git, root }: TestRepository): Promise<void> {
  const id = await git("rev-parse", "HEAD:l/de.json");
  writeFileSync(join(root, "entries"), `100644 ${id} 1\tl/de.json\n100644 ${id} 2\tl/de.json\n`);
  await git("rm", "-q", "--cached", "l/de.json");
  await git("-c", "alias.u=!git update-index --index-info <entries", "u");
  expect(read("l/de.json")).toContain("Zurück");
}

async function changeLedger(root: string, git: TestRepository["git"]): Promise<void> {
  const path = (await git("ls-files", "--", ".locstep/ledger")).split("\n")[0] as string;
  const file = join(root, path);
  writeFileSync(file, readFileSync(file, "utf8").replace("=2", "=3"));
}

test("a configuration that stands nearer is the one that is asked", async () => {
  const repository = await tampered();
  repository.write("docs/locstep.yml", CONFIG);
  expect((await check(repository)).text).toBe(TAMPERED);
  expect((await check(repository, [], { folder: "docs" })).text).toContain("no file matches");
});

test("nothing printed is kept of another place, of findings, or of a changed checkout", async () => {
  const elsewhere = await project();
  await check(elsewhere, ["--cwd", "docs"]);
  await check(elsewhere, ["--config", "locstep.yaml"]);
  const open = await project();
  open.write("l/en.json", { home: "Home", back: "Back", more: "More" });
  await open.commit("Add");
  await check(open);
  for (const repository of [elsewhere, open]) expect(existsSync(keptIn(repository))).toBe(false);
});

test("what is wrong with the arguments is told, whatever was kept", async () => {
  const repository = await tampered();
  expect(await check(repository, ["--lokale"])).toMatchObject({ code: 2 });
  expect(await check(repository, ["de"])).toMatchObject({ code: 2 });
});

type Step = (repository: TestRepository) => unknown;

const TEXTS = ["Zurück", "Weiter", "", "{{x}}"];

/** What people and tools do to a checkout. A step that fails does nothing, like a user's slip. */
const STEPS: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(
    TEXTS.map((back) => [
      `write ${back}`,
      ({ write }: TestRepository) => write("l/de.json", { home: "Startseite", back }),
    ]),
  ),
  source: ({ write }) => write("l/en.json", { home: "Home", back: "Back again" }),
  "source again": ({ write }) => write("l/en.json", { home: "Home", back: "Back" }),
  touch: ({ root }) => utimesSync(join(root, "l/de.json"), 1, 1),
  unseen: replaceUnseen,
  remove: ({ remove }) => remove("l/de.json"),
  locale: ({ write }) => write("l/fr.json", { home: "Accueil" }),
  config: ({ write }) => write("locstep.yaml", `${CONFIG}targetLocales: [de]\n`),
  "config again": ({ write }) => write("locstep.yaml", CONFIG),
  nearer: ({ write }) => write("locstep.yml", CONFIG),
  ignore: ({ write }) => write(".gitignore", "fr.json\n.locstep\n"),
  library: ({ write }) => write("package.json", { dependencies: { i18next: "*" } }),
  add: ({ git }) => git("add", "--all"),
  commit: ({ commit }) => commit("Change"),
  back: ({ git }) => git("reset", "-q", "--hard", "HEAD~1"),
  "index only": ({ git }) => git("reset", "-q", "HEAD~1"),
  stash: ({ git }) => git("stash", "-q"),
  pop: ({ git }) => git("stash", "pop", "-q"),
  assume: ({ git }) => git("update-index", "--assume-unchanged", "--", "l/de.json"),
  "look again": ({ git }) => git("update-index", "--no-assume-unchanged", "--", "l/de.json"),
  forget: ({ git }) => git("rm", "-q", "--cached", "--", "l/de.json"),
  accept: ({ root }) =>
    run(["accept", "**"], {
      cwd: root,
      environment: {},
      stdout: { write: () => true },
      stderr: { write: () => true },
    }),
};

async function attempt(step: Step, repository: TestRepository): Promise<void> {
  try {
    await step(repository);
  } catch {
    // There is nothing to commit, to pop, to go back to.
  }
}

test("whatever happens to a checkout, a check prints what one prints that knows of none before", async () => {
  let again = 0;
  const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 3, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, async (names) => {
      const repository = await project();
      await check(repository);
      for (const name of names) {
        await attempt(STEPS[name] as Step, repository);
        const printed = await check(repository);
        if (existsSync(keptIn(repository))) again++;
        const kept = join(repository.root, ".git/locstep");
        renameSync(kept, `${kept}-aside`);
        expect(printed, names.join(", ")).toEqual(await check(repository));
        // A check that refuses keeps nothing.
        rmSync(kept, { recursive: true, force: true });
        renameSync(`${kept}-aside`, kept);
      }
      repository.dispose();
    }),
    { numRuns: 12 },
  );
  expect(again).toBeGreaterThan(10);
});
