import { expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import type { Report } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const SOURCES = {
  "web/locales/en/shop.json": `{
  "cart": {
    "title": "Your cart",
    "count": "{{count}} items" // shown in the badge
  },
  "pay": "Pay now",
  "old": "Old"
}
`,
  "app/config/locales/en.yml": `# Texts of the server
en:
  mail:
    greeting: "Hello %{name}"
    bye: See you # short
  error: 'Not found'
  old: Old
`,
  "mobile/lib/l10n/app_en.arb": `{
  "@@locale": "en",
  "open": "Open",
  "@open": {
    "description": "A button"
  },
  "left": "{days, plural, one{1 day} other{{days} days}}",
  "@left": {},
  "old": "Old",
  "@old": {}
}
`,
};

/** By people, each in a style of its own. */
const GERMAN = {
  "web/locales/de/shop.json": `{
    "cart": { "title": "Dein Korb", "count": "{{count}} Artikel" },
    "pay": "Jetzt zahlen",
    "old": "Alt"
}`,
  "app/config/locales/de.yml": `# Texte des Servers
de:
    mail:
        greeting: 'Hallo %{name}'
        bye: Bis bald # kurz
    error: Nicht gefunden
    old: Alt
`,
  "mobile/lib/l10n/app_de.arb": `{
  "@@locale": "de",
  "open": "Öffnen",
  "left": "{days, plural, one{1 Tag} other{{days} Tage}}",
  "old": "Alt",
  "@old": { "x-reviewed": true }
}
`,
};

const PSEUDO = {
  "web/locales/en-XA/shop.json": `{
  "cart": {
    "title": "[Ýöûûŕ çååŕţ]",
    "count": "[{{count}} îţééɱš]"
  },
  "pay": "[Þåýý ñööŵ]",
  "old": "[Öļð]"
}
`,
  "app/config/locales/en-XA.yml": `en-XA:
  mail:
    greeting: "[Ĥéļļöö %{name}]"
    bye: "[Šééé ýööû]"
  error: "[Ñöţ ƒöööûñð]"
  old: "[Öļð]"
`,
  "mobile/lib/l10n/app_en_XA.arb": `{
  "@@locale": "en_XA",
  "open": "[Öþééñ]",
  "left": "{days, plural, one {[1 ðååý]} other {[{days} ðååýš]}}",
  "old": "[Öļð]"
}
`,
};

test("three formats go through a project's life with nothing changed that nobody asked for", async () => {
  const repository = createRepository();
  for (const [path, text] of Object.entries({ ...SOURCES, ...GERMAN }))
    repository.write(path, text);
  await repository.commit("Write texts, translated by people");

  // Init writes down what it finds and touches no locale file.
  await locstep(repository, "init");
  expect(await repository.git("status", "--short")).toBe("?? .locstep/\n?? locstep.yaml");
  edit(repository, "locstep.yaml", [
    ["sourceLocale: en\n", "sourceLocale: en\ntargetLocales: [de, en-XA]\n"],
  ]);
  await repository.commit("Use locstep");

  // A new locale begins in its source's style; the old one is in step and stays.
  expect(await locstep(repository, "sync")).toEqual([]);
  expect(await repository.git("status", "--short", "-uall", "--", ":!.locstep")).toBe(
    `?? ${Object.keys(PSEUDO).sort().join("\n?? ")}`,
  );
  for (const [path, text] of Object.entries(PSEUDO)) expect(repository.read(path)).toBe(text);
  await repository.commit("Add a pseudo-locale");

  // A text changes, one comes, one goes, and one moves to another key.
  edit(repository, "web/locales/en/shop.json", [
    ["Your cart", "Your basket"],
    [
      `"pay": "Pay now",\n  "old": "Old"`,
      `"checkout": { "pay": "Pay now" },\n  "help": "Need help?"`,
    ],
  ]);
  edit(repository, "app/config/locales/en.yml", [
    ["See you #", "See you soon #"],
    [
      `error: 'Not found'\n  old: Old\n`,
      `errors:\n    missing: 'Not found'\n  title: "Shop: open"\n`,
    ],
  ]);
  edit(repository, "mobile/lib/l10n/app_en.arb", [
    [`"Open"`, `"Open it"`],
    [`,\n  "left"`, `,\n  "close": "Close",\n  "left"`],
    [`,\n  "old": "Old",\n  "@old": {}`, ""],
  ]);
  await repository.commit("Change texts");
  expect(await locstep(repository, "sync")).toEqual([
    "stale de mail.bye",
    "missing de title",
    "stale de open",
    "missing de close",
    "stale de cart.title",
    "missing de help",
  ]);
  expect(await diff(repository)).toEqual({
    "web/locales/en-XA/shop.json": [
      `-    "title": "[Ýöûûŕ çååŕţ]",`,
      `+    "title": "[Ýöûûŕ ƀååšķééţ]",`,
      `-  "pay": "[Þåýý ñööŵ]",`,
      `-  "old": "[Öļð]"`,
      `+  "checkout": {`,
      `+    "pay": "[Þåýý ñööŵ]"`,
      `+  },`,
      `+  "help": "[Ñéééð ĥééļþ?]"`,
    ],
    "app/config/locales/en-XA.yml": [
      `-    bye: "[Šééé ýööû]"`,
      `-  error: "[Ñöţ ƒöööûñð]"`,
      `-  old: "[Öļð]"`,
      `+    bye: "[Šééé ýööû šöööñ]"`,
      `+  errors:`,
      `+    missing: "[Ñöţ ƒöööûñð]"`,
      `+  title: "[Šĥööþ: ööþééñ]"`,
    ],
    "mobile/lib/l10n/app_en_XA.arb": [
      `-  "open": "[Öþééñ]",`,
      `-  "left": "{days, plural, one {[1 ðååý]} other {[{days} ðååýš]}}",`,
      `-  "old": "[Öļð]"`,
      `+  "open": "[Öþééñ îîţ]",`,
      `+  "close": "[Çļööšé]",`,
      `+  "left": "{days, plural, one {[1 ðååý]} other {[{days} ðååýš]}}"`,
    ],
    // What moved took its translation along, what went is gone, and no more is known.
    "web/locales/de/shop.json": [
      `-    "pay": "Jetzt zahlen",`,
      `-    "old": "Alt"`,
      `+    "checkout": {`,
      `+        "pay": "Jetzt zahlen"`,
      `+    }`,
    ],
    "app/config/locales/de.yml": [
      `-    error: Nicht gefunden`,
      `-    old: Alt`,
      `+    errors:`,
      `+        missing: Nicht gefunden`,
    ],
    "mobile/lib/l10n/app_de.arb": [
      `-  "left": "{days, plural, one{1 Tag} other{{days} Tage}}",`,
      `-  "old": "Alt",`,
      `-  "@old": { "x-reviewed": true }`,
      `+  "left": "{days, plural, one{1 Tag} other{{days} Tage}}"`,
    ],
  });
  await repository.commit("Translate");

  // A person's text stays, is told, and is accepted.
  const mended = "web/locales/en-XA/shop.json";
  edit(repository, mended, [["[Ñéééð ĥééļþ?]", "Stuck?"]]);
  const own = { [mended]: [`-  "help": "[Ñéééð ĥééļþ?]"`, `+  "help": "Stuck?"`] };
  expect(await locstep(repository, "sync", "--locale", "en-XA")).toEqual(["by-person en-XA help"]);
  expect(await diff(repository)).toEqual(own);
  await locstep(repository, "accept", "help");
  expect(await locstep(repository, "check", "--locale", "en-XA")).toEqual([]);
  expect(await diff(repository)).toEqual(own);
  await repository.commit("Mend a text");

  // And when its source changes it is not written over, but called stale.
  edit(repository, "web/locales/en/shop.json", [["Need help?", "Do you need help?"]]);
  await repository.commit("Change the text");
  expect(await locstep(repository, "sync", "--locale", "en-XA")).toEqual(["stale en-XA help"]);
  expect(await diff(repository)).toEqual({});
});

/** The findings of a run that ends well, each as `code locale key`. */
async function locstep(repository: TestRepository, ...args: string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCli([...args, "--json"], { cwd: repository.root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { findings = [] } = JSON.parse(stdout) as { findings?: readonly Finding[] };
  return findings.map((finding) => `${finding.code} ${finding.locale} ${finding.key?.join(".")}`);
}

function edit(
  repository: TestRepository,
  path: string,
  replacements: readonly (readonly [from: string, to: string])[],
): void {
  let text = repository.read(path);
  for (const [from, to] of replacements) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  repository.write(path, text);
}

/** What git says to have changed in locale files: removed and added lines by path. */
async function diff(repository: TestRepository): Promise<Record<string, readonly string[]>> {
  const changes: Record<string, string[]> = {};
  let lines: string[] = [];
  const told = await repository.git("diff", "-U0", "--no-prefix", "--", ":!.locstep");
  for (const line of told.split("\n")) {
    const [, path] = /^\+\+\+ (.*)$/u.exec(line) ?? [];
    if (path !== undefined) lines = changes[path] = [];
    else if (/^[-+](?!--)/u.test(line)) lines.push(line);
  }
  return changes;
}

test("in Flutter's files `=1` is the plural form one: its generator reads it so", async () => {
  const repository = createRepository();
  const text = "{n, plural, =1{{n} file} other{{n} files}} of its";
  repository.write("lib/l10n/app_en.arb", { files: text });
  repository.write("lib/l10n/app_ru.arb", {
    files: "{n, plural, =1{{n} a} few{{n} b} many{{n} c} other{{n} d}} d'x",
  });
  await repository.commit("Translate");
  const { stdout } = await runCli(["check", "--json"], { cwd: repository.root });
  const report = JSON.parse(stdout) as Report;
  expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
});
