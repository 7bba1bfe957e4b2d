import type { Exchange, Reply } from "../listen.ts";
import type { Model } from "../model.ts";
import { refused } from "./refused.ts";

export interface Batches {
  answer(exchange: Exchange): Promise<Reply>;
}

interface File {
  readonly id: string;
  readonly purpose: string;
  readonly filename: string;
  readonly text: string;
}

interface Batch {
  readonly id: string;
  readonly input: string;
  readonly metadata: unknown;
  readonly created: number;
  status: string;
  /** How often somebody has asked for it. */
  reads: number;
  counts: { total: number; completed: number; failed: number };
  output: string | undefined;
  errors: string | undefined;
  refusal: string | undefined;
}

interface Line {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Record<string, unknown>;
}

const ENDPOINT = "/v1/chat/completions";
const MOST_REQUESTS = 50_000;
const MOST_BYTES = 200 * 1024 * 1024;
/** Asked for the second time, a batch is over. */
const READS = 2;

/** Files and batches. `complete` answers one request. */
export function openBatches(
  model: Model,
  complete: (body: Record<string, unknown>) => Reply,
): Batches {
  const files = new Map<string, File>();
  const batches = new Map<string, Batch>();

  async function answer(exchange: Exchange): Promise<Reply> {
    if (model.isHanging()) return "hang";
    const { method } = exchange;
    const url = new URL(exchange.path, "http://localhost");
    const [kind, id, more, ...rest] = url.pathname.split("/").slice(2);
    if (rest.length > 0) return refused(404, `Invalid URL (${method} ${exchange.path})`);
    const route = [method, kind, id && ":id", more].filter(Boolean).join(" ");
    if (route === "POST files") return upload(exchange);
    if (route === "GET files :id content") return content(id ?? "");
    if (route === "POST batches") return create(exchange);
    if (route === "GET batches") return list(url.searchParams);
    const batch = batches.get(id ?? "");
    if (kind !== "batches") return refused(404, `Invalid URL (${method} ${exchange.path})`);
    if (batch === undefined) return refused(404, `No batch found with id '${id}'.`);
    if (route === "GET batches :id") return read(batch);
    if (route === "POST batches :id cancel") return cancel(batch);
    return refused(405, `Not allowed to ${method} on ${exchange.path}`);
  }

  async function upload({ headers, body }: Exchange): Promise<Reply> {
    const type = headers["content-type"] ?? "";
    if (!type.startsWith("multipart/form-data")) return refused(400, "a form is expected");
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    const file = form.get("file");
    const purpose = form.get("purpose");
    if (file === null || typeof file === "string") return refused(400, "'file' is required");
    if (purpose !== "batch") return refused(400, "'purpose' is not one of those known", "purpose");
    const text = await file.text();
    if (text.length > MOST_BYTES) return refused(413, "The file is too large");
    return { body: printFile(keep({ purpose, filename: file.name, text })) };
  }

  function keep(file: Omit<File, "id">): File {
    const kept = { ...file, id: `file-${files.size + 1}` };
    files.set(kept.id, kept);
    return kept;
  }

  function content(id: string): Reply {
    const file = files.get(id);
    if (file === undefined) return refused(404, `No such File object: ${id}`);
    const headers = { "content-type": "application/octet-stream" };
    return { headers, body: file.text };
  }

  function create({ body }: Exchange): Reply {
    const request = JSON.parse(body) as Record<string, unknown>;
    const known = ["input_file_id", "endpoint", "completion_window", "metadata"];
    const stranger = Object.keys(request).find((name) => !known.includes(name));
    if (stranger !== undefined) return refused(400, `Unknown parameter: '${stranger}'.`, stranger);
    const { input_file_id: input, endpoint, completion_window: window, metadata = null } = request;
    const file = files.get(String(input));
    if (file?.purpose !== "batch") return refused(400, "Invalid 'input_file_id'", "input_file_id");
    if (endpoint !== ENDPOINT) return refused(400, "Invalid 'endpoint'", "endpoint");
    if (window !== "24h") return refused(400, "Invalid 'completion_window'", "completion_window");
    if (!isMetadata(metadata)) return refused(400, "Invalid 'metadata'", "metadata");
    const batch: Batch = {
      id: `batch_${batches.size + 1}`,
      input: file.id,
      metadata,
      created: Math.floor(Date.now() / 1_000),
      status: "validating",
      reads: 0,
      counts: { total: 0, completed: 0, failed: 0 },
      output: undefined,
      errors: undefined,
      refusal: undefined,
    };
    batches.set(batch.id, batch);
    return { body: printBatch(batch) };
  }

  function list(query: URLSearchParams): Reply {
    const limit = Number(query.get("limit") ?? 20);
    if (!(limit >= 1 && limit <= 100)) return refused(400, "Invalid 'limit'", "limit");
    const newestFirst = [...batches.values()].toReversed();
    const after = query.get("after");
    const start = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const page = newestFirst.slice(start, start + limit);
    return {
      body: {
        object: "list",
        data: page.map(printBatch),
        first_id: page[0]?.id ?? null,
        last_id: page.at(-1)?.id ?? null,
        has_more: start + limit < newestFirst.length,
      },
    };
  }

  function read(batch: Batch): Reply {
    batch.reads++;
    if (batch.status === "cancelling") batch.status = "cancelled";
    if (batch.status === "validating") validate(batch);
    else if (batch.status === "in_progress" && batch.reads >= READS) run(batch);
    return { body: printBatch(batch) };
  }

  function cancel(batch: Batch): Reply {
    if (!["validating", "in_progress"].includes(batch.status)) {
      return refused(409, `Cannot cancel a batch with status '${batch.status}'.`);
    }
    batch.status = "cancelling";
    return { body: printBatch(batch) };
  }

  function validate(batch: Batch): void {
    const lines = linesOf(files.get(batch.input)?.text ?? "");
    batch.refusal = model.meet("batch-is-refused")
      ? "Enqueued token limit reached for this model."
      : faultIn(lines);
    batch.counts.total = lines.length;
    batch.status = batch.refusal === undefined ? "in_progress" : "failed";
  }

  function run(batch: Batch): void {
    const lines = linesOf(files.get(batch.input)?.text ?? "") as Line[];
    const limit = model.meet("batch-expires")?.after ?? Infinity;
    const output: string[] = [];
    const errors: string[] = [];
    // The order of the answers is not that of the requests.
    for (const [at, line] of [...lines.entries()].toReversed()) {
      const id = `batch_req_${at}`;
      if (at >= limit) {
        const error = { code: "batch_expired", message: "It could not be done in time." };
        errors.push(JSON.stringify({ id, custom_id: line.custom_id, response: null, error }));
        continue;
      }
      const reply = complete(line.body);
      if (typeof reply === "string") return;
      const response = { status_code: reply.status ?? 200, request_id: id, body: reply.body };
      const printed = JSON.stringify({ id, custom_id: line.custom_id, response, error: null });
      (response.status_code === 200 ? output : errors).push(printed);
    }
    batch.status = limit < lines.length ? "expired" : "completed";
    batch.counts = { total: lines.length, completed: output.length, failed: errors.length };
    const file = (text: string[]): string | undefined =>
      text.length === 0
        ? undefined
        : keep({ purpose: "batch_output", filename: "out.jsonl", text: `${text.join("\n")}\n` }).id;
    batch.output = file(output);
    batch.errors = file(errors);
  }

  return { answer };
}

