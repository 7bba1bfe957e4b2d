import { NO_TOKENS } from "../../core/model/token-usage.ts";
import type { Journal } from "../../core/providers/journal.ts";

/** Remembers nothing: a journal would give the earlier answer again. */
export const NO_JOURNAL: Journal = {
  recall: () => undefined,
  record: async () => {},
  spend: async () => {},
  takeSpent: async () => NO_TOKENS,
  forget: async () => {},
};
