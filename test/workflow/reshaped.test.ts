import { expect, test } from "vitest";
import { parse } from "yaml";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

const ONE = { save: "Save", open: "Open" };
const SEVERAL = { save: { title: "Save", hint: "Save your work" }, open: "Open" };

test.each([
  ["one message that becomes several in JSON", "json", ONE, SEVERAL, "Save your work"],
  ["several messages that become one in JSON", "json", SEVERAL, ONE, undefined],
  ["one message that becomes several in YAML", "yml", ONE, SEVERAL, "Save your work"],
  ["several messages that become one in YAML", "yml", SEVERAL, ONE, undefined],
])("%s leaves no text in the way", async (_, extension, before, after, fresh) => {
  const repository = createRepository();
  const [english, german] = [`l/en.${extension}`, `l/de.${extension}`];
  const asked: string[] = [];
  const provider = freshProvider((locale, text) => {
    asked.push(text);
    return `${locale} ${text}`;
  });
  repository.write(
    "locstep.yaml",
    `sourceLocale: en\ntargetLocales: [de]\nfiles: ['l/{locale}.${extension}']\n`,
  );
  const yaml = (texts: object): string => JSON.stringify(texts, undefined, 2);
  repository.write(english, extension === "json" ? before : blockOf(before));
  await syncIn(repository.root, provider);
  await repository.commit("Sync");
  asked.length = 0;
  repository.write(english, extension === "json" ? after : blockOf(after));
  const { findings } = await syncIn(repository.root, provider);
  expect(findings).toEqual([]);
  expect(asked).toEqual(fresh === undefined ? [] : [fresh]);
  expect(parse(repository.read(german))).toEqual(parse(yaml(after).replaceAll(': "', ': "de ')));
});

function blockOf(texts: object, indent: string = ""): string {
  const lines = Object.entries(texts).map(([key, value]: [string, string | object]) =>
    typeof value === "string"
      ? `${indent}${key}: ${value}\n`
      : `${indent}${key}:\n${blockOf(value, `${indent}  `)}`,
  );
  return lines.join("");
}
