import { OutsideError } from "../../model/errors.ts";
import type { Http } from "../http/http.ts";
import type { Batch, BatchApi, BatchOutcome } from "../language-model/batches.ts";
import { BULK, readJsonLines } from "../language-model/json-lines.ts";
import { isBatchId, listBatches } from "../language-model/list-batches.ts";

const TITLE = "OpenAI";
const ENDPOINT = "/v1/chat/completions";
const WINDOW = "24h";
/** Of the metadata, which the service keeps with a batch. */
const TAG = "locstep";
const OVER = ["completed", "failed", "expired", "cancelled"];

/** The Batch API: requests go up as a file, answers and errors come down as one each. */
export const openaiBatches: BatchApi = {
  list: (http, since, signal) =>
    listBatches(
      http,
      { title: TITLE, path: "batches", cursor: "after", toBatch: readBatch },
      since,
      signal,
    ),
  async prepare(http, { tag, requests }, signal) {
    const lines = requests.map(({ id, body }) =>
      JSON.stringify({ custom_id: id, method: "POST", url: ENDPOINT, body }),
    );
    const form = new FormData();
    form.set("purpose", "batch");
    form.set("file", new File([lines.join("\n"), "\n"], `locstep-${tag}.jsonl`));
    const upload = { method: "POST", path: "files", body: { form }, ...BULK } as const;
    const { id } = (await http(upload, signal)).json() as { id?: unknown };
    const json = {
      input_file_id: id,
      endpoint: ENDPOINT,
      completion_window: WINDOW,
      metadata: { [TAG]: tag },
    };
    const request = { method: "POST", path: "batches", body: { json }, once: true } as const;
    return async () => requiredBatch((await http(request, signal)).json());
  },
  async read(http, id, signal) {
    const response = await http({ method: "GET", path: `batches/${id}` }, signal);
    return requiredBatch(response.json());
  },
  async cancel(http, id, signal) {
    // What is over already cannot be cancelled, and need not be.
    const accept = [400, 404, 409];
    await http({ method: "POST", path: `batches/${id}/cancel`, accept }, signal);
  },
  async outcomes(http, { files }, signal) {
    const outcomes = new Map<string, BatchOutcome>();
    for (const file of files) {
      for (const line of await linesOf(http, file, signal)) {
        const { custom_id: id } = (line ?? {}) as { custom_id?: unknown };
        if (typeof id === "string") outcomes.set(id, readOutcome(line as Line));
      }
    }
    return outcomes;
  },
};

interface Line {
  readonly response?: { readonly status_code?: unknown; readonly body?: unknown } | null;
  readonly error?: { readonly code?: unknown; readonly message?: unknown } | null;
}

async function linesOf(http: Http, file: string, signal: AbortSignal): Promise<readonly unknown[]> {
  const { text } = await http({ method: "GET", path: `files/${file}/content`, ...BULK }, signal);
  return readJsonLines(text, TITLE);
}

function readOutcome({ response, error }: Line): BatchOutcome {
  const status = Number(response?.status_code);
  if (status >= 200 && status < 300) return { outcome: "answered", body: response?.body };
  const said = (response?.body as { error?: Line["error"] } | undefined)?.error ?? error;
  const reason = `${TITLE} answered ${said?.message ?? said?.code ?? status}`;
  const isRefused = status >= 400 && status < 500 && ![408, 409, 429].includes(status);
  return { outcome: isRefused ? "refused" : "lost", reason };
}

function requiredBatch(value: unknown): Batch {
  const batch = readBatch(value);
  if (batch === undefined) throw new OutsideError(`${TITLE} answered with what is no batch`);
  return batch;
}

function readBatch(value: unknown): Batch | undefined {
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
    fault: batch.status === "failed" ? `${TITLE} refused the batch: ${faultsOf(batch)}` : undefined,
    files: [batch.output_file_id, batch.error_file_id].filter(isBatchId),
  };
}

function faultsOf({ errors }: Partial<Record<string, unknown>>): string {
  const { data } = (errors ?? {}) as { data?: readonly { message?: unknown }[] };
  const [first] = Array.isArray(data) ? data : [];
  return typeof first?.message === "string" ? first.message : "it does not say why";
}
