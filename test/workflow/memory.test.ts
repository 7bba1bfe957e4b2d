import { expect, test } from "vitest";
import { ledgerProject } from "../support/ledger-project.ts";

test("a translation that our rules refuse is copied to no other message", async () => {
  const { repository, asked, sync, states, texts, write } = ledgerProject();
  write("en", { a: "Hello {{name}}" });
  write("de", { a: "Hallo {{nome}}" });
  await repository.commit("Write");
  write("en", { a: "Hello {{name}}", b: "Hello {{name}}" });
  await sync();
  expect(asked).toEqual(["de Hello {{name}}"]);
  expect(texts("de")["a"]).toBe("Hallo {{nome}}");
  expect(texts("de")["b"]).toContain("{{name}}");
  expect((await states())["de b"]).toBe("translated");
});

test("a copy is no more certain than its original", async () => {
  const { repository, asked, set, sync, states, texts, write } = ledgerProject();
  write("en", { a: "Save", b: "Open" });
  await sync();
  await repository.commit("Sync");
  set("de", "a", "Sichern");
  await repository.commit("Mend by hand");
  write("en", { a: "Save", b: "Open", c: "Save", d: "Open" });
  await sync();
  expect(asked).toEqual([]);
  expect(texts("de")).toMatchObject({ c: "Sichern", d: texts("de")["b"] });
  expect(await states()).toEqual({
    "de a": "unconfirmed",
    "de b": "translated",
    "de c": "unconfirmed",
    "de d": "translated",
  });
});
