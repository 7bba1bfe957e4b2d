import type { HttpResponse } from "../http/http.ts";
import type { Batch, BatchApi, BatchOutcome } from "../language-model/batches.ts";
import { BULK, readJsonLines } from "../language-model/json-lines.ts";
import {
  type BatchList,
  askForBatch,
  batchesAt,
  isBatchId,
} from "../language-model/list-batches.ts";

const TITLE = "Anthropic";
const LIST: BatchList = {
  title: TITLE,
  path: "messages/batches",
  cursor: "after_id",
  toBatch: readBatch,
};
/** Errors of a request that another try would only repeat. */
const FINAL = [
  "invalid_request_error",
  "authentication_error",
  "billing_error",
  "permission_error",
  "not_found_error",
  "request_too_large",
];

/** Message Batches. A batch that is not over says only how many requests it has. */
export const anthropicBatches: BatchApi = {
  ...batchesAt(LIST),
  async prepare(http, { requests }, signal) {
    const json = { requests: requests.map(({ id, body }) => ({ custom_id: id, params: body })) };
    const request = {
      method: "POST",
      path: LIST.path,
      body: { json },
      once: true,
      ...BULK,
    } as const;
    return () => askForBatch(http, request, LIST, signal);
  },
  async outcomes(http, { id }, signal) {
    const path = `${LIST.path}/${id}/results`;
    const { text, quote } = await http({ method: "GET", path, ...BULK }, signal);
    const outcomes = new Map<string, BatchOutcome>();
    for (const line of readJsonLines(text, TITLE)) {
      const { custom_id: request, result } = (line ?? {}) as Line;
      if (typeof request === "string") outcomes.set(request, readOutcome(result ?? {}, quote));
    }
    return outcomes;
  },
};

interface Line {
  readonly custom_id?: unknown;
  readonly result?: Result | null;
}

interface Result {
  readonly type?: unknown;
  readonly message?: unknown;
  readonly error?: { readonly error?: { readonly type?: unknown; readonly message?: unknown } };
}

function readOutcome({ type, message, error }: Result, quote: HttpResponse["quote"]): BatchOutcome {
  if (type === "succeeded") return { outcome: "answered", body: message };
  const fault = error?.error;
  const isRefused = type === "errored" && FINAL.includes(String(fault?.type));
  const reason = `${TITLE} answered ${quote(String(fault?.message ?? fault?.type ?? type))}`;
  return { outcome: isRefused ? "refused" : "lost", reason };
}

function readBatch(value: unknown): Batch | undefined {
  const batch = (value ?? {}) as Partial<Record<string, unknown>>;
  const { id, processing_status: status, created_at: createdAt } = batch;
  if (!isBatchId(id) || typeof status !== "string") return undefined;
  const counts = (batch.request_counts ?? {}) as Readonly<Record<string, number>>;
  const isGone = batch.archived_at !== null && batch.archived_at !== undefined;
  return {
    id,
    requests: Object.values(counts).reduce((sum, count) => sum + count, 0),
    isOver: status === "ended",
    isCancelled: status === "canceling",
    answered: Number(counts.succeeded ?? 0),
    createdAt: Date.parse(String(createdAt)),
    fault: isGone ? `${TITLE} no longer keeps the results of the batch` : undefined,
    files: [],
  };
}
