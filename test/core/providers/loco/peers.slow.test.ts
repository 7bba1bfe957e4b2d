import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { LocoServer } from "../../../servers/loco/loco.ts";
import { type Peers, installPeers } from "../../../support/peers.ts";
import { openLoco, startLoco } from "./bench.ts";

/** loco-cli and loco-api-js, unchanged but for the address, which is fixed in them. */
const peers = await installPeers("loco");

/** Sends what is meant for the service to the server of these tests. */
const REDIRECT = `
const fetch = globalThis.fetch;
globalThis.fetch = (url, init) =>
  fetch(String(url).replace("https://localise.biz", process.env.LOCO_AT), init);
`;

function project(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "locstep-loco-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "redirect.cjs"), REDIRECT);
  mkdirSync(join(folder, "l"));
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  return folder;
}

function environment(folder: string, { url }: LocoServer): Readonly<Record<string, string>> {
  return { LOCO_AT: url, NODE_OPTIONS: `--require ${join(folder, "redirect.cjs")}` };
}

async function cli(folder: string, server: LocoServer, command: string): Promise<string> {
  const script = (peers as Peers).path("loco-cli/dist/cli.js");
  const options = ["-a", "key-full", "-d", "l", command, ...(command === "status" ? [] : ["-y"])];
  const env = environment(folder, server);
  const { stdout } = await (peers as Peers).run(script, options, { cwd: folder, env });
  return stdout;
}

function read(folder: string, path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

describe.skipIf(!peers)("loco-cli", () => {
  test("pushes, pulls and tells the status, and locstep finds its assets", async () => {
    const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
    const home = { nav: { home: "Home" }, title: "Shop" };
    const folder = project({ "l/en.json": home, "l/de.json": {} });
    await cli(folder, server, "push");
    expect(server.texts("en")).toEqual({ "nav.home": "Home", title: "Shop" });
    await cli(folder, server, "pull");
    expect(read(folder, "l/de.json")).toEqual({ nav: { home: "de: Home" }, title: "de: Shop" });
    expect(await cli(folder, server, "status")).toContain("up to date");

    const store = openLoco(server).store;
    const messages = [{ namespace: "", key: ["nav", "home"] }];
    const texts = await store?.read("de", messages, new AbortController().signal);
    expect(texts?.get(0)).toMatchObject({ text: "de: Home", isApproved: true });
  });
});

describe.skipIf(!peers)("loco-api-js", () => {
  test("reads assets, locales, translations and exports", async () => {
    const server = await startLoco({ locales: ["en", "de"], hasTranslators: true });
    server.edit("en", "nav.home", "Home");
    server.asset("nav.home")?.tags.add("web");
    const folder = project({});
    writeFileSync(join(folder, "script.cjs"), SCRIPT);
    const env = { ...environment(folder, server), LOCO: (peers as Peers).path("loco-api-js") };
    const { stdout } = await (peers as Peers).run(join(folder, "script.cjs"), [], {
      cwd: folder,
      env,
    });
    expect(JSON.parse(stdout)).toEqual({
      ids: ["nav.home"],
      asset: "nav.home",
      tagged: ["nav.home"],
      locales: ["en", "de"],
      translation: "de: Home",
      exported: { nav: { home: "de: Home" } },
      all: { en: { nav: { home: "Home" } }, de: { nav: { home: "de: Home" } } },
    });
  });
});

const SCRIPT = `
const Loco = require(process.env.LOCO);
const client = new (Loco.default ?? Loco)("key-full");
(async () => {
  await client.exportToFile({});
  console.log(JSON.stringify({
    ids: await client.getAssetIds(),
    asset: (await client.getAsset(["nav", "home"])).id,
    tagged: (await client.getAssetsByTags("web")).map(({ id }) => id),
    locales: await client.getLocaleKeys(),
    translation: await client.getTranslation("nav.home", "de"),
    exported: await client.exportLocale("de"),
    all: require(process.cwd() + "/loco-locales.json"),
  }));
})();
`;
