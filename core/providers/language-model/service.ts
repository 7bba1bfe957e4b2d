import type { Fields } from "../../model/shape.ts";
import type { TokenUsage } from "../../model/token-usage.ts";
import type { Chunk } from "../provider.ts";
import type { BatchApi } from "./batches.ts";

/** What tells one service of language models from another. */
export interface LanguageModelService {
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  readonly defaultBaseUrl: string;
  /** The environment variable of the key. */
  readonly keyVariable: string;
  headers(key: string): Readonly<Record<string, string>>;
  /** Below the base. */
  readonly path: string;
  body(chunk: Chunk, model: string): Readonly<Record<string, unknown>>;
  /**
   * Parameters that may be left out, and words by which a service names each when it refuses it:
   * compatible endpoints know different ones, and newer models refuse a temperature.
   */
  readonly dispensable: Readonly<Record<string, readonly string[]>>;
  /** The model's words in an answer; undefined when it holds none. */
  reply(answer: unknown): string | undefined;
  /** What the answer says that it cost; undefined when it does not say. */
  usage(answer: unknown): TokenUsage | undefined;
  readonly batches: BatchApi;
}

export const LANGUAGE_MODEL_OPTIONS: Fields = {
  model: { about: "The model that translates.", shape: { kind: "text" }, required: true },
  concurrency: { about: "Requests at the same time. Default: 4.", shape: { kind: "count" } },
  prices: {
    about:
      "What a million tokens costs you (input, output): the report then tells what a run cost.",
    shape: {
      kind: "fields",
      fields: {
        input: { about: "A million tokens sent.", shape: { kind: "amount" }, required: true },
        output: { about: "A million tokens answered.", shape: { kind: "amount" }, required: true },
      },
    },
  },
  batch: {
    about:
      "Whether job groups go whole to the service's batch mode: at half the price, answered within a day, collected by a later sync. Default: false.",
    shape: { kind: "boolean" },
  },
};
