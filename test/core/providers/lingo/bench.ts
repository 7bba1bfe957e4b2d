import { onTestFinished } from "vitest";
import { NO_JOURNAL } from "../../../support/no-journal.ts";
import type { Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import type { SyncBench } from "../../../contract/service-sync.ts";
import { type LingoOptions, type LingoServer, serveLingo } from "../../../servers/lingo/lingo.ts";

export const KEY = "lingo-test-key-1";

const LOCALES =
  "ar bg cs da de el es et fi fr he hu id it ja ko lt lv nb nl pl pt-BR pt-PT ro ru sk sv th tr uk zh-Hans zh-Hant";

export async function startLingo(options: Partial<LingoOptions> = {}): Promise<LingoServer> {
  const server = await serveLingo({ key: KEY, ...options });
  onTestFinished(() => server.close());
  return server;
}

export function openLingo(
  url: string,
  options: object = {},
  environment: Readonly<Record<string, string>> = { LINGO_API_KEY: KEY },
): Provider {
  return providers.lingo.open({ baseUrl: url, ...options }, environment, NO_JOURNAL);
}

export async function openLingoBench(): Promise<SyncBench> {
  const server = await startLingo();
  return {
    server,
    config: `{ name: lingo, baseUrl: "${server.url}" }`,
    environment: { LINGO_API_KEY: KEY },
    heal: server.heal,
    locales: ["de", "fr"],
    manyLocales: (count) => LOCALES.split(" ").slice(0, count),
    machine: async () => openLingo(server.url),
    translation: ({ text }, locale) => `${locale}: ${text}`,
    charged: server.charged,
    disturb: server.disturb,
  };
}
