import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { simpleGit } from "simple-git";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "./support/cli.ts";

const ROOT = join(import.meta.dirname, "..");
const SHOP = join(ROOT, "examples/shop");

test("every locstep command of the README runs, in its order, on one repository", async () => {
  const commands = shellLines(await page("README.md")).flatMap((line) => {
    const [program, name, ...args] = wordsOf(line);
    return program === "npx" && name === "locstep" ? [args] : [];
  });
  expect(commands.map(([verb]) => verb)).toEqual(
    expect.arrayContaining(["init", "check", "sync", "accept", "redo"]),
  );

  const cwd = await shop();
  for (const args of commands) {
    const { code, stderr } = await runCli(args, { cwd });
    // 1 says that there is something to find, which the example has.
    expect({ args, code, stderr }).toEqual({ args, code: expect.toBeOneOf([0, 1]), stderr: "" });
  }
});

test("the README's configuration is valid for the example, and its report is of the shape shown", async () => {
  const cwd = await shop();
  const [, settings = ""] = /^```yaml\n(.*?)^```$/ms.exec(await page("README.md")) ?? [];
  await writeFile(join(cwd, "locstep.yaml"), settings);
  const { stdout, stderr } = await runCli(["check", "--json"], { cwd });
  expect(stderr).toBe("");
  const report = JSON.parse(stdout);
  expect(Object.keys(report.locales)).toEqual(["de", "en-XA", "fr"]);
  const shown = await shownReport();
  expect(Object.keys(shown)).toEqual(Object.keys(report));
  expect(Object.keys(shown.locales.de)).toEqual(Object.keys(report.locales.de));
  const keys = new Set(report.findings.flatMap(Object.keys));
  for (const key of Object.keys(shown.findings[0] ?? {})) expect(keys).toContain(key);
});

test("every npm script that the pages name exists", async () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await page("package.json"));
  for (const name of ["README.md", "CONTRIBUTING.md", "docs/architecture.md"]) {
    const named = [...(await page(name)).matchAll(/npm (?:run )?([a-z][a-z:]*)/g)]
      .map(([, script = ""]) => script)
      .filter((script) => script !== "ci" && script !== "run");
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  }
});

test("every local link of the pages leads somewhere", async () => {
  for (const name of await pages()) {
    const links = (await page(name)).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g);
    for (const [, target = ""] of links) {
      await expect(page(join(dirname(name), target)), `${name}: ${target}`).resolves.not.toBe("");
    }
  }
});

/** Made, not kept. */
const DERIVED = ["dist/", ".locstep/ledger/", "THIRD-PARTY-NOTICES.md", "CHANGELOG.md"];

test.each(["CONTRIBUTING.md", "docs/architecture.md"])(
  "every file and folder that %s names exists, by its path or the end of it",
  async (name) => {
    const files = (await simpleGit(ROOT).raw("ls-files")).split("\n").map((path) => `/${path}`);
    const named = (await page(name)).matchAll(/`([\w./-]+(?:\/|\.(?:ts|js|yml|json|md)))`/g);
    const paths = [...named].map(([, path = ""]) => path).filter((path) => !DERIVED.includes(path));
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const isThere = files.some((file) =>
        path.endsWith("/") ? file.includes(`/${path}`) : file.endsWith(`/${path}`),
      );
      expect(isThere, path).toBe(true);
    }
  },
);

async function pages(): Promise<readonly string[]> {
  const top = ["README.md", "CONTRIBUTING.md", "SECURITY.md"];
  const below = await Promise.all(
    ["docs", "examples"].map(async (folder) =>
      (await readdir(join(ROOT, folder), { recursive: true }))
        .filter((path) => path.endsWith(".md"))
        .map((path) => join(folder, path)),
    ),
  );
  return [...top, ...below.flat()];
}

interface ShownReport {
  readonly locales: { readonly de: object };
  readonly findings: readonly object[];
}

async function shownReport(): Promise<ShownReport> {
  const [, text = ""] = /^```jsonc\n(.*?)^```$/ms.exec(await page("docs/findings.md")) ?? [];
  return JSON.parse(text.replaceAll(/ \/\/ .*$/gm, "").replaceAll(/,(?=\s*[\]}])/g, ""));
}

function page(name: string): Promise<string> {
  return readFile(join(ROOT, name), "utf8");
}

function shellLines(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
    block.trim().split("\n"),
  );
}

/** The words of a shell line that quotes with double quotes only. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** The example with its whole history: something is stale, new, renamed and deleted. */
async function shop(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "locstep-readme-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const git = simpleGit(folder);
  await git.init();
  await git.addConfig("user.name", "Ada");
  await git.addConfig("user.email", "ada@example.com");
  const history: { folder: string; message: string }[] = JSON.parse(
    await page("examples/shop/history.json"),
  );
  for (const { folder: step, message } of history) {
    await cp(join(SHOP, step), folder, { recursive: true });
    await git.add(".");
    await git.commit(message);
  }
  return folder;
}
