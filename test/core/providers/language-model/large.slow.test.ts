import { describe, onTestFinished } from "vitest";
import { providers } from "../../../../core/providers/registry.ts";
import { describeLargeService } from "../../../contract/service.ts";
import { serveAnthropic } from "../../../servers/anthropic/anthropic.ts";
import { serveOpenAi } from "../../../servers/openai/openai.ts";
import { NO_JOURNAL } from "../../../support/no-journal.ts";

const LOCALES = "ar bg cs da de el es et fi fr he hu id it ja ko lt lv nb nl".split(" ");

describe.each([
  { name: "openai", serve: serveOpenAi },
  { name: "anthropic", serve: serveAnthropic },
] as const)("batch mode", ({ name, serve }) => {
  describeLargeService(`${name} in batches`, async () => {
    const server = await serve({ key: "sk-1", models: ["model-1"] });
    onTestFinished(() => server.close());
    const options = { model: "model-1", baseUrl: `${server.url}/v1`, batch: true };
    const environment = { OPENAI_API_KEY: "sk-1", ANTHROPIC_API_KEY: "sk-1" };
    return {
      server,
      locales: ["de", "fr"],
      manyLocales: (count) => LOCALES.slice(0, count),
      machine: async () => providers[name].open(options, environment, NO_JOURNAL),
      translation: ({ text }, locale) => `${locale}: ${text}`,
      charged: () => server.charged(),
      disturb: (fault) => server.disturb(fault),
    };
  });
});
