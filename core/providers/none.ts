import type { Provider } from "./provider.ts";

/** Translates nothing: locstep only checks, remembers and reports. */
export const none: Provider = {
  name: "none",
  fingerprint: "none",
  limits: { localesPerGroup: 1, messagesPerGroup: 1, charactersPerGroup: 1 },
  supports: () => false,
  submit: async () => "none",
  collect: async ({ targetLocales }) =>
    targetLocales.map((locale) => ({ locale, status: "failed", reason: "no provider is set" })),
};
