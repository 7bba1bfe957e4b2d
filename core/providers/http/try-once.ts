import { nextAddress } from "./redirect.ts";
import type { Fetch } from "./proxy.ts";
import { UNKNOWN_AUTHORITY, isUnknownAuthority } from "./certificate.ts";
import { SEE_ADDRESS } from "./remedy.ts";
import type { Answered, HttpRequest } from "./request.ts";

export interface Endpoint {
  readonly base: URL;
  readonly headers: Headers;
  readonly timeLimit: number;
  readonly sizeLimit: number;
  readonly fetch: Fetch;
  /** Of redirects. */
  readonly isAllowed: (url: URL) => boolean;
}

/** What a try came to: any answer, or a fault as the end of a sentence about the service. */
export type Outcome =
  | { readonly answered: Answered }
  | {
      readonly answered?: undefined;
      readonly fault: string;
      readonly mayRepeat: boolean;
      readonly hint?: string;
    };

const MOST_REDIRECTS = 3;

/** Whether the signal aborted is for the caller to see. */
export async function tryOnce(
  request: HttpRequest,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Outcome> {
  const { timeLimit, sizeLimit } = { ...endpoint, ...request };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeLimit)]);
  let url = new URL(request.path, endpoint.base);
  if (!url.href.startsWith(endpoint.base.href))
    throw new Error(`not below the base: ${request.path}`);
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await endpoint.fetch(url, initOf(request, endpoint, url, limited));
      const next = nextAddress(request.method, url, response);
      if (next === undefined) return await answerOf(response, sizeLimit);
      await response.body?.cancel();
      if (typeof next === "string") return { fault: next, mayRepeat: false, hint: SEE_ADDRESS };
      if (!endpoint.isAllowed(next)) {
        return { fault: `redirects to ${next.host}, which may not be asked`, mayRepeat: false };
      }
      url = next;
    }
    return { fault: `redirects more than ${MOST_REDIRECTS} times`, mayRepeat: false };
  } catch (error) {
    const isLate = limited.aborted && !signal.aborted;
    if (isLate) return { fault: `did not answer within ${timeLimit / 1_000} s`, mayRepeat: true };
    return faultOf(error);
  }
}

function initOf(
  request: HttpRequest,
  endpoint: Endpoint,
  url: URL,
  signal: AbortSignal,
): RequestInit {
  const isHome = url.origin === endpoint.base.origin;
  const headers = new Headers(isHome ? endpoint.headers : {});
  for (const [name, value] of Object.entries((isHome && request.headers) || {})) {
    headers.set(name, value);
  }
  const init = { method: request.method, headers, redirect: "manual" as const, signal };
  if (request.body === undefined) return init;
  if ("text" in request.body) {
    headers.set("content-type", request.body.type);
    return { ...init, body: request.body.text };
  }
  headers.set("content-type", "application/json");
  return { ...init, body: JSON.stringify(request.body.json) };
}

async function answerOf(response: Response, sizeLimit: number): Promise<Outcome> {
  const text = await readText(response, sizeLimit);
  if (text === undefined) {
    return { fault: `answered with more than ${sizeLimit} bytes`, mayRepeat: false };
  }
  return { answered: { status: response.status, headers: response.headers, text } };
}

/** Undefined as soon as the body, decompressed, is larger than `limit` bytes. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    // Leaving the loop cancels the stream, which closes the connection.
    if (size > limit) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** No connection was made. */
const UNREACHED = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** The code alone (`ECONNREFUSED`): the platform's sentences vary, and may hold what was sent. */
function faultOf(error: unknown): Outcome {
  const { code } = ((error as Error).cause ?? error) as { code?: unknown };
  const told = typeof code === "string" ? ` (${code})` : "";
  if (isUnknownAuthority(error)) {
    const remedy = UNKNOWN_AUTHORITY.replace(/\.$/u, "");
    return { fault: `gave no whole answer${told}: ${remedy}`, mayRepeat: false };
  }
  if (UNREACHED.some((known) => known === code)) {
    return { fault: `cannot be reached${told}`, mayRepeat: true, hint: SEE_ADDRESS };
  }
  return { fault: `gave no whole answer${told}`, mayRepeat: true };
}
