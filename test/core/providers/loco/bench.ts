import { onTestFinished } from "vitest";
import type { Environment } from "../../../../core/providers/factory.ts";
import type { Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import type { SyncBench } from "../../../contract/service-sync.ts";
import { type LocoOptions, type LocoServer, serveLoco } from "../../../servers/loco/loco.ts";
import { NO_JOURNAL } from "../../../support/no-journal.ts";

const KEYS = { "key-full": "full", "key-read": "read" } as const;

const MANY =
  "de fr es it pt nl sv da nb fi pl cs sk hu ro bg el tr uk ru lt lv et sl hr sr ja ko zh vi".split(
    " ",
  );

export async function startLoco(options: Partial<LocoOptions> = {}): Promise<LocoServer> {
  const server = await serveLoco({ keys: KEYS, locales: ["en"], ...options });
  onTestFinished(() => server.close());
  return server;
}

/** As another process with the same files opens it. */
export function openLoco(
  { url }: Pick<LocoServer, "url">,
  options: Readonly<Record<string, unknown>> = {},
  environment: Environment = { LOCO_API_KEY: "key-full" },
): Provider {
  return providers.loco.open({ baseUrl: `${url}/api`, ...options }, environment, NO_JOURNAL);
}

export async function openLocoBench(): Promise<SyncBench> {
  const server = await startLoco({ hasTranslators: true });
  return {
    server,
    machine: async () => openLoco(server),
    locales: ["de", "fr"],
    manyLocales: (count) => MANY.slice(0, count),
    translation: ({ text }, locale) => `${locale}: ${text}`,
    charged: server.charged,
    disturb: server.disturb,
    isPatient: true,
    config: `{ name: loco, baseUrl: "${server.url}/api" }`,
    environment: { LOCO_API_KEY: "key-full" },
    heal: server.heal,
  };
}
