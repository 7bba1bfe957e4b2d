/** As much of the platform's WebSocket as is used; Node 20 has none. */
interface Socket {
  addEventListener(type: "message" | "error" | "close", listener: () => void): void;
  close(): void;
}

type Open = (url: URL, options: { readonly headers: Readonly<Record<string, string>> }) => Socket;

/**
 * Listens at an address until the signal aborts: `onNews` is called for every message. Where the
 * platform has no WebSocket, or the service does not answer as one, polling is all there is.
 *
 * @param headers Node's own WebSocket sends them; the standard knows none.
 */
export function watchSocket(
  address: URL,
  headers: Readonly<Record<string, string>>,
  onNews: () => void,
  signal: AbortSignal,
): void {
  const { WebSocket } = globalThis as { WebSocket?: new (...args: Parameters<Open>) => Socket };
  if (WebSocket === undefined || signal.aborted) return;
  const url = new URL(address);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url, { headers });
  const stop = (): void => socket.close();
  signal.addEventListener("abort", stop, { once: true });
  socket.addEventListener("message", onNews);
  // Polling goes on as if nothing had been.
  socket.addEventListener("error", () => {});
  socket.addEventListener("close", () => signal.removeEventListener("abort", stop));
}
