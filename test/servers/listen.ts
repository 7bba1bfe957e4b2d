import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** "hang" holds the connection open and says nothing. */
export type Reply =
  | "hang"
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A text is sent as it is, all else as JSON. */
      readonly body: unknown;
    };

export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Exchange[];
  close(): Promise<void>;
}

/** Serves on this machine, on a port of its own unless one is given. */
export async function listen(answer: (exchange: Exchange) => Reply, port = 0): Promise<Listening> {
  const requests: Exchange[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const part of request) body += part as string;
    const { method = "", url: path = "", headers } = request;
    const exchange = { method, path, headers, body };
    requests.push(exchange);
    const reply = answer(exchange);
    if (reply === "hang") return;
    const isText = typeof reply.body === "string";
    response.writeHead(reply.status ?? 200, {
      "content-type": isText ? "text/html" : "application/json",
      ...reply.headers,
    });
    response.end(isText ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
