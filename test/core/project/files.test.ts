import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutsideError, UsageError } from "../../../core/model/errors.ts";
import { readInside, writeInside } from "../../../core/project/files.ts";

const bytes = new TextEncoder().encode("new");
let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locstep-files-"));
  root = join(folder, "repository");
  mkdirSync(join(root, "l"), { recursive: true });
  mkdirSync(join(folder, "outside"));
  writeFileSync(join(folder, "outside/secret.json"), "outside");
  writeFileSync(join(root, "l/de.json"), "old");
});
afterEach(() => rmSync(folder, { recursive: true }));

function outsideIsUntouched(): void {
  expect(readdirSync(join(folder, "outside"))).toEqual(["secret.json"]);
  expect(readFileSync(join(folder, "outside/secret.json"), "utf8")).toBe("outside");
}

test("what is written is read; what does not exist is undefined", async () => {
  await writeInside(root, "new/folder/fr.json", bytes);
  expect(await readInside(root, "new/folder/fr.json")).toEqual(Buffer.from(bytes));
  expect(await readInside(root, "l/none.json")).toBeUndefined();
  expect(await readInside(root, "l/de.json/none.json")).toBeUndefined();
});

describe("a path that leads out of the repository is refused, for reading and writing:", () => {
  beforeEach(() => {
    symlinkSync("../../outside/secret.json", join(root, "l/link.json"));
    symlinkSync(join(folder, "outside"), join(root, "linked"));
    symlinkSync("../outside/none.json", join(root, "dangling.json"));
    symlinkSync("linked", join(root, "twice"));
    symlinkSync("loop", join(root, "loop"));
    mkdirSync(join(root, ".git/hooks"), { recursive: true });
    symlinkSync(".git/hooks", join(root, "hooks"));
  });
  test.each([
    ["a link to a file", "l/link.json"],
    ["a linked folder", "linked/secret.json"],
    ["a new file in a linked folder", "linked/new.json"],
    ["a new folder in a linked folder", "linked/a/b/new.json"],
    ["a link to a link", "twice/secret.json"],
    ["dots", "../outside/secret.json"],
    ["dots in the middle", "l/../../outside/secret.json"],
    ["an absolute path", "/etc/passwd"],
    ["a null character", "l/de.json\0"],
    ["nothing", ""],
    [".git", ".git/config"],
    [".git in capitals", ".GIT/hooks/pre-commit"],
    ["a link into .git", "hooks/pre-commit"],
  ])("%s", async (_, path) => {
    await expect(readInside(root, path)).rejects.toThrow(UsageError);
    await expect(writeInside(root, path, bytes)).rejects.toThrow(UsageError);
    outsideIsUntouched();
  });
  test.each(["dangling.json", "loop"])("and a link that leads nowhere: %s", async (path) => {
    await expect(writeInside(root, path, bytes)).rejects.toThrow(OutsideError);
    outsideIsUntouched();
  });
});

test("a symbolic link inside the repository stays one; the file it leads to is written", async () => {
  symlinkSync("de.json", join(root, "l/de-AT.json"));
  await writeInside(root, "l/de-AT.json", bytes);
  expect(lstatSync(join(root, "l/de-AT.json")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, "l/de.json"), "utf8")).toBe("new");
});

test("permissions are kept", async () => {
  chmodSync(join(root, "l/de.json"), 0o640);
  await writeInside(root, "l/de.json", bytes);
  expect(statSync(join(root, "l/de.json")).mode & 0o777).toBe(0o640);
});

test("a read-only file is not replaced", async () => {
  chmodSync(join(root, "l/de.json"), 0o444);
  await expect(writeInside(root, "l/de.json", bytes)).rejects.toMatchObject({
    name: "OutsideError",
    message: "cannot write l/de.json: it is read-only",
    hint: expect.stringContaining("chmod"),
  });
  expect(readFileSync(join(root, "l/de.json"), "utf8")).toBe("old");
});

test("a folder and a named pipe are no locale files", async () => {
  execFileSync("mkfifo", [join(root, "l/pipe.json")]);
  for (const path of ["l", "l/pipe.json"]) {
    await expect(readInside(root, path)).rejects.toThrow(UsageError);
    await expect(writeInside(root, path, bytes)).rejects.toThrow(UsageError);
  }
});

test("the rest of a killed run is replaced, a link put in its place not followed", async () => {
  await writeInside(root, "l/de.json", bytes);
  const [rest] = await temporaryNames();
  symlinkSync("../../outside/secret.json", join(root, "l", rest as string));
  await writeInside(root, "l/de.json", bytes);
  expect(readdirSync(join(root, "l"))).toEqual(["de.json"]);
  outsideIsUntouched();
});

/** What stands in the folder, besides the file, while it is written. */
async function temporaryNames(): Promise<string[]> {
  const names: string[] = [];
  const watched = setInterval(() => names.push(...readdirSync(join(root, "l"))), 0);
  for (let i = 0; i < 200 && !names.some((name) => name.endsWith(".tmp")); i++) {
    await writeInside(root, "l/de.json", new Uint8Array(1 << 20));
    await new Promise((resume) => setTimeout(resume, 1));
  }
  clearInterval(watched);
  return names.filter((name) => name.endsWith(".tmp"));
}

describe("when a write fails in the middle", () => {
  test("the old file stands, nothing is left behind, and the error has a remedy", async () => {
    const script = join(folder, "write.mjs");
    const bundle = await rolldown({
      input: join(import.meta.dirname, "../../../core/project/files.ts"),
      platform: "node",
    });
    await bundle.write({ file: join(folder, "files.mjs"), format: "esm" });
    writeFileSync(
      script,
      `import { writeInside } from "./files.mjs";
       const failed = await writeInside(process.argv[2], "l/de.json", new Uint8Array(1 << 20)).catch((e) => e);
       console.log(JSON.stringify({ name: failed?.name, message: failed?.message, hint: failed?.hint }));`,
    );
    // The shell's limit counts blocks of 512 or 1024 bytes: the file may have 64 or 128 KiB.
    const run = spawnSync(
      "sh",
      ["-c", 'ulimit -f 128; exec "$0" "$@"', process.execPath, script, root],
      { encoding: "utf8" },
    );
    expect(JSON.parse(run.stdout)).toEqual({
      name: "OutsideError",
      message: expect.stringContaining("cannot write l/de.json: EFBIG"),
      hint: expect.stringContaining("ulimit"),
    });
    expect(readFileSync(join(root, "l/de.json"), "utf8")).toBe("old");
    expect(readdirSync(join(root, "l"))).toEqual(["de.json"]);
  });

  test.skipIf(!existsSync("/proc/self/mem"))("so it is where no file can be made", async () => {
    await expect(writeInside("/proc/self", "de.json", bytes)).rejects.toMatchObject({
      name: "OutsideError",
      message: expect.stringContaining("cannot write de.json"),
    });
  });
});
