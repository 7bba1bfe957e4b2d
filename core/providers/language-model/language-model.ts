import { UsageError } from "../../model/errors.ts";
import type { Fields } from "../../model/shape.ts";
import type { Environment, ProviderOptions } from "../factory.ts";
import { type Http, type HttpResponse, openHttp } from "../http/http.ts";
import type { Answer, Chunk, Engine } from "../provider.ts";
import { CHUNK_LIMITS, PROMPT_VERSION } from "./prompt.ts";
import { readReply } from "./reply.ts";

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
}

export const LANGUAGE_MODEL_OPTIONS: Fields = {
  model: { about: "The model that translates.", shape: { kind: "text" }, required: true },
  concurrency: { about: "Requests at the same time. Default: 4.", shape: { kind: "count" } },
};

/**
 * An engine that asks a model for a chunk a call. Only the service's own address needs a key: local
 * and compatible endpoints may have none.
 */
export function openLanguageModel(
  service: LanguageModelService,
  options: ProviderOptions,
  environment: Environment,
): Engine {
  const model = requiredModel(options, service);
  const baseUrl = typeof options.baseUrl === "string" ? options.baseUrl : service.defaultBaseUrl;
  const key = (environment[service.keyVariable] ?? "").trim();
  if (key === "" && baseUrl === service.defaultBaseUrl) {
    throw new UsageError(
      `The provider ${service.name} needs a key`,
      `Set the environment variable ${service.keyVariable}, or a baseUrl that needs none.`,
    );
  }
  const concurrency = typeof options.concurrency === "number" ? options.concurrency : 4;
  const http = openHttp({
    service: service.title,
    baseUrl,
    headers: service.headers(key),
    secrets: [key],
    concurrency,
    environment,
  });
  const post = negotiatingPost(http, service);

  return {
    name: service.name,
    fingerprint: [service.name, baseUrl, model, PROMPT_VERSION].join(" "),
    chunk: CHUNK_LIMITS,
    concurrency,
    async translate(chunk, signal): Promise<Answer> {
      const response = await post(service.body(chunk, model), signal);
      const reply = service.reply(response.json());
      // Some compatible services answer 200 with an error in the body.
      if (reply === undefined) throw response.fault();
      return readReply(reply);
    },
  };
}

function requiredModel(options: ProviderOptions, service: LanguageModelService): string {
  if (typeof options.model === "string" && options.model !== "") return options.model;
  throw new UsageError(
    `The provider ${service.name} needs a model`,
    "Set provider.model in the configuration.",
  );
}

/** What a service refused once is not sent to it again. */
function negotiatingPost(
  http: Http,
  { path, dispensable }: LanguageModelService,
): (body: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<HttpResponse> {
  const refused = new Set<string>();
  return async (body, signal) => {
    for (;;) {
      const json = Object.fromEntries(Object.entries(body).filter(([name]) => !refused.has(name)));
      const request = { method: "POST", path, body: { json }, accept: [400, 422] } as const;
      const response = await http(request, signal);
      if (response.status < 300) return response;
      const named = Object.keys(dispensable).find(
        (name) => name in json && dispensable[name]?.some((word) => response.text.includes(word)),
      );
      if (named === undefined) throw response.fault();
      refused.add(named);
    }
  };
}
