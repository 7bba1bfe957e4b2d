import { expect, test } from "vitest";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

test("over a person's text a provider's answer is offered and not written", async () => {
  const repository = createRepository();
  repository.write("locales/en.json", { pay: "Pay with your card", end: "End" });
  repository.write("locales/de.json", { pay: "Mit Karte bezahlen", end: "Ende" });
  const provider = freshProvider((locale, text) => `${locale} ${text}`);
  await repository.commit("Write texts");
  repository.write("locales/en.json", { pay: "Pay with your cards", end: "End", new: "New" });
  await repository.commit("Reword, add");
  const { findings, translations } = await syncIn(repository.root, provider);
  expect(JSON.parse(repository.read("locales/de.json"))).toEqual({
    pay: "Mit Karte bezahlen",
    end: "Ende",
    new: "de New",
  });
  const stale = findings.find(({ code }) => code === "stale");
  // The memory knows something near too: the provider's answer stands without its score.
  expect(stale?.remark).toBe('"de Pay with your cards" is offered');
  expect(translations.find(({ outcome }) => outcome === "suggested")).toEqual(
    expect.not.objectContaining({ score: expect.anything() }),
  );
});
