import { onTestFinished } from "vitest";
import type { Environment } from "../../../../core/providers/factory.ts";
import { openJournal } from "../../../../core/providers/journal.ts";
import type { Provider } from "../../../../core/providers/provider.ts";
import { providers } from "../../../../core/providers/registry.ts";
import type { SyncBench } from "../../../contract/service-sync.ts";
import {
  type LocizeOptions,
  type LocizeServer,
  serveLocize,
} from "../../../servers/locize/locize.ts";

export const PROJECT = "3d0aa5aa-4660-4154-b6d9-907dbef10bb2";
const KEYS = { "key-admin": "admin", "key-user": "user", "key-read": "read" } as const;

const MANY =
  "de fr es it pt nl sv da nb fi pl cs sk hu ro bg el tr uk ru lt lv et sl hr sr ja ko zh vi".split(
    " ",
  );

export async function startLocize(options: Partial<LocizeOptions> = {}): Promise<LocizeServer> {
  const server = await serveLocize({
    projectId: PROJECT,
    languages: ["de", "fr"],
    keys: KEYS,
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

/** As another process with the same files opens it. */
export async function openLocize(
  server: Pick<LocizeServer, "url">,
  options: Readonly<Record<string, unknown>> = {},
  environment: Environment = { LOCIZE_API_KEY: "key-admin" },
): Promise<Provider> {
  // The provider keeps no journal: nothing is written here.
  const journal = await openJournal("/nonexistent");
  const given = { projectId: PROJECT, baseUrl: server.url, ...options };
  return providers.locize.open(given, environment, journal);
}

export async function openLocizeBench(): Promise<SyncBench> {
  const server = await startLocize({ languages: MANY });
  return {
    server,
    machine: () => openLocize(server),
    locales: ["de", "fr"],
    manyLocales: (count) => MANY.slice(0, count),
    translation: ({ text }, locale) => `${locale}: ${text}`,
    charged: () => server.bill.translated,
    disturb: (fault) => server.disturb(fault),
    isPatient: true,
    config: `{ name: locize, projectId: ${PROJECT}, baseUrl: "${server.url}" }`,
    environment: { LOCIZE_API_KEY: "key-admin" },
    heal: server.heal,
  };
}
