import { expect, onTestFinished, test } from "vitest";
import { serveLingo } from "../../servers/lingo/lingo.ts";
import { openForge, runTranslate } from "../../support/action.ts";

const KEY = "lingo-secret-of-the-tests";

test("work in flight opens nothing; the next run collects it, and nothing is paid for twice", async () => {
  const lingo = await serveLingo({ key: KEY, jobTime: 2_000 });
  onTestFinished(() => lingo.close());
  const forge = await openForge(
    { "l/en/shop.json": { greet: "Hello", cart: "Your cart" } },
    `sourceLocale: en
targetLocales: [de]
files:
  - l/{locale}/{namespace}.json
provider: { name: lingo, baseUrl: "${lingo.url}" }
`,
  );
  const { github, person } = forge;
  const environment = { LINGO_API_KEY: KEY };
  const sent = { inputs: { wait: "0" }, environment };
  const first = await runTranslate(github, await forge.checkout(), sent);
  expect(first).toMatchObject({ changed: false, pullRequests: [] });
  expect(first.report.locales["de"]).toMatchObject({ pending: 2 });
  expect(await forge.branches()).toEqual(["main"]);

  const waited = { inputs: { wait: "60" }, environment };
  const second = await runTranslate(github, await forge.checkout(), waited);
  expect(second.pullRequests).toMatchObject([{ operation: "created" }]);
  const charged = lingo.charged();
  expect(lingo.all()).toHaveLength(1);

  // The base moves: what the branch holds is taken along, only the new message is sent.
  person.write("l/en/shop.json", { greet: "Hello", cart: "Your cart", pay: "Pay" });
  await forge.pushed("Add a message");
  const third = await runTranslate(github, await forge.checkout(), waited);
  expect(third.pullRequests).toMatchObject([{ operation: "updated" }]);
  expect(lingo.charged() - charged).toBe(1);
  expect(
    Object.keys(JSON.parse(await forge.show("locstep/main", "l/de/shop.json")) as object),
  ).toEqual(["greet", "cart", "pay"]);
});
