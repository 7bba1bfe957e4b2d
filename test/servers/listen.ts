import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

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

/**
 * What a bad network or a busy service does to one exchange: "reset" breaks the connection before
 * the service has seen the request; "lose" and "cut" let it act and then send nothing or half of
 * the reply; a number is a status in its place, with `Retry-After: 0`.
 */
export type Interference = "reset" | "lose" | "cut" | 429 | 500 | 503;

/** Called for every request as it comes; what it returns happens to the exchange. */
export type Interfere = (exchange: Exchange) => Interference | undefined;

export interface ListenOptions {
  /** A port of its own unless one is given. */
  readonly port?: number;
  /** Takes over a connection that asks for a WebSocket. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex) => void;
}

export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly Exchange[];
  /** From now on; undefined leaves every exchange alone. */
  interfere(interfere: Interfere | undefined): void;
  close(): Promise<void>;
}

/** Serves on this machine. */
export async function listen(
  answer: (exchange: Exchange) => Reply | Promise<Reply>,
  options: number | ListenOptions = {},
): Promise<Listening> {
  const { port = 0, onUpgrade } = typeof options === "number" ? { port: options } : options;
  const requests: Exchange[] = [];
  let interfere: Interfere | undefined;
  const server = createServer(async (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const part of request) body += part as string;
    const { method = "", url: path = "", headers } = request;
    const exchange = { method, path, headers, body };
    requests.push(exchange);
    const interference = interfere?.(exchange);
    if (interference === "reset") return void request.socket.destroy();
    if (typeof interference === "number") {
      response.writeHead(interference, { "retry-after": "0" }).end();
      return;
    }
    const reply = await answer(exchange);
    if (reply === "hang") return;
    if (interference === "lose") return void request.socket.destroy();
    send(response, reply, interference === "cut");
  });
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket: Duplex) => {
    if (onUpgrade === undefined) return void socket.destroy();
    upgraded.add(socket);
    socket.on("close", () => upgraded.delete(socket));
    onUpgrade(request, socket);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    interfere: (next) => void (interfere = next),
    close() {
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, reply: Exclude<Reply, "hang">, isCut: boolean): void {
  const isText = typeof reply.body === "string";
  const bytes = Buffer.from(isText ? (reply.body as string) : JSON.stringify(reply.body));
  response.writeHead(reply.status ?? 200, {
    "content-type": isText ? "text/html" : "application/json",
    "content-length": String(bytes.length),
    ...reply.headers,
  });
  if (!isCut) return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}
