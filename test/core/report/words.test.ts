import { describe, expect, it } from "vitest";
import { cut } from "../../../core/report/quote.ts";
import {
  FREQUENT_NAMES,
  ago,
  counted,
  formatCount,
  listed,
  localeLabel,
  localeName,
} from "../../../core/report/words.ts";

const DAY = 86_400;

describe("words", () => {
  it.each([
    ["de", "German (de)"],
    ["pt-BR", "Brazilian Portuguese (pt-BR)"],
    ["ar-XB", "Arabic (Pseudo-Bidi) (ar-XB)"],
    ["not a locale", "not a locale"],
  ])("name the locale %s in English", (id, label) => {
    expect(localeLabel(id)).toBe(label);
    expect(label).toContain(localeName(id));
  });

  it("call frequent locales as CLDR does", () => {
    const languages = new Intl.DisplayNames(["en"], { type: "language" });
    expect(FREQUENT_NAMES.size).toBeGreaterThan(0);
    for (const [id, name] of FREQUENT_NAMES) expect(name).toBe(languages.of(id));
  });

  it.each([
    [0, "just now"],
    [-500, "just now"],
    [60, "1 minute ago"],
    [3 * 3600, "3 hours ago"],
    [6 * DAY, "6 days ago"],
    [27 * DAY, "3 weeks ago"],
    [364 * DAY, "11 months ago"],
    [800 * DAY, "2 years ago"],
  ])("tell that %i seconds are %s", (seconds, words) => {
    expect(ago(1_800_000_000 - seconds, 1_800_000_000)).toBe(words);
  });

  it("count with separators", () => {
    expect(counted(1, "locale")).toBe("1 locale");
    expect(counted(1_204_000, "message")).toBe("1,204,000 messages");
    expect([0, 999, 1000, 123_456].map(formatCount)).toEqual(["0", "999", "1,000", "123,456"]);
  });

  it("list up to nine, and count the rest", () => {
    const letters = [..."abcdefghijkl"];
    expect(listed(letters.slice(0, 3))).toBe("a, b and c");
    expect(listed(letters.slice(0, 9))).toBe("a, b, c, d, e, f, g, h and i");
    expect(listed(letters)).toBe("a, b, c, d, e, f, g, h and 4 more");
    expect(listed([])).toBe("");
    expect(listed(["a"])).toBe("a");
  });

  it("cut in the middle, between characters", () => {
    expect(cut("abcdefgh", 8)).toBe("abcdefgh");
    expect(cut("abcdefghi", 8)).toBe("abcd…ghi");
    expect(cut("😀".repeat(9), 8)).toBe("😀😀…😀");
  });
});
