import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../core/syntax/syntax.ts";
import { type SyntaxName, syntaxes } from "../../../core/syntax/syntaxes.ts";

const FOLDER = new URL("../../fixtures/syntax/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));

for (const file of files) {
  const name = file.replace(".txt", "") as SyntaxName;
  const lines = readFileSync(new URL(file, FOLDER), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "));

  describe(`${name} reads as a person does`, () => {
    test.for(lines)("%s", (line) => {
      const written = decode(line);
      if (written.startsWith("!")) {
        expect(isFault(syntaxes[name].tokens(written.slice(1)))).toBe(true);
        return;
      }
      expect(marked(name, written.replaceAll(/[⟦⟧]/gu, ""))).toBe(written);
    });
  });
}

test("there are at least 300 tricky messages", () => {
  const count = files.flatMap((file) => readFileSync(new URL(file, FOLDER), "utf8").split("\n"));
  expect(count.filter((line) => line !== "" && !line.startsWith("# ")).length).toBeGreaterThan(300);
});

function decode(line: string): string {
  return line
    .replaceAll("␤", "\n")
    .replaceAll(/‹([0-9A-F]+)›/gu, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** The text with its tokens set off as in the fixtures. */
function marked(name: SyntaxName, text: string): string {
  const tokens = syntaxes[name].tokens(text);
  if (isFault(tokens)) return `!${tokens.fault} at ${tokens.offset}`;
  return tokens
    .map(({ kind, start, end }) => {
      const part = text.slice(start, end);
      return kind === "text" ? part : `⟦${part}⟧`;
    })
    .join("");
}
