import { expect, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { adoptIn, freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

const provider = freshProvider((locale, text) => `${locale} ${text}`);

function unwritable({ findings }: Report): unknown {
  return findings
    .filter(({ code }) => code === "unwritable")
    .map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`);
}

test("an edit that a file has no room for is told with what stands in its way, and the others are made", async () => {
  const repository = createRepository();
  repository.write("l/locales/en.json", { a: { x: "X" }, b: "B", c: { y: "Y" }, d: "D", e: "E" });
  repository.write("l/locales/de.json", '{\n  "a": "Text",\n  "c": "Text",\n  "e": {"f": 1}\n}\n');
  await repository.commit("Write");
  const report = await syncIn(repository.root, provider);
  expect(report.written).toEqual(["l/locales/de.json"]);
  expect(JSON.parse(repository.read("l/locales/de.json"))).toEqual({
    a: "Text",
    b: "de B",
    c: "Text",
    d: "de D",
    e: { f: 1 },
  });
  expect(unwritable(report)).toEqual([
    'l/locales/de.json:2:3 "a.x" cannot be brought in step in German: "a" is a text there, and has no room for keys',
    'l/locales/de.json:3:3 "c.y" cannot be brought in step in German: "c" is a text there, and has no room for keys',
    'l/locales/de.json:4:3 "e" cannot be brought in step in German: "e" holds keys there, and has no room for a text',
  ]);
});

test("nobody is asked for a text that its file has no room for, in whatever run", async () => {
  const repository = createRepository();
  repository.write("l/locales/en.json", { a: { x: { y: "X" } }, b: "B", e: "E", f: "F" });
  repository.write("l/locales/de.json", { a: { x: "Text" }, e: { f: "G" } });
  await repository.commit("Write");
  const asked: string[] = [];
  const counting = freshProvider((locale, text) => {
    asked.push(text);
    return `${locale} ${text}`;
  });
  for (let run = 0; run < 2; run++) {
    const report = await syncIn(repository.root, counting);
    expect(unwritable(report)).toHaveLength(2);
  }
  expect(asked).toEqual(["B", "F"]);
});

test("of many texts the one that the file cannot hold is found and told, and the others are written", async () => {
  const repository = createRepository();
  const names = Array.from({ length: 9 }, (_, at) => `k${at}`);
  const english = names.map((name) => `  ${name}: ${name === "k4" ? "Odd" : "Even"} ${name}\n`);
  repository.write("config/locales/en.yml", `en:\n${english.join("")}`);
  repository.write("config/locales/de.yml", "de:\n  other: Da\n");
  await repository.commit("Write");
  // Half a character, which no YAML can write.
  const half = freshProvider((_, text) => (text.startsWith("Odd") ? `${text} \ud83d` : text));
  const report = await syncIn(repository.root, half);
  expect(unwritable(report)).toEqual([
    'config/locales/de.yml:1:4 "k4" cannot be brought in step in German: "k4" cannot be written there so that it and all else read right',
  ]);
  expect(repository.read("config/locales/de.yml").match(/k\d/gu)).toEqual(
    names.filter((name) => name !== "k4").flatMap((name) => [name, name]),
  );
});

test("a removal that others would see is told, and the text stays", async () => {
  const repository = createRepository();
  repository.write("config/locales/en.yml", "en:\n  a: Hello\n  b: Bye\n");
  repository.write("config/locales/de.yml", "de:\n  a: &hello Hallo\n  b: Tschüss\n  c: *hello\n");
  await repository.commit("Write");
  await adoptIn(repository.root);
  repository.write("config/locales/en.yml", "en:\n  b: Bye\n");
  const report = await syncIn(repository.root, provider);
  expect(report.written).toEqual([]);
  expect(unwritable(report)).toEqual([
    'config/locales/de.yml:2:3 "a" cannot be brought in step in German: "a" comes through an alias or a merge key, and others read the same text',
  ]);
});
