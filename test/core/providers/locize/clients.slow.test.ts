import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { LocizeOptions, LocizeServer } from "../../../servers/locize/locize.ts";
import { type PeerOutput, type Peers, installPeers } from "../../../support/peers.ts";
import { PROJECT, startLocize } from "./bench.ts";

const peers = (await installPeers("locize")) as Peers;
const CLI = "locize-cli/dist/esm/cli.js";
const IN_PROGRAM = join(import.meta.dirname, "../../../fixtures/peers/locize/in-program.cjs");

interface Project {
  readonly server: LocizeServer;
  readonly folder: string;
  write(path: string, content: object | string): void;
  read(path: string): unknown;
  /** What was asked for since the last call, without what only keeps caches away. */
  asked(): readonly string[];
  locize(...args: readonly string[]): Promise<PeerOutput>;
}

async function open(options: Partial<LocizeOptions> = {}): Promise<Project> {
  const server = await startLocize({ languages: ["de"], ...options });
  server.edit("en", "hello", "Hello");
  server.edit("en", "old", "Old");
  server.edit("de", "hello", "Hallo");
  server.edit("de", "old", "Alt");
  const folder = mkdtempSync(join(tmpdir(), "locstep-locize-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let seen = 0;
  return {
    server,
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const text = typeof content === "string" ? content : JSON.stringify(content);
      writeFileSync(join(folder, path), text);
    },
    read: (path) => JSON.parse(readFileSync(join(folder, path), "utf8")) as unknown,
    asked() {
      const fresh = server.requests.slice(seen);
      seen = server.requests.length;
      return fresh.map(({ method, path, body }) =>
        `${method} ${path.replace(PROJECT, "P").replace(/[?&](ts|cache|next)=[^&]*/gu, "")} ${body}`.trim(),
      );
    },
    locize: (...args) =>
      peers.run(peers.path(CLI), args, {
        cwd: folder,
        env: {
          LOCIZE_API_KEY: "key-admin",
          LOCIZE_PROJECTID: PROJECT,
          LOCIZE_API_ENDPOINT: server.url,
        },
      }),
  };
}

/** What was written since the last call. */
function written(project: Project): readonly string[] {
  return project.asked().filter((line) => line.startsWith("POST") || line.startsWith("DELETE"));
}

describe.skipIf(peers === undefined)("locize-cli 12.5.1", () => {
  test("syncs: changes go out, deletions go out, and a second time changes nothing", async () => {
    const project = await open();
    project.write("en/common.json", { hello: "Hello changed", fresh: "Fresh" });
    project.write("de/common.json", { hello: "Hallo", old: "Alt" });
    const sync = [
      "sync",
      "--path",
      project.folder,
      "--update-values",
      "true",
      "--auto-translate",
      "true",
    ];
    await project.locize(...sync);
    const sent = written(project);
    expect(sent[0]).toBe(
      'POST /update/P/latest/en/common?autotranslate=true {"old":null,"fresh":"Fresh","hello":"Hello changed"}',
    );
    expect(sent.slice(1)).toContain('POST /update/P/latest/de/common {"old":null}');
    expect(project.server.texts("en")).toEqual({ hello: "Hello changed", fresh: "Fresh" });
    expect(project.server.texts("de")).toEqual({ hello: "de: Hello changed", fresh: "de: Fresh" });
    await project.locize(...sync);
    expect(written(project)).toEqual([]);
    expect(project.read("de/common.json")).toEqual(project.server.texts("de"));
  });

  test("adds 2,050 keys in three pages", async () => {
    const project = await open();
    const many = Object.fromEntries(
      Array.from({ length: 2_050 }, (_, n) => [`k${n}`, `Text ${n}`]),
    );
    project.write("en/common.json", { hello: "Hello", old: "Old", ...many });
    await project.locize("sync", "--path", project.folder);
    const sent = project.server.requests.filter(({ method }) => method === "POST");
    expect(sent.map(({ body }) => Object.keys(JSON.parse(body) as object).length)).toEqual([
      1_000, 1_000, 50,
    ]);
    expect(Object.keys(project.server.texts("en"))).toHaveLength(2_052);
  });

  test("downloads what is published and what is not", async () => {
    const project = await open();
    await project.locize("download", "--path", project.folder);
    expect(project.read("de/common.json")).toEqual({ hello: "Hallo", old: "Alt" });
    await project.locize("download", "--path", project.folder, "--unpublished", "true");
    expect(project.read("en/common.json")).toEqual({ hello: "Hello", old: "Old" });
    expect(project.asked()).toContain("GET /pull/P/latest/de/common");
  });

  test("saves what is missing, adds, gets and removes a key", async () => {
    const project = await open();
    project.write("en/common.json", { hello: "Other", m1: "Missing 1" });
    await project.locize("save-missing", "--path", project.folder);
    expect(written(project)).toEqual(['POST /missing/P/latest/en/common {"m1":"Missing 1"}']);
    expect(project.server.texts("en")).toEqual({ hello: "Hello", old: "Old", m1: "Missing 1" });
    await project.locize("add", "common", "added", "Added", "--language", "en");
    const got = await project.locize("get", "common", "added", "--language", "en");
    expect(got.stdout).toContain("Added");
    await project.locize("remove", "common", "added", "--language", "en");
    expect(project.server.texts("en")).not.toHaveProperty("added");
  });

  test("publishes, copies and removes versions, and deletes a namespace", async () => {
    const project = await open();
    await project.locize("publish-version");
    await project.locize("copy-version", "latest", "--ver", "production");
    expect(project.server.texts("de", "common", "production")).toEqual({
      hello: "Hallo",
      old: "Alt",
    });
    await project.locize("remove-version", "production");
    await project.locize("delete-namespace", "common");
    expect(project.server.texts("en")).toEqual({});
    expect(written(project)).toEqual([
      "POST /publish/P/latest",
      "POST /copy/P/version/latest/production",
      "DELETE /version/P/production",
      "DELETE /delete/P/latest/common",
    ]);
  });

  test("makes, merges and deletes branches", async () => {
    const project = await open();
    await project.locize("create-branch", "feature-x");
    await project.locize("merge-branch", "feature-x", "--delete", "true");
    await project.locize("create-branch", "feature-y");
    await project.locize("delete-branch", "feature-y");
    expect(written(project).map((line) => line.replace(/[0-9a-f-]{36}/u, "BRANCH"))).toEqual([
      'POST /branch/create/P/latest {"name":"feature-x"}',
      "POST /branch/merge/BRANCH?delete=true",
      'POST /branch/create/P/latest {"name":"feature-y"}',
      "DELETE /branch/BRANCH",
    ]);
  });

  test("migrates files into a project", async () => {
    // The machine takes longer than the next request.
    const project = await open({ translateAfter: 1 });
    project.write("de/shop.json", { cart: "Warenkorb" });
    project.write("en/shop.json", { cart: "Cart" });
    await project.locize("migrate", "--path", project.folder);
    expect(project.server.texts("en", "shop")).toEqual({ cart: "Cart" });
    expect(project.server.texts("de", "shop")).toEqual({ cart: "Warenkorb" });
  });
});

describe.skipIf(peers === undefined)("i18next-cli 1.74.2", () => {
  test("syncs, downloads and migrates", async () => {
    const project = await open();
    project.write("package.json", { type: "module" });
    project.write(
      "i18next.config.js",
      `export default { locales: ["en", "de"], extract: { input: "src/*.js", output: "locales/{{language}}/{{namespace}}.json" },
        locize: { projectId: "${PROJECT}", apiKey: "key-admin", version: "latest" } };`,
    );
    project.write("locales/en/common.json", { hello: "Hello changed", old: "Old" });
    project.write("locales/de/common.json", { hello: "Hallo", old: "Alt" });
    const run = (...args: string[]) =>
      peers.run(peers.path("i18next-cli/dist/esm/cli.js"), args, {
        cwd: project.folder,
        env: { LOCIZE_API_ENDPOINT: project.server.url },
      });
    await run("locize-sync", "--update-values");
    expect(project.server.texts("en")["hello"]).toBe("Hello changed");
    project.server.edit("de", "hello", "Servus");
    await run("locize-download");
    expect(project.read("locales/de/common.json")).toEqual({ hello: "Servus", old: "Alt" });
    project.write("locales/en/shop.json", { cart: "Cart" });
    await run("locize-migrate");
    expect(project.server.texts("en", "shop")).toEqual({ cart: "Cart" });
  });
});

describe.skipIf(peers === undefined)("i18next-locize-backend, locize-lastused and locizer", () => {
  test("read, miss and use keys in a program", async () => {
    const project = await open();
    const args = [dirname(peers.path("i18next")), project.server.url, PROJECT, "key-user"];
    const { stdout } = await peers.run(IN_PROGRAM, args, { cwd: project.folder });
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({
      texts: ["Hallo", "Brand new"],
      language: { hello: "Hello", old: "Old", "brand.new": "Brand new" },
    });
    expect(project.server.texts("en")).toMatchObject({
      "brand.new": "Brand new",
      "by.locizer": "By locizer",
    });
    expect(project.server.entry("en", "hello")?.lastUsed).toBeGreaterThan(0);
  });
});
