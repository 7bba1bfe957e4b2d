import { expect, test } from "vitest";
import { formatByName, formatOf, formats } from "../../../core/formats/registry.ts";
import { UsageError } from "../../../core/model/errors.ts";

test("a file's extension, in any case, tells its format", () => {
  expect(formatOf("locales/de.json").name).toBe("json");
  expect(formatOf("locales/de.JSON").name).toBe("json");
  expect(formatOf("de.jsonc").name).toBe("json");
  expect(formatOf("lib/l10n/intl_de.arb").name).toBe("arb");
});

test("no two formats share an extension", () => {
  const extensions = formats.flatMap((format) => format.extensions);
  expect(new Set(extensions).size).toBe(extensions.length);
});

test("JSON5 is refused with the way out", () => {
  expect(() => formatOf("locales/de.json5")).toThrow(UsageError);
  expect(() => formatOf("locales/de.json5")).toThrow("locales/de.json5: JSON5 is not supported");
  try {
    formatOf("de.json5");
  } catch (error) {
    expect((error as UsageError).hint).toMatch(/Save the file as \.json/u);
  }
});

test("an unknown extension or name is the user's to mend", () => {
  for (const path of ["de.txt", "de", "folder.json/de", ""]) {
    expect(() => formatOf(path)).toThrow(UsageError);
  }
  expect(() => formatByName("xml")).toThrow('there is no format "xml"');
  expect(formatByName("arb").name).toBe("arb");
});

test("a blank file of every format is read without a problem and has no entries", () => {
  for (const format of formats) {
    const catalog = format.scan(Buffer.from(format.blank));
    expect(catalog.problems).toEqual([]);
    expect(catalog.size).toBeLessThanOrEqual(1);
  }
});
