export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base, without a slash at the start; its parts already encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?:
    | { readonly json: unknown }
    /** `type`: its media type. */
    | { readonly text: string; readonly type: string };
  /** Statuses besides 2xx that are an answer. */
  readonly accept?: readonly number[];
  /** Where this request needs other limits than the rest: see HttpOptions. */
  readonly timeLimit?: number;
  readonly sizeLimit?: number;
  /** It makes something: tried again only where the service says that it did nothing (429). */
  readonly once?: boolean;
}

/** Any answer, whatever its status. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
