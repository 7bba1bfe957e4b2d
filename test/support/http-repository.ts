import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A repository behind git's smart HTTP protocol, as a forge serves it. */
export interface HttpRepository {
  readonly url: string;
  /** `GET /info/refs?service=git-upload-pack`, one a request. */
  readonly requests: string[];
}

const TIME_LIMIT = 30_000;

/** Serves the repository at `folder` on this machine until the test has finished. */
export async function serveRepository(folder: string): Promise<HttpRepository> {
  const requests: string[] = [];
  const server = createServer({ requestTimeout: TIME_LIMIT }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answerGit(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** One CGI call of `git http-backend`. `user`: who was let in; without one nobody may push. */
export function answerGit(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  user?: string,
): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const backend = spawn("git", ["http-backend"], {
    timeout: TIME_LIMIT,
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      ...(user !== undefined && { REMOTE_USER: user }),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      CONTENT_LENGTH: request.headers["content-length"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: [request.headers["git-protocol"] ?? ""].flat().join(""),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answer: Buffer[] = [];
  backend.on("error", () => response.writeHead(500).end());
  backend.stdin.on("error", () => {});
  request.pipe(backend.stdin);
  backend.stdout.on("data", (chunk: Buffer) => answer.push(chunk));
  backend.on("close", () => answerCgi(Buffer.concat(answer), response));
}

function answerCgi(answer: Buffer, response: ServerResponse): void {
  const end = answer.indexOf("\r\n\r\n");
  let status = 200;
  for (const line of answer.toString("latin1", 0, Math.max(end, 0)).split("\r\n")) {
    const [, name = "", value = ""] = /^([^:]+): (.*)$/u.exec(line) ?? [];
    if (name === "Status") status = Number.parseInt(value, 10);
    else if (name !== "") response.setHeader(name, value);
  }
  response.writeHead(end < 0 ? 500 : status).end(answer.subarray(end + 4));
}
