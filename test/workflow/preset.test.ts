import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Config } from "../../core/project/config.ts";
import { openProject } from "../../core/workflow/checkout/project.ts";
import { serveRepository } from "../support/http-repository.ts";
import { type TestRepository, createRepository, temporaryFolder } from "../support/repository.ts";

const OWN = 'sourceLocale: en\nfiles: ["l/{locale}.json"]\n';
const PRESET = "targetLocales: [de, fr]\nlimits: { characters: 9 }\nlocked: ['**.url']\n";

interface Host {
  readonly presets: TestRepository;
  /** The preset's first commit. */
  readonly commit: string;
  /** What a person works in. */
  readonly shop: TestRepository;
  /** Whatever was asked of the host. */
  readonly requests: readonly string[];
  /** The configuration with this in front of its own keys. */
  configWith(text: string): Promise<Config>;
}

/** A host of two repositories: presets, and one that a project works in. */
async function openHost(preset: string = PRESET): Promise<Host> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "acme"));
  const presets = createRepository();
  presets.write("web/locstep.yaml", preset);
  const commit = await presets.commit("Write the preset");
  await presets.git("clone", "-q", "--bare", presets.root, join(folder, "acme/presets.git"));
  const { url, requests } = await serveRepository(folder);
  const shop = createRepository();
  shop.write("l/en.json", { cart: "Cart" });
  await shop.commit("Write texts");
  await shop.git("remote", "add", "origin", `${url}/acme/shop.git`);
  await presets.git("remote", "add", "host", join(folder, "acme/presets.git"));
  return {
    presets,
    commit,
    shop,
    requests,
    async configWith(text) {
      shop.write("locstep.yaml", `${text}\n${OWN}`);
      return (await openProject({ cwd: shop.root })).config;
    },
  };
}

test("a preset gives what the configuration leaves out; its own keys win, each as a whole", async () => {
  const { configWith, commit, shop } = await openHost();
  const config = await configWith(
    `extends: acme/presets:web/locstep.yaml@${commit}\ntargetLocales: [ja]`,
  );
  expect(config).toMatchObject({
    sourceLocale: "en",
    targetLocales: ["ja"],
    limits: { characters: 9 },
    locked: ["**.url"],
  });
  // The user's own repository has no ref and no cut history more than before.
  expect(await shop.git("rev-parse", "--is-shallow-repository")).toBe("false");
  expect(await shop.git("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
});

test("a preset stays what it was, wherever its branch moves, and is asked for once", async () => {
  const { configWith, commit, presets, requests } = await openHost();
  const text = `extends: acme/presets:web/locstep.yaml@${commit}`;
  expect((await configWith(text)).targetLocales).toEqual(["de", "fr"]);
  const asked = requests.length;
  presets.write("web/locstep.yaml", "targetLocales: [zu]\n");
  await presets.commit("Change the preset");
  await presets.git("push", "-q", "host", "main");
  expect((await configWith(text)).targetLocales).toEqual(["de", "fr"]);
  expect((await configWith(`${text}\nterms: [Acme]`)).targetLocales).toEqual(["de", "fr"]);
  expect(requests.length).toBe(asked);
});

test.each([
  "acme/presets:web/locstep.yaml@main",
  "acme/presets:web/locstep.yaml@v1",
  "acme/presets:web/locstep.yaml@1234567",
  `acme/presets:../locstep.yaml@${"a".repeat(40)}`,
  `acme/../presets:locstep.yaml@${"a".repeat(40)}`,
  `-u/presets:locstep.yaml@${"a".repeat(40)}`,
  `https://evil.example/presets:locstep.yaml@${"a".repeat(40)}`,
  `presets@${"a".repeat(40)}`,
])("%s is no preset: refused before anything is asked", async (reference) => {
  const { configWith, requests } = await openHost();
  const refused = configWith(`extends: ${JSON.stringify(reference)}`);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow('"extends" must name a file at a commit');
  expect(requests).toEqual([]);
});

test("a commit or file that the host lacks stops the run", async () => {
  const { configWith, commit } = await openHost();
  const unknown = `extends: acme/presets:web/locstep.yaml@${"a".repeat(40)}`;
  await expect(configWith(unknown)).rejects.toThrow(OutsideError);
  const absent = `extends: acme/presets:web/other.yaml@${commit}`;
  await expect(configWith(absent)).rejects.toThrow("has no file web/other.yaml");
});

test.each([
  ["sourceLocale: fr\n", 'unknown key "sourceLocale"'],
  ["files: ['x/{locale}.json']\n", 'unknown key "files"'],
  ["extends: a/b:c@d\n", 'unknown key "extends"'],
  ["provider: { name: openai, apiKey: sk-abc }\n", "holds a secret"],
])("a preset with %j is an error that names the preset", async (preset, message) => {
  const { configWith, commit } = await openHost(preset);
  const reading = configWith(`extends: acme/presets:web/locstep.yaml@${commit}`);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow("acme/presets:web/locstep.yaml@");
});
