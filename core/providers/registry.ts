import { embedded } from "./embedded/embedded.ts";
import type { ProviderFactory } from "./factory.ts";
import { fromEngine } from "./from-engine.ts";
import { none } from "./none.ts";

export type ProviderName = "none" | "embedded";

/** Every provider by the name that the configuration gives it. */
export const providers: Readonly<Record<ProviderName, ProviderFactory>> = {
  none: { options: {}, open: () => none },
  embedded: {
    options: {},
    open: (_options, _environment, journal) => fromEngine(embedded, journal),
  },
};

export function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(providers, name);
}
