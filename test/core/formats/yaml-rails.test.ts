import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Edit } from "../../../core/formats/format.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import type { Key } from "../../../core/model/key.ts";
import { findPlurals, type Plurals, pluralView } from "../../../core/plurals/plural-view.ts";
import { liveTexts } from "../../contract/rows.ts";

const fixtures = new URL("../../fixtures/yaml/rails/", import.meta.url);

function set(path: string, text: string): Edit {
  return { kind: "set", key: path.split("."), text };
}

test("a Rails file is brought in step with its source, and no other line changes", async () => {
  const source = yaml.scan(await readFile(new URL("en.yml", fixtures)), "en");
  const target = yaml.scan(await readFile(new URL("de.yml", fixtures)), "de");
  const result = yaml.splice(
    target,
    [
      set("activerecord.attributes.user.no", "Nummer"),
      set("activerecord.errors.models.user.attributes.email.taken", "ist schon vergeben"),
      set("date.abbr_month_names.1", "Jan"),
      set("date.abbr_month_names.2", "Feb"),
      set("date.abbr_month_names.3", "Mär"),
      set("date.formats.short", "%d. %b"),
      set("help_html", '<p>Fragen Sie <a href="%{url}">uns</a>.</p>\n<p>Wir antworten.</p>\n'),
      set("inbox.zero", "keine Nachrichten"),
      { kind: "remove", key: ["legacy", "old"] },
      set("time.am", "vormittags"),
      set("time.pm", "nachmittags: pm"),
      set("welcome", "Hallo, %{name}"),
    ],
    source,
  );
  expect(result.outcome).toBe("spliced");
  if (result.outcome !== "spliced") return;
  const expected = await readFile(new URL("de.expected.yml", fixtures), "utf8");
  expect(Buffer.from(result.bytes).toString()).toBe(expected);
});

test("a file of a locale with more plural forms is written like its source all the same", () => {
  const source = yaml.scan(
    Buffer.from("en:\n  files:\n    one: File\n    other: Files\n  days:\n  - Mon\n  - Tue\n"),
    "en",
  );
  const plurals = findPlurals(source, "en") as Plurals;
  const { catalog } = pluralView(source, plurals, "en", "ar");
  const edits = [...liveTexts(catalog)].map(([id, text]): Edit => {
    return { kind: "set", key: JSON.parse(id) as Key, text };
  });
  const result = yaml.splice(yaml.scan(Buffer.from(""), "ar"), edits, catalog);
  expect(result.outcome === "spliced" && Buffer.from(result.bytes).toString()).toBe(
    "ar:\n  files:\n    zero: Files\n    one: File\n    two: Files\n    few: Files\n    many: Files\n    other: Files\n  days:\n  - Mon\n  - Tue\n",
  );
});
