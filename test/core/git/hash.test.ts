import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { listFiles } from "../../../core/git/files.ts";
import { hashContents } from "../../../core/git/hash.ts";
import { createRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Setting {
  readonly attributes?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** What the index holds before; committed without any conversion. */
  readonly committed?: string;
}

const LF = "a\nb\n";
const CRLF = "a\r\nb\r\n";
const REPLACING = "sed s/ä/ae/";

const settings: Readonly<Record<string, Setting>> = {
  "no conversion": {},
  "core.autocrlf=true": { config: { "core.autocrlf": "true" } },
  "core.autocrlf=input": { config: { "core.autocrlf": "input" } },
  "core.autocrlf=true and CRLF in the index": {
    config: { "core.autocrlf": "true" },
    committed: CRLF,
  },
  "text=auto": { attributes: "* text=auto" },
  "text=auto and CRLF in the index": { attributes: "* text=auto", committed: `x\n${CRLF}` },
  "text=auto eol=crlf": { attributes: "* text=auto eol=crlf" },
  "text and CRLF in the index": { attributes: "* text", committed: CRLF },
  "eol=crlf alone": { attributes: "* eol=crlf", committed: CRLF },
  "eol=lf alone": { attributes: "* eol=lf" },
  "-text in spite of core.autocrlf": {
    attributes: "* -text",
    config: { "core.autocrlf": "true" },
  },
  "the old crlf attribute": { attributes: "* crlf" },
  "a clean filter": { attributes: "* filter=plain", config: { "filter.plain.clean": REPLACING } },
  "a filter without a program, as LFS that is not installed": { attributes: "* filter=lfs" },
  "a filter that leaves a pointer, as LFS": {
    attributes: "*.json filter=pointer",
    config: { "filter.pointer.clean": "git hash-object --stdin" },
  },
  "UTF-16 in the work tree": { attributes: "*.json working-tree-encoding=UTF-16" },
  ident: { attributes: "* ident" },
};

const contents: Readonly<Record<string, string | Uint8Array>> = {
  LF: LF,
  CRLF: CRLF,
  "mixed line ends": `x\n${CRLF}y\r\n`,
  "an umlaut": "ä ö\n",
  "an expanded ident": "$Id: 1234567 $\r\n",
  "binary with CRLF": new Uint8Array([0, 1, 13, 10, 0]),
  nothing: "",
  "UTF-16": Buffer.from(`\ufeff${CRLF}`, "utf16le"),
};

describe.each(Object.entries(settings))("with %s", (_, { attributes, config, committed }) => {
  test("the id of any content is the one that git add stores, on disk and before", async () => {
    const repository = createRepository();
    const names = Object.keys(contents).map((name) => `${name}.json`);
    for (const name of names) repository.write(name, committed ?? `first ${name}`);
    await repository.commit("before");
    for (const [key, value] of Object.entries(config ?? {})) {
      await repository.git("config", key, value);
    }
    if (attributes !== undefined) repository.write(".gitattributes", `${attributes}\n`);
    for (const [name, content] of Object.entries(contents))
      repository.write(`${name}.json`, content);

    const representable = names.filter((name) => isUtf16(name) || !attributes?.includes("UTF-16"));
    const others = names.filter((name) => !representable.includes(name));
    for (const name of others) repository.remove(name);

    const repo = opened(repository);
    const listed = await listFiles(
      repo,
      representable.map((name) => `:(literal)${name}`),
    );
    const hashed = await hashContents(
      repo,
      representable.map((path) => ({
        path,
        bytes: Buffer.from(contents[path.slice(0, -".json".length)] ?? ""),
      })),
    );
    await repository.git("-c", "core.safecrlf=false", "add", "--", ...representable);
    for (const [at, path] of representable.entries()) {
      const id = await repository.git("rev-parse", `:${path}`);
      expect(hashed[at], `${path} before it is written`).toBe(id);
      expect(listed.find((file) => file.path === path)?.id, `${path} on disk`).toBe(id);
    }
  });
});

function isUtf16(name: string): boolean {
  return name === "UTF-16.json" || name === "nothing.json";
}

test("new content at a new path and at a hostile one has the id that git would store", async () => {
  const repository = createRepository();
  repository.write(".gitattributes", "*.txt text\n");
  const entries = ["new.txt", "-x.txt", "a\nb.txt", 'q"\\.txt', "é/日本.txt"].map((path) => ({
    path,
    bytes: Buffer.from(`${path}\r\n`),
  }));
  const ids = await hashContents(opened(repository), entries);
  for (const [at, { path, bytes }] of entries.entries()) {
    repository.write(path, bytes);
    await repository.git("add", "--", path);
    expect(ids[at]).toBe(await repository.git("rev-parse", `:${path}`));
  }
});

test("SHA-256 repositories have ids of SHA-256", async () => {
  const repository = createRepository({ objectFormat: "sha256" });
  repository.write("a", "content");
  const [id] = await hashContents(opened(repository), [
    { path: "a", bytes: Buffer.from("content") },
  ]);
  expect(id).toBe(await repository.git("hash-object", "a"));
  expect(id).toHaveLength(64);
});

test("a clean filter runs in the user's own locale, as for git add", async () => {
  const repository = createRepository();
  repository.write(".gitattributes", "* filter=locale\n");
  await repository.git("config", "filter.locale.clean", 'printf %s "$LC_ALL"');
  vi.stubEnv("LC_ALL", "C.UTF-8");
  const [id] = await hashContents(opened(repository), [{ path: "a", bytes: Buffer.from("x") }]);
  repository.write("a", "x");
  await repository.git("add", "a");
  expect(id).toBe(await repository.git("rev-parse", ":a"));
});

test("a required filter that is not installed is the outside's fault, with its remedy", async () => {
  const repository = createRepository();
  repository.write(".gitattributes", "* filter=none\n");
  await repository.git("config", "filter.none.clean", "no-such-program-here");
  await repository.git("config", "filter.none.required", "true");
  const hashing = hashContents(opened(repository), [{ path: "a", bytes: Buffer.from("x") }]);
  await expect(hashing).rejects.toMatchObject({
    name: "OutsideError",
    hint: expect.stringContaining("Install the program"),
  });
  repository.write("a", "x");
  await expect(listFiles(opened(repository), [])).rejects.toThrow(/hash the changed files/u);
});

test.skipIf(process.getuid?.() === 0)(
  "one file that cannot be read costs only its own id",
  async () => {
    const repository = createRepository();
    for (const path of ["a", "b", "c"]) writeFileSync(join(repository.root, path), path);
    chmodSync(join(repository.root, "b"), 0);
    const files = await listFiles(opened(repository), []);
    expect(files.map(({ id }) => id === undefined)).toEqual([false, true, false]);
  },
);
