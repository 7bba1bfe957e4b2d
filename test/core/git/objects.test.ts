import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openObjects, type Objects, type ObjectsOptions } from "../../../core/git/objects.ts";
import { serveRepository } from "../../support/http-repository.ts";
import { childrenNamed } from "../../support/processes.ts";
import { createRepository, type TestRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

function objectsOf(repository: TestRepository, options?: ObjectsOptions): Objects {
  const objects = openObjects(opened(repository), options);
  onTestFinished(() => objects.close());
  return objects;
}

/** Three commits of `a` and `b`; answers the ids of their blobs, oldest first. */
async function withHistory(repository: TestRepository): Promise<string[]> {
  const ids: string[] = [];
  for (const version of ["1", "2", "3"]) {
    for (const path of ["a", "b"]) repository.write(path, `${path}${version}`);
    await repository.commit(version);
    ids.push(
      await repository.git("rev-parse", "HEAD:a"),
      await repository.git("rev-parse", "HEAD:b"),
    );
  }
  return ids;
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

const UNKNOWN = "deadbeef".repeat(5);

test("blobs are read by id, bytes as they are", async () => {
  const repository = createRepository();
  const contents = [
    "",
    "\n",
    "no line end",
    `${UNKNOWN} missing\n`,
    "x".repeat(300_000),
    new Uint8Array([0, 10, 255, 13, 10]),
  ];
  for (const [at, content] of contents.entries()) repository.write(`${at}`, content);
  await repository.commit("all");
  const objects = objectsOf(repository);
  const ids = await Promise.all(contents.map((_, at) => repository.git("rev-parse", `HEAD:${at}`)));
  const found = await objects.readMany([...ids, ...ids]);
  expect(found.size).toBe(contents.length);
  for (const [at, id] of ids.entries()) {
    const bytes = found.get(id);
    expect(bytes && Buffer.compare(bytes, Buffer.from(contents[at] ?? ""))).toBe(0);
  }
});

test("what is no blob of this repository is undefined, and what follows is still right", async () => {
  const repository = createRepository();
  const [id = ""] = await withHistory(repository);
  const objects = objectsOf(repository);
  const [unknown, commit, name, injected, known] = await Promise.all([
    objects.read(UNKNOWN),
    objects.read(await repository.git("rev-parse", "HEAD")),
    objects.read("HEAD:a"),
    objects.read(`${id}\n${id}`),
    objects.read(id),
  ]);
  expect([unknown, commit, name, injected]).toEqual([undefined, undefined, undefined, undefined]);
  expect(text(known)).toBe("a1");
});

test("an object over 64 MiB is undefined and is not kept, and what follows is still right", async () => {
  const repository = createRepository();
  const [small = ""] = await withHistory(repository);
  repository.write("large", new Uint8Array(64 * 1024 * 1024 + 1));
  const large = await repository.git("hash-object", "-w", "large");
  const objects = objectsOf(repository);
  const [none, some] = await Promise.all([objects.read(large), objects.read(small)]);
  expect(none).toBeUndefined();
  expect(text(some)).toBe("a1");
});

test("the id of a path in a commit is git's own, for files only", async () => {
  for (const objectFormat of ["sha1", "sha256"] as const) {
    const repository = createRepository({ objectFormat });
    const paths = ["a", "x/a b", "x/y/line\nbreak", "x/日本", "x.y", "x-y"];
    for (const path of paths) repository.write(path, path);
    const commit = await repository.commit("all");
    const objects = objectsOf(repository);
    for (const path of paths) {
      const id = await repository.git("rev-parse", `HEAD:${path}`);
      expect(await objects.idAt(commit, path), path).toBe(id);
    }
    for (const path of ["none", "x", "x/none", "a/b", "", "x/", "/a"]) {
      expect(await objects.idAt(commit, path), path).toBeUndefined();
    }
    expect(await objects.idAt(UNKNOWN, "a")).toBeUndefined();
    expect(await objects.idAt("HEAD", "a")).toBeUndefined();
  }
});

test("at depth 1 all missing blobs are fetched by id in one request, and no ref is written", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  const { url, requests } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ depth: 1, url });
  const state = (): Promise<string[]> =>
    Promise.all([
      clone.git("for-each-ref"),
      clone.git("rev-list", "--all", "--count"),
      clone.git("status", "--porcelain"),
      Promise.resolve(clone.read(".git/shallow") + clone.read(".git/config")),
    ]);
  const before = await state();

  const offline = objectsOf(clone);
  expect((await offline.readMany(ids)).size).toBe(2);

  requests.length = 0;
  const objects = objectsOf(clone, { fetchMissing: true });
  const found = await objects.readMany(ids);
  expect(ids.map((id) => text(found.get(id)))).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
  expect(objects.unfetched()).toBeUndefined();
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
  expect(await state()).toEqual(before);
  expect(() => clone.read(".git/FETCH_HEAD")).toThrow();
});