function linesOf(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        return null;
      }
    });
}

function faultIn(lines: readonly unknown[]): string | undefined {
  if (lines.length > MOST_REQUESTS) return "The file has too many requests.";
  const ids = new Set<unknown>();
  for (const [at, line] of lines.entries()) {
    const { custom_id: id, method, url, body, ...rest } = (line ?? {}) as Partial<Line>;
    const isWhole = typeof id === "string" && method === "POST" && url === ENDPOINT;
    if (!isWhole || typeof body !== "object" || Object.keys(rest).length > 0) {
      return `Line ${at + 1} is no request.`;
    }
    if (ids.has(id)) return `The custom_id of line ${at + 1} is there twice.`;
    ids.add(id);
  }
  return undefined;
}

function isMetadata(value: unknown): boolean {
  if (value === null) return true;
  const entries = Object.entries(value as object);
  return (
    entries.length <= 16 &&
    entries.every(([k, v]) => k.length <= 64 && typeof v === "string" && v.length <= 512)
  );
}

function printFile({ id, purpose, filename, text }: File): unknown {
  return {
    id,
    object: "file",
    bytes: Buffer.byteLength(text),
    created_at: 1_700_000_000,
    filename,
    purpose,
    status: "processed",
  };
}

function printBatch(batch: Batch): unknown {
  return {
    id: batch.id,
    object: "batch",
    endpoint: ENDPOINT,
    errors:
      batch.refusal === undefined
        ? null
        : {
            object: "list",
            data: [{ code: "invalid", message: batch.refusal, param: null, line: null }],
          },
    input_file_id: batch.input,
    completion_window: "24h",
    status: batch.status,
    output_file_id: batch.output ?? null,
    error_file_id: batch.errors ?? null,
    created_at: batch.created,
    request_counts: batch.counts,
    metadata: batch.metadata,
  };
}
