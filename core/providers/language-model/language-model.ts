import { UsageError } from "../../model/errors.ts";
import type { TokenPrices } from "../../model/token-usage.ts";
import type { Environment, ProviderOptions } from "../factory.ts";
import { fromEngine } from "../from-engine.ts";
import { type Http, type HttpResponse, openHttp } from "../http/http.ts";
import type { Journal } from "../journal.ts";
import { keyIn } from "../key.ts";
import type { Answer, Engine, Provider } from "../provider.ts";
import type { BatchDesk } from "./batch-desk.ts";
import { withBatches } from "./batch-provider.ts";
import { type Negotiation, openNegotiation } from "./negotiation.ts";
import { CHUNK_LIMITS, PROMPT_VERSION } from "./prompt.ts";
import { readReply } from "./reply.ts";
import type { LanguageModelService } from "./service.ts";

/** A model on somebody's own machine may take minutes for a chunk. */
const SLOWEST_MS = 300_000;

/**
 * A provider that asks a model for a chunk a call, or hands a group over as a batch. Only the
 * service's own address needs a key: local and compatible endpoints may have none.
 */
export function openLanguageModel(
  service: LanguageModelService,
  options: ProviderOptions,
  environment: Environment,
  journal: Journal,
): Provider {
  const model = requiredModel(options, service);
  const baseUrl = typeof options.baseUrl === "string" ? options.baseUrl : service.defaultBaseUrl;
  const concurrency = typeof options.concurrency === "number" ? options.concurrency : 4;
  let opened: Http | undefined;
  // The key is asked for when something is sent: a dry run needs none.
  const http: Http = (request, signal) => {
    opened ??= connect(service, { baseUrl, concurrency, environment });
    return opened(request, signal);
  };
  const negotiation = openNegotiation(service);
  const post = negotiatingPost(http, service, negotiation);

  const engine: Engine = {
    name: service.name,
    fingerprint: [service.name, baseUrl, model, PROMPT_VERSION].join(" "),
    chunk: CHUNK_LIMITS,
    readsNeighbours: true,
    concurrency,
    async translate(chunk, signal, spend): Promise<Answer> {
      const response = await post(service.body(chunk, model), signal);
      const answer = response.json();
      const tokens = service.usage(answer);
      if (tokens !== undefined) spend(tokens);
      const reply = service.reply(answer);
      // Some compatible services answer 200 with an error in the body.
      if (reply === undefined) throw response.fault();
      return readReply(reply);
    },
  };
  const desk: BatchDesk = {
    service,
    http,
    negotiation,
    body: (chunk) => service.body(chunk, model),
    claims: new Map(),
    over: new Map(),
    journal,
  };
  const provider = withBatches(fromEngine(engine, journal), desk, options.batch === true);
  const prices = options.prices as TokenPrices | undefined;
  return prices === undefined ? provider : { ...provider, prices };
}

interface Connection {
  readonly baseUrl: string;
  readonly concurrency: number;
  readonly environment: Environment;
}

function connect(service: LanguageModelService, connection: Connection): Http {
  const { baseUrl, concurrency, environment } = connection;
  const isOwn = baseUrl === service.defaultBaseUrl;
  const { name: provider, keyVariable: variable } = service;
  const key = isOwn
    ? keyIn(environment, { provider, variable, remedy: ", or a baseUrl that needs none" })
    : (environment[variable] ?? "").trim();
  return openHttp({
    service: isOwn ? service.title : `The endpoint at ${baseUrl}`,
    baseUrl,
    headers: service.headers(key),
    secrets: [key],
    keyVariable: variable,
    concurrency,
    environment,
    ...(!isOwn && { timeLimit: SLOWEST_MS }),
  });
}

function requiredModel(options: ProviderOptions, service: LanguageModelService): string {
  if (typeof options.model === "string" && options.model !== "") return options.model;
  throw new UsageError(
    `the provider ${service.name} needs a model`,
    `Write \`provider: { name: ${service.name}, model: … }\` in the configuration.`,
  );
}

function negotiatingPost(
  http: Http,
  { path }: LanguageModelService,
  negotiation: Negotiation,
): (body: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<HttpResponse> {
  return async (body, signal) => {
    for (;;) {
      const json = negotiation.lean(body);
      const request = { method: "POST", path, body: { json }, accept: [400, 422] } as const;
      const response = await http(request, signal);
      if (response.status < 300) return response;
      if (!negotiation.learns(response.text, json)) throw response.fault();
    }
  };
}
