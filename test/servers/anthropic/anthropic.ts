import { type Exchange, type Listening, listen, type Reply } from "../listen.ts";
import { type Model, openModel } from "../model.ts";
import { type Batches, openBatches } from "./batches.ts";
import { refused } from "./refused.ts";

export interface AnthropicOptions {
  readonly key: string;
  readonly models: readonly string[];
  /** Parameters that are refused, as models do that do not know them. */
  readonly refuses?: readonly string[];
  /** Whether there is a batch mode; compatible endpoints mostly have none. Default: true. */
  readonly hasBatches?: boolean;
  readonly port?: number;
}

export interface AnthropicServer extends Listening, Pick<Model, "charged" | "disturb"> {}

const PARAMETERS = ["model", "messages", "max_tokens", "system", "temperature", "output_config"];
/** Of the API: the one that compatible endpoints know, and the one of the vendor's own client. */
const VERSIONS = ["2023-06-01", "2026-10-21"];
const MOST_TOKENS = 64_000;

/** `POST /v1/messages` and its batches, as strict as the service. */
export async function serveAnthropic(options: AnthropicOptions): Promise<AnthropicServer> {
  const model = openModel();
  const batches = openBatches(model, (body) => complete(body, options, model));
  const listening = await listen(
    (exchange) => answer(exchange, options, model, batches),
    options.port,
  );
  return { ...listening, charged: model.charged, disturb: model.disturb };
}

function answer(
  exchange: Exchange,
  options: AnthropicOptions,
  model: Model,
  batches: Batches,
): Reply {
  const { method, path, headers, body } = exchange;
  const { hasBatches = true } = options;
  const isBatch = hasBatches && /^\/v1\/messages\/batches\b/u.test(path);
  if (path !== "/v1/messages" && !isBatch) return refused(404, "not_found_error", "Not found");
  // The vendor's own client sends its key in the other header.
  const isKnown =
    headers["x-api-key"] === options.key || headers.authorization === `Bearer ${options.key}`;
  if (!isKnown) {
    return refused(401, "authentication_error", "invalid x-api-key");
  }
  if (!VERSIONS.includes(String(headers["anthropic-version"]))) {
    return refused(400, "invalid_request_error", "anthropic-version: header is required");
  }
  if (isBatch) return batches.answer(exchange, exchange.headers.host ?? "");
  if (method !== "POST") return refused(405, "invalid_request_error", "Method Not Allowed");
  let request: Record<string, unknown>;
  try {
    request = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return refused(400, "invalid_request_error", "The request body is not valid JSON");
  }
  return complete(request, options, model);
}

function complete(
  request: Record<string, unknown>,
  options: AnthropicOptions,
  model: Model,
): Reply {
  const fault = faultIn(request, options);
  if (fault !== undefined) return fault;
  const messages = request.messages as readonly { content: string }[];
  const reply = model.reply(messages.at(-1)?.content ?? "");
  if (reply === "hang") return reply;
  if (reply === "fail") return refused(400, "invalid_request_error", "cannot do this language");
  const isDeclined = reply === "decline";
  return {
    body: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: request.model,
      content: isDeclined ? [] : [{ type: "text", text: reply.text }],
      stop_reason: isDeclined ? "refusal" : reply.isCut ? "max_tokens" : "end_turn",
      stop_sequence: null,
      usage: {
        input_tokens: 7,
        cache_creation_input_tokens: 2,
        cache_read_input_tokens: 1,
        output_tokens: 4,
      },
    },
  };
}

function faultIn(request: Record<string, unknown>, options: AnthropicOptions): Reply | undefined {
  const invalid = (message: string): Reply => refused(400, "invalid_request_error", message);
  for (const name of Object.keys(request)) {
    const isKnown = PARAMETERS.includes(name) && !options.refuses?.includes(name);
    if (!isKnown) return invalid(`${name}: Extra inputs are not permitted`);
  }
  const { model, messages, max_tokens: tokens, temperature, system } = request;
  if (typeof model !== "string") return invalid("model: Field required");
  if (!options.models.includes(model)) return refused(404, "not_found_error", `model: ${model}`);
  if (!Number.isInteger(tokens) || Number(tokens) < 1 || Number(tokens) > MOST_TOKENS) {
    return invalid("max_tokens: Field required");
  }
  if (temperature !== undefined && !(Number(temperature) >= 0 && Number(temperature) <= 1)) {
    return invalid("temperature: range: 0..1");
  }
  if (system !== undefined && typeof system !== "string") return invalid("system: not a string");
  if (!Array.isArray(messages) || !messages.every(isMessage) || messages.length === 0) {
    return invalid("messages: at least one message is required");
  }
  return undefined;
}

function isMessage(value: unknown): boolean {
  const { role, content } = value as { role?: unknown; content?: unknown };
  const isText = typeof content === "string" && content !== "";
  return (role === "user" || role === "assistant") && isText;
}
