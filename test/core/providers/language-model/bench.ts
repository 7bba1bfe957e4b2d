import { onTestFinished } from "vitest";
import type { Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import type { SyncBench } from "../../../contract/service-sync.ts";
import { serveAnthropic } from "../../../servers/anthropic/anthropic.ts";
import { serveOpenAi } from "../../../servers/openai/openai.ts";
import { NO_JOURNAL } from "../../../support/no-journal.ts";

const KEY = "sk-test-1";
const LOCALES = "ar bg cs da de el es et fi fr he hu id it ja ko lt lv nb nl".split(" ");

interface Service {
  readonly name: "openai" | "anthropic";
  readonly variable: string;
  readonly serve: typeof serveOpenAi | typeof serveAnthropic;
}

export const SERVICES: readonly Service[] = [
  { name: "openai", variable: "OPENAI_API_KEY", serve: serveOpenAi },
  { name: "anthropic", variable: "ANTHROPIC_API_KEY", serve: serveAnthropic },
];

/** A service in batch mode. Nothing is shared between machines but the service. */
export async function openBatchBench({ name, variable, serve }: Service): Promise<SyncBench> {
  const server = await serve({ key: KEY, models: ["model-1"] });
  onTestFinished(() => server.close());
  const baseUrl = `${server.url}/v1`;
  const environment = { [variable]: KEY };
  return {
    server,
    locales: ["de", "fr"],
    manyLocales: (count) => LOCALES.slice(0, count),
    machine: async (): Promise<Provider> =>
      providers[name].open({ model: "model-1", baseUrl, batch: true }, environment, NO_JOURNAL),
    translation: ({ text }, locale) => `${locale}: ${text}`,
    charged: server.charged,
    disturb: server.disturb,
    config: `{ name: ${name}, model: model-1, baseUrl: "${baseUrl}", batch: true }`,
    environment,
    heal: () => server.disturb({ kind: "mends" }),
  };
}
