/** Tokens that a language model was paid for. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}

/** What a million tokens costs, in whatever currency the user counts in. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
}

export const NO_TOKENS: TokenUsage = { input: 0, output: 0 };

export function addTokens(a: TokenUsage, b: TokenUsage | undefined): TokenUsage {
  return b === undefined ? a : { input: a.input + b.input, output: a.output + b.output };
}

export function costOf({ input, output }: TokenUsage, prices: TokenPrices): number {
  return (input * prices.input + output * prices.output) / 1_000_000;
}

/** Undefined unless both are numbers that a count can be. */
export function tokenUsage(input: unknown, output: unknown): TokenUsage | undefined {
  return isCount(input) && isCount(output) ? { input, output } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
