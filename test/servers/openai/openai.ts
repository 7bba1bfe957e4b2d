import { type Exchange, type Listening, listen, type Reply } from "../listen.ts";
import { type Model, openModel } from "../model.ts";
import { type Batches, openBatches } from "./batches.ts";
import { refused } from "./refused.ts";

export interface OpenAiOptions {
  /** Undefined: no key is asked for, as local servers do. */
  readonly key: string | undefined;
  readonly models: readonly string[];
  /** Parameters that are refused, as endpoints do that do not know them. */
  readonly refuses?: readonly string[];
  /** Whether there is a batch mode; compatible endpoints mostly have none. Default: true. */
  readonly hasBatches?: boolean;
  readonly port?: number;
}

export interface OpenAiServer extends Listening, Pick<Model, "charged" | "disturb"> {}

const PARAMETERS = ["model", "messages", "temperature", "response_format", "max_completion_tokens"];

/** `POST /v1/chat/completions`, files and batches, as strict as the service. */
export async function serveOpenAi(options: OpenAiOptions): Promise<OpenAiServer> {
  const model = openModel();
  const batches = openBatches(model, (body) => complete(body, options, model));
  const listening = await listen(
    (exchange) => answer(exchange, options, model, batches),
    options.port,
  );
  return { ...listening, charged: model.charged, disturb: model.disturb };
}

async function answer(
  exchange: Exchange,
  options: OpenAiOptions,
  model: Model,
  batches: Batches,
): Promise<Reply> {
  const { method, path, headers, body } = exchange;
  const { key, hasBatches = true } = options;
  const isBatch = hasBatches && /^\/v1\/(?:files|batches)\b/u.test(path);
  if (path !== "/v1/chat/completions" && !isBatch) {
    return refused(404, `Invalid URL (${method} ${path})`);
  }
  if (key !== undefined && headers.authorization !== `Bearer ${key}`) {
    return refused(401, `Incorrect API key provided: ${headers.authorization ?? "none"}.`);
  }
  if (isBatch) return batches.answer(exchange);
  if (method !== "POST") return refused(405, `Not allowed to ${method} on ${path}`);
  let request: Record<string, unknown>;
  try {
    request = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return refused(400, "We could not parse the JSON body of your request.");
  }
  return complete(request, options, model);
}

function complete(request: Record<string, unknown>, options: OpenAiOptions, model: Model): Reply {
  const fault = faultIn(request, options);
  if (fault !== undefined) return fault;
  const messages = request.messages as readonly { content: string }[];
  const reply = model.reply(messages.at(-1)?.content ?? "");
  if (reply === "hang") return reply;
  if (reply === "fail") return refused(400, "This model does not know the language.");
  const isDeclined = reply === "decline";
  return {
    body: {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1_700_000_000,
      model: request.model,
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: isDeclined ? null : reply.text,
            refusal: isDeclined ? "I cannot help with that." : null,
          },
          finish_reason: !isDeclined && reply.isCut ? "length" : "stop",
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
    },
  };
}

function faultIn(request: Record<string, unknown>, options: OpenAiOptions): Reply | undefined {
  for (const name of Object.keys(request)) {
    if (!PARAMETERS.includes(name)) {
      return refused(400, `Unrecognized request argument supplied: ${name}`, name);
    }
    if (options.refuses?.includes(name)) {
      return refused(400, `Unsupported parameter: '${name}' is not supported.`, name);
    }
  }
  const { model, messages, temperature, response_format: format } = request;
  if (typeof model !== "string" || !options.models.includes(model)) {
    return refused(404, `The model '${String(model)}' does not exist.`, "model");
  }
  if (temperature !== undefined && !(Number(temperature) >= 0 && Number(temperature) <= 2)) {
    return refused(400, "Invalid 'temperature'", "temperature");
  }
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    return refused(400, "Invalid type for 'messages'", "messages");
  }
  if (format !== undefined && !isStrictFormat(format)) {
    return refused(400, "Invalid schema for response_format", "response_format");
  }
  return undefined;
}

function isMessage(value: unknown): boolean {
  const { role, content } = value as { role?: unknown; content?: unknown };
  return ["system", "user", "assistant"].includes(String(role)) && typeof content === "string";
}

function isStrictFormat(value: unknown): boolean {
  const { type, json_schema: json } = value as { type?: unknown; json_schema?: unknown };
  const { name, strict, schema } = json as { name?: unknown; strict?: unknown; schema?: unknown };
  const isNamed = /^[\w-]{1,64}$/u.test(String(name));
  return type === "json_schema" && isNamed && strict === true && isClosed(schema);
}

/** Strict schemas name every property as required and admit no others, at every depth. */
function isClosed(schema: unknown): boolean {
  const { type, properties, required, additionalProperties, items } = schema as Schema;
  if (type === "array") return isClosed(items);
  if (type !== "object") return true;
  const names = Object.keys(properties ?? {});
  const isWhole = names.every((name) => required?.includes(name));
  return (
    additionalProperties === false && isWhole && Object.values(properties ?? {}).every(isClosed)
  );
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: unknown;
}
