import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const OXLINT = join(ROOT, "node_modules/oxlint/bin/oxlint");

interface Row {
  readonly folder: string;
  readonly mayImport: readonly string[];
}

test("lint refuses every import that the table of docs/architecture.md does not allow, and no other", async () => {
  const rows = await importTable();
  const pairs = rows.flatMap((from) =>
    rows.filter((to) => to !== from).map((to) => ({ from, to })),
  );
  expect(pairs.length).toBeGreaterThan(300);

  const house = await mkdtemp(join(tmpdir(), "locstep-lint-"));
  onTestFinished(() => rm(house, { recursive: true }));
  await copyFile(join(ROOT, ".oxlintrc.json"), join(house, ".oxlintrc.json"));
  for (const { from, to } of pairs) await writeImport(house, from.folder, to.folder);

  const forbidden = pairs
    .filter(({ from, to }) => !from.mayImport.includes(to.folder))
    .map(({ from, to }) => fileFor(from.folder, to.folder));
  expect(await refusedFiles(house)).toEqual(forbidden.toSorted());
});

/** The rows of the table, one a folder, faces apart; a folder may always import itself. */
async function importTable(): Promise<readonly Row[]> {
  const page = await readFile(join(ROOT, "docs/architecture.md"), "utf8");
  const lines = page.split("\n").filter((line) => /^\| `(?:core|cli)\//.test(line));
  const cells = lines.map((line) => {
    const [, folders = "", , mayImport = ""] = line.split("|").map((cell) => cell.trim());
    return {
      folders: folders.split(", ").map((name) => name.replaceAll("`", "").replace(/\/$/, "")),
      mayImport,
    };
  });
  const core = cells.flatMap((row) => row.folders).filter((folder) => folder.startsWith("core/"));
  return cells.flatMap(({ folders, mayImport }) =>
    folders.map((folder) => ({ folder, mayImport: foldersNamed(mayImport, core) })),
  );
}

function foldersNamed(mayImport: string, core: readonly string[]): readonly string[] {
  if (mayImport === "nothing") return [];
  if (mayImport === "all of core") return core;
  const folders = mayImport.split(", ").map((name) => `core/${name}`);
  expect(core).toEqual(expect.arrayContaining(folders));
  return folders;
}

function fileFor(from: string, to: string): string {
  return `${from}/imports-${to.replace("/", "-")}.ts`;
}

async function writeImport(house: string, from: string, to: string): Promise<void> {
  const file = join(house, fileFor(from, to));
  await mkdir(dirname(file), { recursive: true });
  const up = "../".repeat(from.split("/").length);
  const specifier =
    from.startsWith("core/") && to.startsWith("core/") ? to.replace("core/", "../") : up + to;
  await writeFile(
    file,
    `import type { Thing } from "${specifier}/thing.ts";\nexport type Other = Thing;\n`,
  );
}

async function refusedFiles(house: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [OXLINT, "--format", "json"], {
    cwd: house,
    timeout: 20_000,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  const { diagnostics }: { diagnostics: { code: string; filename: string }[] } = JSON.parse(stdout);
  return diagnostics
    .filter(({ code }) => code.includes("no-restricted-imports"))
    .map(({ filename }) => filename)
    .toSorted();
}
