import { OutsideError } from "../../model/errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import type { HttpRequest } from "../http/request.ts";
import type { Batch, BatchApi } from "./batches.ts";

/** What a service calls its batches. */
export interface BatchList {
  /** As people call the service. */
  readonly title: string;
  /** Below the base. */
  readonly path: string;
  /** The parameter that names the batch after which a page begins. */
  readonly cursor: string;
  /** Undefined for what is no batch. */
  toBatch(value: unknown, quote: HttpResponse["quote"]): Batch | undefined;
}

const PAGE = 100;
const MOST_PAGES = 20;
const NONE_THERE = [404, 405, 501];

/** Batches created after `since` (Unix milliseconds), the newest first, as both services list them. */
async function listBatches(
  http: Http,
  { title, path, cursor, toBatch }: BatchList,
  since: number,
  signal: AbortSignal,
): Promise<readonly Batch[]> {
  const found: Batch[] = [];
  let after = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = `limit=${PAGE}${after && `&${cursor}=${encodeURIComponent(after)}`}`;
    const request = { method: "GET", path: `${path}?${query}`, accept: NONE_THERE } as const;
    const response = await http(request, signal);
    if (NONE_THERE.includes(response.status)) {
      throw new OutsideError(`${title} has no batch mode at this address`, {
        hint: "Leave out `batch: true` under `provider:` in locstep.yaml.",
      });
    }
    const list = response.json() as { data?: unknown; has_more?: unknown } | null;
    if (!Array.isArray(list?.data)) throw response.fault();
    const batches = (list.data as unknown[]).flatMap(
      (value) => toBatch(value, response.quote) ?? [],
    );
    const recent = batches.filter((batch) => batch.createdAt >= since);
    found.push(...recent);
    const last = batches.at(-1);
    if (list.has_more !== true || last === undefined || recent.length < batches.length) break;
    after = last.id;
  }
  return found;
}

/** The batch that a request is answered with. */
export async function askForBatch(
  http: Http,
  request: HttpRequest,
  { title, toBatch }: BatchList,
  signal: AbortSignal,
): Promise<Batch> {
  const response = await http(request, signal);
  const batch = toBatch(response.json(), response.quote);
  if (batch === undefined) throw new OutsideError(`${title} answered with what is no batch`);
  return batch;
}

/** What services of batches have in common: reading one and ending one stand below their list. */
export function batchesAt(list: BatchList): Pick<BatchApi, "list" | "read" | "cancel"> {
  return {
    list: (http, since, signal) => listBatches(http, list, since, signal),
    read: (http, id, signal) =>
      askForBatch(http, { method: "GET", path: `${list.path}/${id}` }, list, signal),
    async cancel(http, id, signal) {
      // What is over already cannot be cancelled, and need not be.
      const accept = [400, 404, 409];
      await http({ method: "POST", path: `${list.path}/${id}/cancel`, accept }, signal);
    },
  };
}

/** An id that may stand in a path. */
export function isBatchId(id: unknown): id is string {
  return typeof id === "string" && /^[\w:-][\w.:-]{0,127}$/u.test(id);
}
