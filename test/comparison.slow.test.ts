import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../core/report/report.ts";
import { runCli } from "./support/cli.ts";
import { type Peers, installPeers } from "./support/peers.ts";
import { type TestRepository, createRepository } from "./support/repository.ts";

const peers = await installPeers("status");

const OLD = { keep: "Keep", changes: "Old text", gone: "Gone" };
const NEW = { keep: "Keep", changes: "New text", added: "Added" };
const GERMAN = { keep: "Bleibt", changes: "Alter Text", gone: "Weg" };

function entry(id: string, text: string): string {
  return `#. js-lingui-explicit-id\nmsgid "${id}"\nmsgstr "${text}"\n`;
}

function catalog(locale: string, texts: Readonly<Record<string, string>>): string {
  const head = `msgid ""\nmsgstr ""\n"Language: ${locale}\\n"\n`;
  return [head, ...Object.keys(NEW).map((id) => entry(id, texts[id] ?? ""))].join("\n");
}

/** A text was changed, one added and one removed since everything was translated. */
async function repository(): Promise<TestRepository> {
  const made = createRepository();
  made.write("package.json", { type: "module" });
  made.write("src/a.js", 'import { t } from "i18next";\nt("keep"); t("changes"); t("added");\n');
  made.write(
    "i18next.config.js",
    'export default { locales: ["en", "de"], extract: { input: ["src/**/*.js"], output: "locales/{{language}}/{{namespace}}.json", defaultNS: "common" } };\n',
  );
  made.write(
    "lingui.config.js",
    'export default { sourceLocale: "en", locales: ["en", "de"], catalogs: [{ path: "lingui/{locale}", include: ["src"] }] };\n',
  );
  made.write("locales/de/common.json", GERMAN);
  made.write("locales/en/common.json", OLD);
  made.write("lingui/de.po", catalog("de", GERMAN));
  made.write("lingui/en.po", catalog("en", OLD));
  await made.commit("Translate");
  made.write("locales/en/common.json", NEW);
  made.write("lingui/en.po", catalog("en", NEW));
  await made.commit("Change one text, add one, remove one");
  return made;
}

async function toldBy({ path, run }: Peers, cwd: string, file: string, ...args: string[]) {
  try {
    const { stdout, stderr } = await run(path(file), args, { cwd });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return stdout + stderr;
  }
}

test("locstep tells what is missing and what is stale, as the README says", async () => {
  const { root } = await repository();
  const { stdout } = await runCli(["check", "--json"], { cwd: root });
  const { findings } = JSON.parse(stdout) as Report;
  const about = findings.map(({ code, key }) => `${code} ${key?.join(".")}`);
  expect(about).toEqual(expect.arrayContaining(["missing added", "stale changes"]));
});

test.skipIf(peers === undefined)(
  "other tools tell what is missing and nothing of what is stale, as the README says",
  async () => {
    const { root } = await repository();
    const i18next = "i18next-cli/dist/esm/cli.js";
    const ofI18next = await toldBy(peers as Peers, root, i18next, "status", "de");
    expect(ofI18next).toMatch(/✗ added .+absent/u);
    expect(ofI18next).toContain("✓ changes");

    const i18nCheck = "@lingual/i18n-check/dist/bin/index.js";
    const args = ["-l", "locales", "-s", "en", "-f", "i18next"];
    const ofI18nCheck = await toldBy(peers as Peers, root, i18nCheck, ...args);
    expect(ofI18nCheck).toMatch(/missing keys[^]+ added /u);
    expect(ofI18nCheck).not.toContain("changes");

    const lingui = "@lingui/cli/dist/lingui.js";
    const ofLingui = await toldBy(peers as Peers, root, lingui, "compile", "--strict", "--verbose");
    expect(ofLingui).toMatch(/Missing[^]+added/u);
    expect(ofLingui).not.toContain("changes");
  },
);

test("the README names the versions that were run", () => {
  const page = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const manifest = join(import.meta.dirname, "fixtures/peers/status/package.json");
  const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const version of Object.values(dependencies)) {
    expect(page).toContain(` ${version.slice(0, version.lastIndexOf("."))} `);
  }
});
