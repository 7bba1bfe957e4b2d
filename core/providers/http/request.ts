export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base, without a slash at the start; its parts already encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly json: unknown } | { readonly form: FormData };
  /** Statuses besides 2xx that are an answer. */
  readonly accept?: readonly number[];
}

/** Any answer, whatever its status. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
