import type { ServerResponse } from "node:http";

/** Open connections that are told of changes, by server-sent events: no socket library on either side. */
export interface Live {
  add(response: ServerResponse): void;
  send(event: string): void;
  close(): void;
}

/** A proxy that collects or compresses what goes through it would keep events to itself. */
const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
} as const;

export function openLive(): Live {
  const open = new Set<ServerResponse>();
  return {
    add(response) {
      response.writeHead(200, HEADERS);
      // A browser that lost the server, which restarts, asks again after half a second.
      response.write("retry: 500\n\n");
      open.add(response);
      response.on("close", () => open.delete(response));
    },
    send(event) {
      for (const response of open) response.write(`event: ${event}\ndata: \n\n`);
    },
    close() {
      for (const response of open) response.end();
      open.clear();
    },
  };
}
