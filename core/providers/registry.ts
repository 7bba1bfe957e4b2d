import { anthropic } from "./anthropic/anthropic.ts";
import { embedded } from "./embedded/embedded.ts";
import type { ProviderFactory } from "./factory.ts";
import { fromEngine } from "./from-engine.ts";
import type { Journal } from "./journal.ts";
import { openLanguageModel } from "./language-model/language-model.ts";
import { LANGUAGE_MODEL_OPTIONS, type LanguageModelService } from "./language-model/service.ts";
import { lingo } from "./lingo/lingo.ts";
import { loco } from "./loco/loco.ts";
import { locize } from "./locize/locize.ts";
import { none } from "./none.ts";
import { openai } from "./openai/openai.ts";
import type { Provider } from "./provider.ts";

export type ProviderName =
  | "none"
  | "embedded"
  | "lingo"
  | "locize"
  | "loco"
  | "openai"
  | "anthropic";

/** Every provider by the name that the configuration gives it. */
export const providers: Readonly<Record<ProviderName, ProviderFactory>> = {
  none: { options: {}, open: () => none },
  embedded: {
    options: {},
    open: (_options, _environment, journal) => fromEngine(embedded, journal),
  },
  lingo,
  locize,
  loco,
  openai: languageModel(openai),
  anthropic: languageModel(anthropic),
};

/**
 * What makes pseudo-locales in front of a provider, so that nobody is asked for them and nothing of
 * them is sent. Undefined where nothing is to be translated.
 */
export function inFrontOf(name: ProviderName, journal: Journal): Provider | undefined {
  return name === "none" ? undefined : fromEngine(embedded, journal);
}

export function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(providers, name);
}

function languageModel(service: LanguageModelService): ProviderFactory {
  return {
    options: LANGUAGE_MODEL_OPTIONS,
    open: (options, environment, journal) =>
      openLanguageModel(service, options, environment, journal),
  };
}
