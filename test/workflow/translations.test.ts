import { expect, test } from "vitest";
import type { Report, Translation } from "../../core/report/report.ts";
import { runCli } from "../support/cli.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const CONFIG = `sourceLocale: en
targetLocales: [de, en-XA]
files:
  - l/{locale}.json
locked: ["url"]
`;

async function synced(repository: TestRepository): Promise<readonly Translation[]> {
  const { code, stdout, stderr } = await runCli(["sync", "--json"], { cwd: repository.root });
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as Report).translations;
}

/** English, German by a person, and the pseudo-locale; all in step. */
async function shop(): Promise<TestRepository> {
  const repository = createRepository();
  repository.write("locstep.yaml", CONFIG);
  repository.write("l/en.json", { cart: "Cart", pay: "Pay with your card" });
  repository.write("l/de.json", { cart: "Warenkorb", pay: "Mit Karte bezahlen" });
  await repository.commit("Write texts");
  await synced(repository);
  await repository.commit("Sync");
  return repository;
}

test("a report names every text it wrote or offers, what stood there, and where it is from", async () => {
  const repository = await shop();
  const texts = { basket: "Cart", pay: "Pay with your cards", "pay-2": "Pay with your card" };
  repository.write("l/en.json", { ...texts, url: "/cart" });
  await repository.commit("Reword, rename, add");
  const translations = await synced(repository);
  expect(translations.filter(({ locale }) => locale === "de")).toEqual([
    written({ key: ["basket"], source: "Cart", text: "Warenkorb", origin: "moved" }),
    {
      ...written({ key: ["pay"], source: texts.pay, text: "Mit Karte bezahlen" }),
      outcome: "suggested",
      previous: "Mit Karte bezahlen",
      previousByPerson: true,
      score: expect.any(Number),
    },
    written({
      key: ["pay-2"],
      source: texts["pay-2"],
      text: "Mit Karte bezahlen",
      origin: "memory",
      score: 100,
    }),
    written({ key: ["url"], source: "/cart", text: "/cart", origin: "locked" }),
  ]);
  expect(translations).toContainEqual(
    expect.objectContaining({
      locale: "en-XA",
      key: ["pay"],
      outcome: "written",
      origin: "provider",
      previousByPerson: false,
    }),
  );
});

function written(translation: Partial<Translation>): Partial<Translation> {
  return { locale: "de", namespace: "", path: "l/de.json", outcome: "written", ...translation };
}

test("a check names none", async () => {
  const { root } = await shop();
  const { stdout } = await runCli(["check", "--json"], { cwd: root });
  expect((JSON.parse(stdout) as Report).translations).toEqual([]);
});
