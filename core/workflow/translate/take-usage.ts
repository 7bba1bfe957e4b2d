import { costOf } from "../../model/token-usage.ts";
import type { Journal } from "../../providers/journal.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Usage } from "../../report/report.ts";

/** What was paid for and told in no report yet, a killed run's share included. */
export async function takeUsage(
  journal: Journal,
  { prices }: Provider,
): Promise<Usage | undefined> {
  const tokens = await journal.takeSpent();
  if (tokens.input + tokens.output === 0) return undefined;
  return {
    inputTokens: tokens.input,
    outputTokens: tokens.output,
    ...(prices && { cost: costOf(tokens, prices) }),
  };
}
