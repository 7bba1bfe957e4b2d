import type { HttpResponse } from "../http/http.ts";
import type { Batch, BatchApi, BatchOutcome } from "../language-model/batches.ts";
import { BULK, readJsonLines } from "../language-model/json-lines.ts";
import {
  type BatchList,
  askForBatch,
  batchesAt,
  isBatchId,
} from "../language-model/list-batches.ts";

const TITLE = "OpenAI";
const LIST: BatchList = { title: TITLE, path: "batches", cursor: "after", toBatch: readBatch };
const ENDPOINT = "/v1/chat/completions";
const WINDOW = "24h";
/** Of the metadata, which the service keeps with a batch. */
const TAG = "locstep";
const OVER = ["completed", "failed", "expired", "cancelled"];

/** The Batch API: requests go up as a file, answers and errors come down as one each. */
export const openaiBatches: BatchApi = {
  ...batchesAt(LIST),
  async prepare(http, { tag, requests }, signal) {
    const lines = requests.map(({ id, body }) =>
      JSON.stringify({ custom_id: id, method: "POST", url: ENDPOINT, body }),
    );
    const body = upload(tag, `${lines.join("\n")}\n`);
    const sent = await http({ method: "POST", path: "files", body, ...BULK }, signal);
    const { id } = (sent.json() ?? {}) as { id?: unknown };
    const json = {
      input_file_id: id,
      endpoint: ENDPOINT,
      completion_window: WINDOW,
      metadata: { [TAG]: tag },
    };
    const request = { method: "POST", path: LIST.path, body: { json }, once: true } as const;
    return () => askForBatch(http, request, LIST, signal);
  },
  async outcomes(http, { files }, signal) {
    const outcomes = new Map<string, BatchOutcome>();
    for (const file of files) {
      const path = `files/${file}/content`;
      const { text, quote } = await http({ method: "GET", path, ...BULK }, signal);
      for (const line of readJsonLines(text, TITLE)) {
        const { custom_id: id } = (line ?? {}) as { custom_id?: unknown };
        if (typeof id === "string") outcomes.set(id, readOutcome(line as Line, quote));
      }
    }
    return outcomes;
  },
};

/** A form with a file, as text: a `fetch` that goes through a proxy knows no other's FormData. */
function upload(tag: string, content: string): { readonly text: string; readonly type: string } {
  const boundary = `locstep-${tag}`;
  const text = [
    `--${boundary}`,
    'content-disposition: form-data; name="purpose"',
    "",
    "batch",
    `--${boundary}`,
    `content-disposition: form-data; name="file"; filename="${boundary}.jsonl"`,
    "content-type: application/jsonl",
    "",
    content,
    `--${boundary}--`,
    "",
  ].join("\r\n");
  return { text, type: `multipart/form-data; boundary=${boundary}` };
}

interface Line {
  readonly response?: { readonly status_code?: unknown; readonly body?: unknown } | null;
  readonly error?: { readonly code?: unknown; readonly message?: unknown } | null;
}

function readOutcome({ response, error }: Line, quote: HttpResponse["quote"]): BatchOutcome {
  const status = Number(response?.status_code);
  if (status >= 200 && status < 300) return { outcome: "answered", body: response?.body };
  const said = (response?.body as { error?: Line["error"] } | undefined)?.error ?? error;
  const reason = `${TITLE} answered ${quote(String(said?.message ?? said?.code ?? status))}`;
  const isRefused = status >= 400 && status < 500 && ![408, 409, 429].includes(status);
  return { outcome: isRefused ? "refused" : "lost", reason };
}

function readBatch(value: unknown, quote: HttpResponse["quote"]): Batch | undefined {
  const batch = (value ?? {}) as Partial<Record<string, unknown>>;
  if (!isBatchId(batch.id) || typeof batch.status !== "string") return undefined;
  const counts = (batch.request_counts ?? {}) as Partial<Record<string, unknown>>;
  const metadata = (batch.metadata ?? {}) as Partial<Record<string, unknown>>;
  return {
    id: batch.id,
    tag: typeof metadata[TAG] === "string" ? metadata[TAG] : "",
    requests: Number(counts.total ?? 0),
    isOver: OVER.includes(batch.status),
    isCancelled: batch.status === "cancelling",
    answered: Number(counts.completed ?? 0),
    createdAt: Number(batch.created_at) * 1_000,
    fault:
      batch.status === "failed"
        ? `${TITLE} refused the batch: ${quote(faultsOf(batch))}`
        : undefined,
    files: [batch.output_file_id, batch.error_file_id].filter(isBatchId),
  };
}

function faultsOf({ errors }: Partial<Record<string, unknown>>): string {
  const { data } = (errors ?? {}) as { data?: readonly { message?: unknown }[] };
  const [first] = Array.isArray(data) ? data : [];
  return typeof first?.message === "string" ? first.message : "it does not say why";
}
