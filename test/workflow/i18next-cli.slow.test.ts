import { describe, expect, test } from "vitest";
import type { Finding } from "../../core/model/finding.ts";
import { runCli } from "../support/cli.ts";
import { type Peers, installPeers } from "../support/peers.ts";
import { type TestRepository, createRepository } from "../support/repository.ts";

const peers = await installPeers("i18next-cli");

const CONFIG = `export default {
  locales: ["en", "en-XA", "ar-XB", "pl"],
  extract: { input: ["src/**/*.js"], output: "locales/{{language}}/{{namespace}}.json" },
};
`;

const CART = `import { t } from "i18next";

export const cart = (count) => [
  t("cart.title", "Your cart"),
  t("cart.items", { count, defaultValue_one: "{{count}} item", defaultValue_other: "{{count}} items" }),
  t("place", { count, ordinal: true }),
  t("errors:notFound", "Not found"),
  t("errors:lost", { context: "male", defaultValue: "He is lost" }),
];
`;

/** As `extract` lays them out; English has neither \`few\` nor \`many\`. */
const POLISH = {
  cart: {
    items_zero: "brak rzeczy",
    items_one: "{{count}} rzecz",
    items_few: "{{count}} rzeczy",
    items_many: "{{count}} rzeczy",
    items_other: "{{count}} rzeczy",
    title: "Twój koszyk",
  },
  place_ordinal_other: "miejsce",
};

describe.skipIf(!peers)("i18next-cli extract and locstep sync, in turns", () => {
  test("leave each other's files as they are", { timeout: 180_000 }, async () => {
    const repository = createRepository();
    repository.write("package.json", { type: "module" });
    repository.write("i18next.config.js", CONFIG);
    repository.write("src/cart.js", CART);
    await extract(repository);
    await repository.commit("Extract");
    await locstep(repository, "init");
    expect(await takeTurns(repository)).toEqual([
      "lost_male",
      "notFound",
      "cart.items_zero",
      "cart.items_one",
      "cart.items_few",
      "cart.items_many",
      "cart.items_other",
      "cart.title",
      "place_ordinal_other",
    ]);

    // What a person writes stays, forms that only Polish has included, and is no orphan.
    repository.write("locales/pl/translation.json", POLISH);
    await locstep(repository, "accept", "translation:**");
    expect(await takeTurns(repository)).toEqual(["lost_male", "notFound"]);
    expect(pl(repository)).toEqual(POLISH);

    // The code changes: a key gets another name, a message goes, others come.
    const code = repository.read("src/cart.js");
    repository.write(
      "src/cart.js",
      code
        .replace("cart.title", "cart.heading")
        .replace(/^.*errors:lost.*\n/mu, "")
        .replace(
          "];",
          `  t("errors:late", { count, defaultValue_one: "{{count}} day late", defaultValue_other: "{{count}} days late" }),
  t("A sentence as a key"),
];`,
        ),
    );
    const { title, ...items } = POLISH.cart;
    expect(await takeTurns(repository)).toEqual([
      "late_zero",
      "late_one",
      "late_few",
      "late_many",
      "late_other",
      "notFound",
      "A sentence as a key",
    ]);
    expect(pl(repository)).toEqual({
      "A sentence as a key": "",
      cart: { heading: title, ...items },
      place_ordinal_other: "miejsce",
    });

    // A locale that locstep writes first is laid out as the other would.
    repository.remove("locales/ar-XB/translation.json");
    repository.remove("locales/ar-XB/errors.json");
    await locstep(repository, "sync");
    expect(await repository.git("status", "--short", "--", "locales")).toBe("");
    await takeTurns(repository);
  });
});

async function extract({ root }: TestRepository, ...options: string[]): Promise<void> {
  const { path, run } = peers as Peers;
  await run(path("i18next-cli/dist/esm/cli.js"), ["extract", ...options], { cwd: root });
}

/**
 * Both run, their work is committed, and both run again, which changes nothing. Answers what is
 * missing in Polish; nothing else may be found.
 */
async function takeTurns(repository: TestRepository): Promise<readonly string[]> {
  await extract(repository);
  await locstep(repository, "sync");
  await repository.commit("Extract and translate");
  // With --ci it fails where it would change a file.
  await extract(repository, "--ci");
  const findings = await locstep(repository, "sync");
  expect(await repository.git("status", "--short")).toBe("");

  const missing = findings.filter(({ code, locale }) => code === "missing" && locale === "pl");
  expect(findings).toEqual(missing);
  return missing.map(({ key }) => key?.join(".") ?? "");
}

async function locstep({ root }: TestRepository, ...args: string[]): Promise<readonly Finding[]> {
  const { code, stdout, stderr } = await runCli([...args, "--json"], { cwd: root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return (JSON.parse(stdout) as { findings?: readonly Finding[] }).findings ?? [];
}

function pl(repository: TestRepository): unknown {
  return JSON.parse(repository.read("locales/pl/translation.json"));
}
