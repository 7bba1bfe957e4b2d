/** Tokens that a language model was paid for. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}

export const NO_TOKENS: TokenUsage = { input: 0, output: 0 };

export function addTokens(a: TokenUsage, b: TokenUsage | undefined): TokenUsage {
  return b === undefined ? a : { input: a.input + b.input, output: a.output + b.output };
}

/** Undefined unless both are numbers that a count can be. */
export function tokenUsage(input: unknown, output: unknown): TokenUsage | undefined {
  return isCount(input) && isCount(output) ? { input, output } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
