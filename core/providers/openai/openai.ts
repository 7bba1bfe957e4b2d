import { tokenUsage } from "../../model/token-usage.ts";
import { ANSWER_SCHEMA, INSTRUCTIONS, inputOf } from "../language-model/prompt.ts";
import type { LanguageModelService } from "../language-model/service.ts";
import { openaiBatches } from "./batches.ts";

/** Chat Completions: OpenAI's, and those of OpenRouter, Ollama, llama.cpp, vLLM and others. */
export const openai: LanguageModelService = {
  name: "openai",
  title: "OpenAI",
  defaultBaseUrl: "https://api.openai.com/v1",
  keyVariable: "OPENAI_API_KEY",
  headers: (key) => (key === "" ? {} : { authorization: `Bearer ${key}` }),
  path: "chat/completions",
  body: (chunk, model) => ({
    model,
    temperature: 0,
    messages: [
      { role: "system", content: INSTRUCTIONS },
      { role: "user", content: inputOf(chunk) },
    ],
    response_format: {
      type: "json_schema",
      json_schema: { name: "translations", strict: true, schema: ANSWER_SCHEMA },
    },
  }),
  dispensable: {
    response_format: ["response_format", "json_schema"],
    temperature: ["temperature"],
  },
  reply(answer) {
    const { choices } = (answer ?? {}) as Partial<Completion>;
    if (!Array.isArray(choices)) return undefined;
    const content = choices[0]?.message?.content;
    // A model that declines says so in `refusal`, without content.
    return typeof content === "string" ? content : "";
  },
  usage(answer) {
    const { usage } = (answer ?? {}) as { usage?: Partial<Record<string, unknown>> | null };
    return tokenUsage(usage?.prompt_tokens, usage?.completion_tokens);
  },
  batches: openaiBatches,
};

interface Completion {
  readonly choices: readonly ({ readonly message?: { readonly content?: unknown } } | undefined)[];
}
