import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { OutsideError, UsageError } from "../../model/errors.ts";
import { abortable } from "../abortable.ts";
import { Declined, Refusal } from "../refusal.ts";
import { isAllowedHost, refuseOtherHosts } from "./allowed-hosts.ts";
import { LONGEST_PAUSE_MS, askedPause, isTransient, pauseBefore } from "./pause.ts";
import { type Fetch, fetchThroughProxy, proxiesIn, type Variables } from "./proxy.ts";
import { redact } from "./redact.ts";
import { SEE_ADDRESS, remedyFor } from "./remedy.ts";
import { isHtml, quote, saidIn } from "./said.ts";
import type { Answered, HttpRequest } from "./request.ts";
import { type Outcome, tryOnce } from "./try-once.ts";

export interface HttpOptions {
  /** As people call it: "OpenAI". */
  readonly service: string;
  readonly baseUrl: string;
  /** Sent to the base's origin alone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Never repeated in a message. */
  readonly secrets?: readonly string[];
  /** The environment variable of the key, for who has to look at it. */
  readonly keyVariable?: string;
  /** Requests at the same time. */
  readonly concurrency?: number;
  /** Milliseconds a try may take, its body included. */
  readonly timeLimit?: number;
  /** Bytes an answer may have. */
  readonly sizeLimit?: number;
  readonly tries?: number;
  /** Milliseconds before the second try, where the service does not say. */
  readonly firstPause?: number;
  /** Where proxies are named; the process's unless told. */
  readonly environment?: Variables;
}

export interface HttpResponse extends Answered {
  /** Throws OutsideError when the body is no JSON. */
  json(): unknown;
  /** What is thrown for this answer where its status is not accepted. */
  fault(): OutsideError;
  /** What of the answer may be told: one line, not long, without secrets and control characters. */
  quote(text: string): string;
}

/**
 * Sends a request until it is answered: tries again on 408, 425, 429, 5xx and faults of the network.
 * Throws OutsideError; Declined, where the service does not want this request; Refusal, where no other
 * request would fare better; and the signal's reason.
 */
export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

const MEGABYTE = 1024 * 1024;

/** What asking otherwise does not change: the key, the account, the address, too many requests. */
const REFUSALS = [401, 402, 403, 404, 405, 410, 429];

/**
 * Throws UsageError when the base or a proxy is no http address, the base is at a host that is not
 * allowed, or a header cannot be sent.
 */
export function openHttp(options: HttpOptions): Http {
  const { service, secrets = [], tries = 4, firstPause = 500 } = options;
  const { environment = process.env } = options;
  const limit = pLimit(options.concurrency ?? 4);
  const endpoint = {
    base: baseAddress(options.baseUrl, service),
    headers: checkedHeaders(options.headers ?? {}, service),
    timeLimit: options.timeLimit ?? 120_000,
    sizeLimit: options.sizeLimit ?? 32 * MEGABYTE,
    isAllowed: (url: URL) => isAllowedHost(url, environment),
  };
  refuseOtherHosts(endpoint.base, service, environment);

  let fetching: Promise<Fetch> | undefined;

  async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    const fetch = await (fetching ??= fetchThroughProxy(environment));
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const outcome = await tryOnce(request, { ...endpoint, fetch }, signal);
      signal.throwIfAborted();
      const pause = pauseBefore(attempt, firstPause, outcome.answered?.headers);
      const mayRepeat = isWorthATry(outcome, request);
      if (mayRepeat && attempt < tries && pause !== undefined) {
        await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
        continue;
      }
      if (outcome.answered === undefined) throw unanswered(outcome);
      return judged(outcome.answered, request);
    }
  }

  function judged(answered: Answered, { accept = [] }: HttpRequest): HttpResponse {
    const { status, text } = answered;
    const response = {
      ...answered,
      json: () => parsed(text),
      fault: () => faultOf(answered),
      quote: (part: string) => quote(redact(part, secrets)),
    };
    const isAnswer = (status >= 200 && status < 300) || accept.includes(status);
    if (!isAnswer) throw response.fault();
    return response;
  }

  function faultOf({ status, text, headers }: Answered): OutsideError {
    const pause = isTransient(status) ? (askedPause(headers) ?? 0) : 0;
    const wish = pause > LONGEST_PAUSE_MS ? `, and wants no request for ${pause / 1_000} s` : "";
    const message = `${service} answered ${status}${said(text)}${wish}`;
    const hint = remedyFor(status, secrets.some(Boolean), options.keyVariable);
    const more = hint === undefined ? {} : { hint };
    if (REFUSALS.includes(status)) return new Refusal(message, more);
    const isDeclined = status >= 400 && status < 500 && !isTransient(status);
    return isDeclined ? new Declined(message) : new OutsideError(message);
  }

  function parsed(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const message = `${service} answered with no JSON${said(text)}`;
      throw new OutsideError(message, isHtml(text) ? { hint: SEE_ADDRESS } : {});
    }
  }

  /** Without secrets before it is cut: half a key is one too. */
  function said(text: string): string {
    return saidIn(redact(text, secrets));
  }

  function unanswered({ fault, hint }: Unanswered): OutsideError {
    const proxy = proxiesIn(environment)(endpoint.base);
    const through = proxy === undefined ? "" : `, asked through the proxy ${proxy.host}`;
    return new OutsideError(`${service} ${fault}${through}`, hint === undefined ? {} : { hint });
  }

  return (request, signal) => abortable(limit(send, request, signal), signal);
}

type Unanswered = Extract<Outcome, { readonly fault: string }>;

function isWorthATry(outcome: Outcome, { once = false }: HttpRequest): boolean {
  const status = outcome.answered?.status;
  if (once) return status === 429;
  return status === undefined ? "mayRepeat" in outcome && outcome.mayRepeat : isTransient(status);
}

/** With a slash at its end, so that paths are below it. */
function baseAddress(text: string, service: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new UsageError(`the baseUrl of ${service} is no http address`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    const hint = "Leave out what stands before @ and after ? or #.";
    throw new UsageError(`the baseUrl of ${service} is more than an address`, hint);
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

/** The platform's own error would repeat the value, which may be a key. */
function checkedHeaders(headers: Readonly<Record<string, string>>, service: string): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw new UsageError(
      `the key of ${service} holds characters that cannot be sent`,
      "Set the variable again, without line breaks around or within the key.",
    );
  }
}
