import { expect, test } from "vitest";
import type { Catalog } from "../../../core/catalog/catalog.ts";
import { sameText } from "../../../core/catalog/compare.ts";
import { json } from "../../../core/formats/json/json.ts";
import { catalogFor } from "../../../core/workflow/checkout/source-view.ts";

const plain = json.scan(Buffer.from("{}")).reader;
/** Decodes nothing. */
const reader: Catalog["reader"] = {
  ...plain,
  text: () => {
    throw new Error("a text was decoded");
  },
};

function viewOf(content: object, locale: string): Catalog {
  const catalog = json.scan(Buffer.from(JSON.stringify(content)));
  const view = catalogFor({ ...catalog, reader }, "en", locale);
  expect(view.size).toBeGreaterThan(catalog.size);
  return view;
}

test("equal texts of views are told by their bytes, as those of files are", () => {
  const forms = { item_one: "{{count}} item", item_other: "{{count}} items" };
  const now = viewOf({ home: "Home", ...forms }, "ru");
  const then = viewOf({ first: "First", home: "Home", ...forms }, "ar");
  expect(sameText(now, 1, then, 2)).toBe(true);
  expect(() => sameText(now, 1, then, 1)).toThrow("a text was decoded");
});
