import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./repository.ts";

const run = promisify(execFile);

const KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2".split(" ");

/** A server of this machine over TLS, its certificate signed by an authority that nobody knows. */
export interface Private {
  readonly url: string;
  /** The file of the authority's certificate. */
  readonly authority: string;
}

/** In front of a server at `url`, until the test has finished. Undefined without openssl. */
export async function servePrivately(url: string): Promise<Private | undefined> {
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  const own = ["-keyout", file("ca.key"), "-out", file("ca.pem"), "-subj", "/CN=Acme"];
  const signed = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-subj", "/CN=127.0.0.1"];
  const out = ["-keyout", file("key.pem"), "-out", file("cert.pem")];
  const names = ["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"];
  try {
    await run("openssl", ["req", "-x509", ...KEY, ...own]);
    await run("openssl", ["req", "-x509", ...KEY, ...signed, ...out, ...names]);
  } catch (error) {
    console.warn(`openssl cannot be used here: ${String(error).split("\n", 1)[0]}`);
    return undefined;
  }
  const [key, cert] = [readFileSync(file("key.pem")), readFileSync(file("cert.pem"))];
  const server = createServer({ key, cert }, (socket) => {
    const inner = connect(Number(new URL(url).port), "127.0.0.1");
    for (const side of [socket, inner]) side.on("error", () => {});
    socket.on("close", () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, authority: file("ca.pem") };
}
