import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** RFC 6455, section 1.3. */
const ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 0x81;
const CLOSE = 0x88;
const TICK = 5;

/** Says whatever is new until the last message, then closes. Reads nothing. */
export function acceptSocket(
  request: IncomingMessage,
  socket: Duplex,
  next: () => { readonly text: string; readonly isLast: boolean },
): void {
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}${ACCEPT_SUFFIX}`)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let said = "";
  const timer = setInterval(() => {
    const { text, isLast } = next();
    if (text !== said) socket.write(frame(TEXT, Buffer.from(text)));
    said = text;
    if (!isLast) return;
    clearInterval(timer);
    socket.end(frame(CLOSE, Buffer.from([0x03, 0xe8])));
  }, TICK);
  socket.on("error", () => clearInterval(timer));
  socket.on("close", () => clearInterval(timer));
}

/** A frame from a server: never masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([opcode, length]), payload]);
  const header = Buffer.from([opcode, 126, length >> 8, length & 0xff]);
  return Buffer.concat([header, payload]);
}
