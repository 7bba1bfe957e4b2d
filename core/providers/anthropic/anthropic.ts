import { tokenUsage } from "../../model/token-usage.ts";
import { ANSWER_SCHEMA, INSTRUCTIONS, inputOf } from "../language-model/prompt.ts";
import type { LanguageModelService } from "../language-model/service.ts";
import { anthropicBatches } from "./batches.ts";

const API_VERSION = "2023-06-01";
/** Scripts outside Latin take up to three tokens a character. */
const TOKENS_PER_CHARACTER = 3;
const TOKENS_AROUND = 1_024;
const MOST_TOKENS = 32_000;

/** Anthropic's Messages, and endpoints compatible with it. */
export const anthropic: LanguageModelService = {
  name: "anthropic",
  title: "Anthropic",
  defaultBaseUrl: "https://api.anthropic.com/v1",
  keyVariable: "ANTHROPIC_API_KEY",
  headers: (key) => ({
    "anthropic-version": API_VERSION,
    ...(key !== "" && { "x-api-key": key }),
  }),
  path: "messages",
  body: (chunk, model) => ({
    model,
    max_tokens: tokensFor(chunk.messages),
    temperature: 0,
    system: INSTRUCTIONS,
    messages: [{ role: "user", content: inputOf(chunk) }],
    output_config: { format: { type: "json_schema", schema: ANSWER_SCHEMA } },
  }),
  dispensable: {
    output_config: ["output_config", "output format", "structured output", "json_schema"],
    temperature: ["temperature"],
  },
  reply(answer) {
    const { content } = (answer ?? {}) as { content?: unknown };
    if (!Array.isArray(content)) return undefined;
    return (content as ({ type?: unknown; text?: unknown } | null)[])
      .filter((block) => block?.type === "text" && typeof block.text === "string")
      .map((block) => block?.text)
      .join("");
  },
  usage(answer) {
    const { usage } = (answer ?? {}) as { usage?: Partial<Record<string, unknown>> | null };
    // The service counts what it has cached apart.
    const cached = [usage?.cache_creation_input_tokens, usage?.cache_read_input_tokens];
    const input = cached.reduce<number>(
      (sum, n) => sum + Number(n ?? 0),
      Number(usage?.input_tokens),
    );
    return tokenUsage(input, usage?.output_tokens);
  },
  batches: anthropicBatches,
};

function tokensFor(messages: readonly { readonly text: string }[]): number {
  const characters = messages.reduce((sum, { text }) => sum + text.length, 0);
  return Math.min(MOST_TOKENS, TOKENS_AROUND + TOKENS_PER_CHARACTER * characters);
}
