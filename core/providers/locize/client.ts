import { UsageError } from "../../model/errors.ts";
import type { Environment } from "../factory.ts";
import { type Http, openHttp } from "../http/http.ts";
import type { CallName, Calls } from "./calls.ts";
import { ENDPOINTS } from "./endpoints.ts";

/** Which of Locize's two networks serves a project. */
export const HOSTS = {
  standard: "https://api.lite.locize.app",
  pro: "https://api.locize.app",
} as const;

export interface ClientOptions {
  readonly baseUrl: string;
  readonly projectId: string;
  /** Called when the first request needs it. */
  readonly key: () => string;
  /** The environment variable that it stands in. */
  readonly keyVariable: string;
  /** Where a proxy may be named. */
  readonly environment?: Environment;
}

type Optional<At extends string> = At extends `${infer Name}?` ? Name : never;
type Required<At extends string> = At extends `${string}?` ? never : At;

/** Where, and with what, an endpoint is called. */
export type Given<N extends CallName> = Readonly<Record<Required<Calls[N]["at"]>, string>> &
  Readonly<Partial<Record<Optional<Calls[N]["at"]>, string>>> & {
    readonly query?: Calls[N]["query"];
    readonly body?: Calls[N]["body"];
  };

/** A project at Locize. */
export interface Client {
  readonly projectId: string;
  /** Throws OutsideError; Refusal where asking again would not help. */
  call<N extends CallName>(
    name: N,
    given: Given<N>,
    signal: AbortSignal,
  ): Promise<Calls[N]["answer"]>;
  /** The same service and key with another project, such as a branch. */
  of(projectId: string): Client;
}

export function openClient(options: ClientOptions): Client {
  const { baseUrl, projectId, key, keyVariable, environment } = options;
  const shared = { service: "Locize", baseUrl, keyVariable, ...(environment && { environment }) };
  let keyed: Http | undefined;
  return clientOf({ open: openHttp(shared), keyed: withKey }, projectId);

  function withKey(...request: Parameters<Http>): ReturnType<Http> {
    const secret = keyed === undefined ? key() : "";
    keyed ??= openHttp({
      ...shared,
      secrets: [secret],
      headers: { authorization: `Bearer ${secret}` },
    });
    return keyed(...request);
  }
}

function clientOf(http: { readonly open: Http; readonly keyed: Http }, projectId: string): Client {
  return {
    projectId,
    async call(name, given, signal) {
      const { method, path, isPublic, accept, once, read } = ENDPOINTS[name];
      const { query, body, ...at } = given;
      const request = {
        method,
        path: addressOf(path, { ...at, project: projectId }, query ?? {}),
        ...(body !== undefined && { body: { json: body } }),
        ...(accept && { accept }),
        ...(once && { once }),
      };
      return read(await (isPublic ? http.open : http.keyed)(request, signal));
    },
    of: (other) => clientOf(http, other),
  };
}

function addressOf(
  path: string,
  at: Readonly<Record<string, string | undefined>>,
  query: object,
): string {
  const [place = "", fixed] = path.split("?raw");
  const parts: string[] = [];
  for (const part of place.split("/")) {
    const [, name, optional] = /^\{(\w+)(\?)?\}$/u.exec(part) ?? [];
    const value = name === undefined ? part : at[name];
    if (value === undefined && optional !== undefined) break;
    parts.push(encodePart(value ?? "", name));
  }
  const pairs = Object.entries(query).filter(([, value]: [string, unknown]) => value !== undefined);
  const asked = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  if (fixed !== undefined) asked.unshift(`raw${fixed}`);
  return parts.join("/") + (asked.length > 0 ? `?${asked.join("&")}` : "");
}

/** An address has no place for these: they would name the folder, or the one above. */
function encodePart(value: string, name: string | undefined): string {
  if (value !== "" && value !== "." && value !== "..") return encodeURIComponent(value);
  throw new UsageError(`Locize can have no ${name ?? "part"} called "${value}"`);
}
