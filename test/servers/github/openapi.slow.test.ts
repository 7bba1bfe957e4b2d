import { expect, test } from "vitest";
import { type Forge, openForge, runTranslate } from "../../support/action.ts";
import { githubOpenApi } from "../../support/github-openapi.ts";

const judge = await githubOpenApi();
const SOURCE = "l/en/shop.json";

/** Every request that the action makes of GitHub, refusals among them. */
async function live({ github, person, pushed, checkout }: Forge): Promise<void> {
  const { settings } = github.state;
  settings.mayActionsOpenPulls = false;
  await runTranslate(github, await checkout());
  settings.mayActionsOpenPulls = true;
  const inputs = { labels: "i18n", reviewers: "stranger, acme/docs" };
  await runTranslate(github, await checkout(), { inputs });
  person.write(SOURCE, { greet: "Hello", cart: "Your cart" });
  await pushed("Add a message");
  await runTranslate(github, await checkout());
  person.write(SOURCE, {});
  await pushed("Take it all back");
  await runTranslate(github, await checkout());
  await runTranslate(github, await checkout(), {
    inputs: { token: "ghs_unknown", base: "main" },
  }).catch(() => undefined);
}

test.skipIf(judge === undefined)(
  "what the test server answers, and what the action asks, is as GitHub describes it",
  async () => {
    const forge = await openForge({
      [SOURCE]: { greet: "Hello" },
      "l/en-XA/shop.json": {},
      "l/ar-XB/shop.json": {},
    });
    await live(forge);
    const { exchanges } = forge.github;
    const rest = exchanges.filter(({ request }) => request.kind === "rest");
    const told = new Set(rest.flatMap((exchange) => judge?.(exchange) ?? []));
    expect([...told]).toEqual([]);
    const asked = new Set(
      rest.map(
        ({ request, status }) => `${request.method} ${request.path.split("?")[0]} ${status}`,
      ),
    );
    expect(asked.size).toBeGreaterThan(8);
  },
);
