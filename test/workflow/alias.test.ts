import { expect, test } from "vitest";
import { adoptIn, freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

test("what an alias reaches is told, asked for from nobody and left as it is", async () => {
  const repository = createRepository();
  repository.write("config/locales/en.yml", "en:\n  a: Hello\n  b: Hello\n");
  repository.write("config/locales/de.yml", "de:\n  a: &hello Hallo\n  b: *hello\n");
  await repository.commit("Write");
  await adoptIn(repository.root);
  repository.write("config/locales/en.yml", "en:\n  a: Hello\n  b: Bye\n");
  const asked: string[] = [];
  const { findings, written } = await syncIn(
    repository.root,
    freshProvider((locale, text) => {
      asked.push(text);
      return `${locale} ${text}`;
    }),
  );
  expect({ asked, written }).toEqual({ asked: [], written: [] });
  expect(findings.map(({ code, key, line }) => [code, key, line])).toEqual([
    ["stale", ["b"], 3],
    ["alias", ["b"], 3],
  ]);
});
