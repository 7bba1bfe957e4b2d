import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository } from "../support/repository.ts";

test("a session that stays open tells of changed texts what a new one tells", async () => {
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
  const open = () => openSession({ cwd: repository.root, environment: {} });
  const session = await open();
  const states = [
    [{ a: "Hello" }, { a: "Hallo" }],
    [{ a: "Hello {{name}}" }, { a: "Hallo {{nome}}" }],
    [{ a: "{n, plural, one {# file} other {# files}}" }, { a: "{n, plural, one {# Datei}}" }],
    [{ a: "Hello %{name}" }, { a: "Hallo %{nome}" }],
    [{ a: "Hello @:name | %d" }, { a: "Hallo | %s" }],
  ];
  for (const [source, target] of states) {
    repository.write("l/en.json", source ?? {});
    repository.write("l/de.json", target ?? {});
    expect(await session.check()).toEqual(await (await open()).check());
  }
});