test("readers of the same missing blob at the same time all get it, by one fetch", async () => {
  const origin = createRepository();
  const [id = ""] = await withHistory(origin);
  const { url, requests } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ depth: 1, url });
  requests.length = 0;
  const objects = objectsOf(clone, { fetchMissing: true });
  const all = await Promise.all([objects.read(id), objects.read(id), objects.readMany([id])]);
  expect([text(all[0]), text(all[1]), text(all[2].get(id))]).toEqual(["a1", "a1", "a1"]);
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
});

test("one id that the remote does not know costs none of the others, and is asked for once", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  const { url, requests } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ depth: 1, url });
  const objects = objectsOf(clone, { fetchMissing: true });
  const other = "cafe".repeat(10);
  const found = await objects.readMany([UNKNOWN, ...ids, other]);
  expect([...found.keys()].sort()).toEqual([...ids].sort());
  expect(objects.unfetched()).toMatch(/does not know 2 objects/u);

  requests.length = 0;
  expect((await objects.readMany([UNKNOWN, ...ids])).size).toBe(ids.length);
  expect(requests).toEqual([]);
});

test("what is likely to be read next comes along with the first blob that is missing", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  const { url, requests } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ depth: 1, url });
  requests.length = 0;
  const objects = objectsOf(clone, { fetchMissing: true, alongside: () => ids });
  for (const id of ids) expect(await objects.read(id)).toBeDefined();
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
});

test("too many unknown ids beside it keep no blob away that is needed", async () => {
  const origin = createRepository();
  const [id = ""] = await withHistory(origin);
  const { url } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ depth: 1, url });
  const unknown = Array.from({ length: 30 }, (_, at) => (at + 10).toString(16).padEnd(40, "e"));
  const objects = objectsOf(clone, { fetchMissing: true, alongside: () => unknown });
  expect(text(await objects.read(id))).toBe("a1");
});

test("a partial clone is read without a fetch of its own, then filled in one request", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  await origin.git("config", "uploadpack.allowFilter", "true");
  const { url, requests } = await serveRepository(`${origin.root}/.git`);
  const clone = await origin.clone({ filter: "blob:none", url });

  requests.length = 0;
  const offline = objectsOf(clone);
  expect((await offline.readMany([...ids, UNKNOWN])).size).toBe(2);
  const commit = await clone.git("rev-parse", "HEAD~2");
  expect(await offline.idAt(commit, "a")).toBe(ids[0]);
  expect(await offline.idAt(UNKNOWN, "a")).toBeUndefined();
  expect(requests).toEqual([]);

  // With bitmaps, as forges have them, a server knows all blobs of the commits that a client has.
  origin.write("a", "a4");
  await origin.commit("4");
  await origin.git("repack", "-a", "-d", "-q", "--write-bitmap-index");
  await clone.git("fetch", "-q");
  ids.push(await origin.git("rev-parse", "HEAD:a"));

  requests.length = 0;
  const objects = objectsOf(clone, { fetchMissing: true });
  expect((await objects.readMany(ids)).size).toBe(ids.length);
  expect(requests.filter((request) => request.startsWith("GET"))).toHaveLength(1);
});

test("without a remote, or with one that is gone, missing blobs stay missing and the reason is said", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  const clone = await origin.clone({ depth: 1 });
  await clone.git("remote", "set-url", "origin", "http://user:secret@127.0.0.1:9/none.git");
  const objects = objectsOf(clone, { fetchMissing: true });
  expect((await objects.readMany(ids)).size).toBe(2);
  expect(objects.unfetched()).toMatch(/could not fetch missing objects/u);
  expect(objects.unfetched()).not.toContain("secret");

  await clone.git("remote", "remove", "origin");
  const alone = objectsOf(clone, { fetchMissing: true });
  expect((await alone.readMany(ids)).size).toBe(2);
  expect(alone.unfetched()).toMatch(/no remote/u);
});

test("a remote that asks for a password is not waited for", async () => {
  const origin = createRepository();
  const ids = await withHistory(origin);
  const clone = await origin.clone({ depth: 1 });
  const locked = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () =>
      socket.end("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"),
    );
  });
  await new Promise<void>((resolve) => locked.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void locked.close());
  const { port } = locked.address() as AddressInfo;
  await clone.git("remote", "set-url", "origin", `http://127.0.0.1:${port}/x.git`);
  const objects = objectsOf(clone, { fetchMissing: true });
  expect((await objects.readMany(ids)).size).toBe(2);
  expect(objects.unfetched()).toMatch(/could not read Username/u);
});

test("a damaged object is as good as missing, and close leaves no process behind", async () => {
  const repository = createRepository();
  const [id = ""] = await withHistory(repository);
  const path = `.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
  repository.remove(path);
  repository.write(path, "no object");
  const objects = objectsOf(repository);
  expect(await objects.read(id)).toBeUndefined();
  expect(childrenNamed("git")).toHaveLength(1);
  await objects.close();
  expect(childrenNamed("git")).toEqual([]);
});
