/** Nobody waits longer for one request. */
export const LONGEST_PAUSE_MS = 60_000;
const LONGEST_BACKOFF_MS = 20_000;

/** Statuses that another try may change (RFC 9110, 8470, 6585). */
export function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * Milliseconds before the next try: what the service asks for (`Retry-After`, or OpenAI's
 * `retry-after-ms`), else exponential from `first` with jitter, so that machines that failed
 * together do not come back together. Undefined when the service asks for more than a minute.
 */
export function pauseBefore(
  attempt: number,
  first: number,
  headers: Headers | undefined,
): number | undefined {
  const asked = headers && askedPause(headers);
  if (asked !== undefined) return asked > LONGEST_PAUSE_MS ? undefined : asked;
  const backoff = Math.min(LONGEST_BACKOFF_MS, first * 2 ** (attempt - 1));
  return backoff * (0.5 + Math.random() / 2);
}

const NUMBER = /^\d+(?:\.\d+)?$/u;
/** `Date.parse` takes "-5" and "1.5" for months of 2001. */
const HTTP_DATE = /^[A-Z][a-z]{2}.*GMT$/u;

/** In milliseconds. A date counts from the service's own clock: this machine's may be wrong. */
export function askedPause(headers: Headers): number | undefined {
  const milliseconds = headers.get("retry-after-ms") ?? "";
  if (NUMBER.test(milliseconds)) return Number(milliseconds);
  const after = headers.get("retry-after") ?? "";
  if (NUMBER.test(after)) return Number(after) * 1_000;
  if (!HTTP_DATE.test(after)) return undefined;
  const until = Date.parse(after);
  const now = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(until)) return undefined;
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
