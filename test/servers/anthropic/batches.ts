import type { Exchange, Reply } from "../listen.ts";
import type { Model } from "../model.ts";
import { refused } from "./refused.ts";

export interface Batches {
  /** `host` is where the service is, for the addresses that it gives. */
  answer(exchange: Exchange, host: string): Reply;
}

interface Request {
  readonly custom_id: string;
  readonly params: Record<string, unknown>;
}

interface Batch {
  readonly id: string;
  readonly requests: readonly Request[];
  readonly created: string;
  status: "in_progress" | "canceling" | "ended";
  /** How often somebody has asked for it. */
  reads: number;
  readonly results: { custom_id: string; result: { type: string } }[];
}

const MOST_REQUESTS = 100_000;
/** Asked for the second time, a batch is over. */
const READS = 2;

/** Message Batches. `complete` answers one request. */
export function openBatches(
  model: Model,
  complete: (params: Record<string, unknown>) => Reply,
): Batches {
  const batches = new Map<string, Batch>();

  function answer(exchange: Exchange, host: string): Reply {
    if (model.isHanging()) return "hang";
    const { method } = exchange;
    const url = new URL(exchange.path, `http://${host}`);
    const [id, more, ...rest] = url.pathname.split("/").slice(4);
    const batch = batches.get(id ?? "");
    const route = [method, id && ":id", more].filter(Boolean).join(" ");
    if (rest.length > 0) return missing();
    if (route === "POST") return create(exchange, host);
    if (route === "GET") return list(url.searchParams, host);
    if (batch === undefined) return missing();
    if (route === "GET :id") return read(batch, host);
    if (route === "GET :id results") return results(batch);
    if (route === "POST :id cancel") return cancel(batch, host);
    if (route === "DELETE :id") return remove(batch);
    return refused(405, "invalid_request_error", "Method Not Allowed");
  }

  function create({ body }: Exchange, host: string): Reply {
    const { requests, ...rest } = JSON.parse(body) as Record<string, unknown>;
    const fault = Object.keys(rest)[0] ?? faultIn(requests);
    if (fault !== undefined) return refused(400, "invalid_request_error", fault);
    if (model.meet("batch-is-refused")) return refused(413, "request_too_large", "Too large");
    const batch: Batch = {
      id: `msgbatch_${batches.size + 1}`,
      requests: requests as Request[],
      created: new Date().toISOString(),
      status: "in_progress",
      reads: 0,
      results: [],
    };
    batches.set(batch.id, batch);
    return { body: printBatch(batch, host) };
  }

  function list(query: URLSearchParams, host: string): Reply {
    const limit = Number(query.get("limit") ?? 20);
    if (!(limit >= 1 && limit <= 1_000)) {
      return refused(400, "invalid_request_error", "limit: out of range");
    }
    const newestFirst = [...batches.values()].toReversed();
    const after = query.get("after_id");
    const start = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const page = newestFirst.slice(start, start + limit);
    return {
      body: {
        data: page.map((batch) => printBatch(batch, host)),
        has_more: start + limit < newestFirst.length,
        first_id: page[0]?.id ?? null,
        last_id: page.at(-1)?.id ?? null,
      },
    };
  }

  function read(batch: Batch, host: string): Reply {
    batch.reads++;
    if (batch.status === "canceling") end(batch, 0, "canceled");
    else if (batch.status === "in_progress" && batch.reads >= READS) {
      end(batch, model.meet("batch-expires")?.after ?? Infinity, "expired");
    }
    return { body: printBatch(batch, host) };
  }

  /** Answers the first of its requests; the rest come to `rest`. Their order is their own. */
  function end(batch: Batch, answered: number, rest: "expired" | "canceled"): void {
    for (const [at, { custom_id, params }] of [...batch.requests.entries()].toReversed()) {
      if (at >= answered) {
        batch.results.push({ custom_id, result: { type: rest } });
        continue;
      }
      const reply = complete(params);
      if (typeof reply === "string") return;
      const isAnswer = (reply.status ?? 200) === 200;
      const result = isAnswer
        ? { type: "succeeded", message: reply.body }
        : { type: "errored", error: reply.body };
      batch.results.push({ custom_id, result });
    }
    batch.status = "ended";
  }

  function results(batch: Batch): Reply {
    if (batch.status !== "ended") {
      return refused(404, "not_found_error", "The batch has not ended yet");
    }
    const headers = { "content-type": "application/x-jsonl" };
    return { headers, body: batch.results.map((line) => `${JSON.stringify(line)}\n`).join("") };
  }

  function cancel(batch: Batch, host: string): Reply {
    if (batch.status === "ended") {
      return refused(400, "invalid_request_error", "The batch has ended");
    }
    batch.status = "canceling";
    return { body: printBatch(batch, host) };
  }

  function remove(batch: Batch): Reply {
    if (batch.status !== "ended") {
      return refused(400, "invalid_request_error", "The batch has not ended yet");
    }
    batches.delete(batch.id);
    return { body: { id: batch.id, type: "message_batch_deleted" } };
  }

  return { answer };
}

function missing(): Reply {
  return refused(404, "not_found_error", "Not found");
}

function faultIn(requests: unknown): string | undefined {
  if (!Array.isArray(requests) || requests.length === 0) return "requests: Field required";
  if (requests.length > MOST_REQUESTS) return "requests: too many";
  const ids = new Set<unknown>();
  for (const [at, request] of (requests as unknown[]).entries()) {
    const { custom_id: id, params, ...rest } = (request ?? {}) as Partial<Request>;
    if (typeof id !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/u.test(id)) {
      return `requests.${at}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`;
    }
    if (typeof params !== "object") return `requests.${at}.params: Field required`;
    if (Object.keys(rest).length > 0) return `requests.${at}: Extra inputs are not permitted`;
    if (ids.has(id)) return `requests.${at}.custom_id: is there twice`;
    ids.add(id);
  }
  return undefined;
}

function printBatch(batch: Batch, host: string): unknown {
  const { id, requests, created, status, results } = batch;
  const isEnded = status === "ended";
  const count = (type: string): number =>
    isEnded ? results.filter(({ result }) => result.type === type).length : 0;
  return {
    id,
    type: "message_batch",
    processing_status: status,
    request_counts: {
      processing: isEnded ? 0 : requests.length,
      succeeded: count("succeeded"),
      errored: count("errored"),
      canceled: count("canceled"),
      expired: count("expired"),
    },
    ended_at: isEnded ? created : null,
    created_at: created,
    expires_at: new Date(Date.parse(created) + 24 * 60 * 60 * 1_000).toISOString(),
    archived_at: null,
    cancel_initiated_at: status === "canceling" ? created : null,
    results_url: isEnded ? `http://${host}/v1/messages/batches/${id}/results` : null,
  };
}
