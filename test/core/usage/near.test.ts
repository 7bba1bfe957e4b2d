import { expect, it } from "vitest";
import { indexKeys } from "../../../core/usage/known-keys.ts";
import { nearestIn } from "../../../core/usage/near.ts";

const KEYS = [
  "nav.home",
  "common.no",
  "common.yes",
  "common.save",
  "form.description",
  "role.made",
];
const known = indexKeys(KEYS.map((name) => ({ namespace: "", key: name.split(".") })));

it.each([
  ["nav.hmoe", "nav.home"],
  ["nva.home", "nav.home"],
  ["form.descripton", "form.description"],
  ["form.desciptoin", "form.description"],
])("%s is a slip for %s", (written, meant) => {
  expect(nearestIn(known)(written)?.name).toBe(meant);
});

it("names that nobody wrote by hand are not compared", () => {
  const long = Array.from({ length: 200 }, (_, at) => ({
    namespace: "",
    key: [`${"x".repeat(20_000)}${at}`],
  }));
  expect(nearestIn(indexKeys(long))("x".repeat(20_003))).toBeUndefined();
});

it.each(["common.inbox", "common.files", "common.shared", "goup.made"])(
  "%s is no slip for a key of a few letters",
  (written) => {
    expect(nearestIn(known)(written)).toBeUndefined();
  },
);
