import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";

export interface Proxy {
  readonly port: number;
  /** `host:port` of each tunnel that was asked for. */
  readonly asked: string[];
  readonly headers: IncomingMessage["headers"][];
}

/** A proxy on this machine that opens tunnels, says nothing, or refuses. */
export async function serveProxy(manner: "tunnel" | "hang" | "refuse"): Promise<Proxy> {
  const asked: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const sockets = new Set<Duplex>();
  const server = createServer();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    asked.push(request.url ?? "");
    headers.push(request.headers);
    if (manner === "hang") return;
    if (manner === "refuse") return void client.end("HTTP/1.1 407 No\r\n\r\n");
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    for (const end of [client, upstream]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => void server.close(() => resolve()));
  });
  return { port: (server.address() as AddressInfo).port, asked, headers };
}
