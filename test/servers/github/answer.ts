/** What a handler answers, before it becomes HTTP. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request for the API, read and let in. */
export interface Call {
  readonly method: string;
  /** Below the API's root, decoded segment by segment. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly input: Readonly<Record<string, unknown>>;
}

const DOCUMENTATION = "https://docs.github.com/rest";

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

export function refusal(status: number, message: string, errors?: readonly unknown[]): Answer {
  return {
    status,
    body: {
      message,
      ...(errors && { errors }),
      documentation_url: DOCUMENTATION,
      status: String(status),
    },
  };
}

export const NOT_FOUND: Answer = refusal(404, "Not Found");
export const NOT_ACCESSIBLE: Answer = refusal(403, "Resource not accessible by integration");

export function invalid(resource: string, message: string): Answer {
  return refusal(422, "Validation Failed", [{ resource, code: "custom", message }]);
}

/** One page of a list, with the links to its neighbours. */
export function paged(all: readonly unknown[], { query }: Call, url: string): Answer {
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const page = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links: string[] = [];
  function link(to: number, name: string): void {
    const next = new URLSearchParams(query);
    next.set("page", String(to));
    links.push(`<${url}?${next}>; rel="${name}"`);
  }
  if (page < last) link(page + 1, "next");
  if (page > 1) link(page - 1, "prev");
  if (page < last) link(last, "last");
  return {
    status: 200,
    body: all.slice((page - 1) * size, page * size),
    ...(links.length > 0 && { headers: { link: links.join(", ") } }),
  };
}
