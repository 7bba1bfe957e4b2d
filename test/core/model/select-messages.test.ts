import { expect, test } from "vitest";
import { selectMessages } from "../../../core/model/select-messages.ts";

test("a key of a megabyte is matched by its ends, and by itself", () => {
  const text = "a".repeat(1_000_000);
  for (const glob of ["*a*a*b", "?*?*?*b", "**.b.**.b"]) {
    expect(selectMessages(glob)("", [text]), glob).toBe(false);
  }
  expect(() => selectMessages(text)).toThrow("more than 10000 characters");
  const own = text.slice(0, 5_000);
  expect(selectMessages(own)("", [own])).toBe(true);
  for (const glob of ["**", "a*", "*a"]) {
    expect(selectMessages(glob)("", [text]), glob).toBe(true);
  }
  for (const glob of ["nav.**", "**.url", "menu:nav.*.url"]) {
    expect(selectMessages(glob)("menu", ["nav", text, "url"]), glob).toBe(true);
  }
});

test("a key that begins or ends with a colon means itself, and nothing means nothing", () => {
  for (const key of ["Name:", ":smile:", ":"]) {
    expect(selectMessages(key)("menu", [key]), key).toBe(true);
    expect(selectMessages(key)("menu", ["other"]), key).toBe(false);
  }
  expect(selectMessages("")("menu", ["other"])).toBe(false);
  expect(selectMessages("menu:")("menu", [""])).toBe(true);
});
