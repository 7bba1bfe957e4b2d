import type { Exchange, Reply } from "../listen.ts";

/** A request that is let in. */
export interface Asked {
  readonly exchange: Exchange;
  /** Of the path, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

export class Refused extends Error {
  readonly reply: Reply;

  constructor(status: number, error: string) {
    super(error);
    this.reply = refused(status, error);
  }
}

export function refused(status: number, error: string): Reply {
  return { status, body: { status, error } };
}

export function done(message: string, status = 200, headers = {}): Reply {
  return { status, headers, body: { status, message } };
}

/** Every parameter is one of these; `key` and `ugly` may stand anywhere. */
export function onlyKnown(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (![...known, "key", "ugly"].includes(name)) throw new Refused(400, `Unknown: ${name}`);
  }
}

export function formOf({ exchange }: Asked, known: readonly string[]): URLSearchParams {
  const type = exchange.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) throw new Refused(400, "No form");
  const form = new URLSearchParams(exchange.body);
  onlyKnown(form, known);
  return form;
}

/** `nav.home.json` is `nav.home`; a dot without it begins an extension, which nobody knows. */
export function idIn(part: string | undefined): string {
  const name = part ?? "";
  if (name.endsWith(".json")) return name.slice(0, -".json".length);
  if (name === "" || name.includes(".")) throw new Refused(404, "Unsupported extension");
  return name;
}
