import { expect, onTestFinished, test } from "vitest";
import { serveOpenAi } from "../servers/openai/openai.ts";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";
import { syncOn } from "../support/session.ts";

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

test("what is offered is paid for once, however often it is offered", async () => {
  const server = await serveOpenAi({ key: "k", models: ["m"] });
  onTestFinished(() => server.close());
  const repository = createRepository();
  const provider = `provider: { name: openai, model: m, baseUrl: "${server.url}/v1" }\n`;
  repository.write(
    "locstep.yaml",
    `sourceLocale: en\ntargetLocales: [de]\nfiles: ['l/{locale}.json']\n${provider}`,
  );
  repository.write("l/en.json", { pay: "Pay with your card", end: "End" });
  repository.write("l/de.json", { pay: "Mit Karte bezahlen", end: "Ende" });
  await repository.commit("Write texts");
  repository.write("l/en.json", { pay: "Pay with your cards", end: "End", new: "New" });
  await repository.commit("Reword, add");
  const machine = { repository, environment: { OPENAI_API_KEY: "k" } };
  const offers: (string | undefined)[] = [];
  const paid: number[] = [];
  for (const more of ["", "more", "last"]) {
    if (more !== "") {
      const texts = JSON.parse(repository.read("l/en.json")) as object;
      repository.write("l/en.json", { ...texts, [more]: `Text ${more}` });
    }
    const { findings } = await syncOn(machine);
    offers.push(findings.find(({ code }) => code === "stale")?.remark);
    await syncOn(machine);
    paid.push(server.charged());
  }
  expect(new Set(offers).size).toBe(1);
  expect(offers[0]).toContain("is offered");
  expect(paid).toEqual([2, 3, 4]);
});

test("what the repository has for exactly the text is offered, and nobody is asked", async () => {
  const asked: string[] = [];
  const repository = createRepository();
  repository.write("locales/en.json", { pay: "Pay", end: "End" });
  repository.write("locales/de.json", { pay: "Bezahlen", end: "Ende" });
  await repository.commit("Write texts");
  repository.write("locales/en.json", { pay: "End", end: "End" });
  await repository.commit("Reword");
  const provider = freshProvider((_, text) => {
    asked.push(text);
    return text;
  });
  const { findings } = await syncIn(repository.root, provider);
  expect(findings.find(({ code }) => code === "stale")?.remark).toContain(
    '"Ende" comes near, at 100',
  );
  expect(asked).toEqual([]);
});
