import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { OutsideError, UsageError } from "../../../../core/model/errors.ts";
import { type Http, type HttpOptions, openHttp } from "../../../../core/providers/http/http.ts";
import type { HttpRequest } from "../../../../core/providers/http/request.ts";
import { Refusal } from "../../../../core/providers/refusal.ts";

const KEY = "sk-secret/0+1=";
const GET: HttpRequest = { method: "GET", path: "models" };
const POST: HttpRequest = { method: "POST", path: "ask", body: { json: { q: "é" } } };

type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

describe("a request", () => {
  it("is sent below the base, with headers and JSON, and its answer read", async () => {
    const { url, seen } = await serve((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => response.end(JSON.stringify({ body, url: request.url })));
    });
    for (const baseUrl of [`${url}/v1`, `${url}/v1/`]) {
      const response = await open(baseUrl)(POST, never());
      expect(response.json()).toEqual({ body: '{"q":"é"}', url: "/v1/ask" });
    }
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
    });
  });

  it.each([408, 425, 429, 500, 502, 503, 529])("is tried again after %d", async (status) => {
    const { url, seen } = await serve((_, response, number) => {
      response.statusCode = number < 2 ? status : 200;
      response.end("{}");
    });
    expect((await open(url)(POST, never())).status).toBe(200);
    expect(seen).toHaveLength(3);
  });

  it.each([400, 401, 402, 403, 404, 409, 412, 413, 422])(
    "is not tried again after %d",
    async (status) => {
      const { url, seen } = await serve((_, response) => {
        response.writeHead(status).end('{"error":{"message":"because"}}');
      });
      await expect(open(url)(POST, never())).rejects.toThrow(`Service answered ${status}: because`);
      expect(seen).toHaveLength(1);
      expect((await open(url)({ ...POST, accept: [status] }, never())).status).toBe(status);
    },
  );

  it("fails after its last try, and says what was answered", async () => {
    const { url, seen } = await serve((_, response) => {
      response.writeHead(503).end("<html><body>down");
    });
    const failure = open(url, { tries: 3 })(GET, never());
    await expect(failure).rejects.toThrow("Service answered 503: a page of HTML");
    await expect(failure).rejects.toThrow(OutsideError);
    expect(seen).toHaveLength(3);
  });

  it("is refused, where asking for less would not help", async () => {
    for (const status of [401, 402, 403, 404, 429]) {
      const { url } = await serve((_, response) => response.writeHead(status).end());
      await expect(open(url, { tries: 1 })(GET, never())).rejects.toThrow(Refusal);
    }
    const { url } = await serve((_, response) => response.writeHead(413).end());
    await expect(open(url)(GET, never())).rejects.not.toThrow(Refusal);
  });

  it("waits as long as the service says", async () => {
    const { url, seen } = await serve((_, response, number) => {
      if (number > 0) return response.end("{}");
      return response.writeHead(429, { "Retry-After": "1" }).end();
    });
    await open(url)(GET, never());
    expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(990);
  });

  it("waits until the service's time, on the service's clock", async () => {
    const { url, seen } = await serve((_, response, number) => {
      if (number > 0) return response.end("{}");
      const theirs = Date.UTC(2001, 0, 1);
      return response
        .writeHead(503, { Date: httpDate(theirs), "Retry-After": httpDate(theirs + 1_000) })
        .end();
    });
    await open(url)(GET, never());
    const waited = (seen[1]?.at ?? 0) - (seen[0]?.at ?? 0);
    expect(waited).toBeGreaterThan(990);
    expect(waited).toBeLessThan(3_000);
  });

  it.each(["3600", "99999999999"])("does not wait longer than a minute: %s s", async (pause) => {
    const { url, seen } = await serve((_, response) => {
      response.writeHead(429, { "Retry-After": pause }).end();
    });
    const failure = open(url)(GET, never());
    await expect(failure).rejects.toThrow(Refusal);
    await expect(failure).rejects.toThrow(`429, and wants no request for ${pause} s`);
    expect(seen).toHaveLength(1);
  });

  it.each(["-5", "Infinity", "soon", "2001-01-01", ""])(
    "waits as if nothing was said where it is no time: %j",
    async (pause) => {
      const { url, seen } = await serve((_, response, number) => {
        if (number > 0) return response.end("{}");
        return response.writeHead(503, { "Retry-After": pause }).end();
      });
      await open(url, { firstPause: 200 })(GET, never());
      expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(90);
    },
  );

  it.each([
    [401, /MY_KEY/u],
    [403, /MY_KEY/u],
    [402, /credit/u],
    [404, /provider:/u],
  ])("that is answered %d says what to look at", async (status, hint) => {
    const { url } = await serve((_, response) => response.writeHead(status).end());
    const failure = open(url, { keyVariable: "MY_KEY" })(GET, never());
    await expect(failure).rejects.toMatchObject({ hint: expect.stringMatching(hint) });
    const keyless = open(url, { keyVariable: "MY_KEY", secrets: [""] })(GET, never());
    const asked = status === 401 ? "It wants a key: set MY_KEY." : expect.stringMatching(hint);
    await expect(keyless).rejects.toMatchObject({ hint: asked });
  });

  it("is tried again when the connection breaks, before or within the answer", async () => {
    const { url, seen } = await serve((request, response, number) => {
      if (number === 0) return request.socket.destroy();
      if (number === 1) return void response.write('{"a"', () => request.socket.destroy());
      if (number === 2) {
        response.writeHead(200, { "Content-Length": "100" });
        return void response.write("{", () => request.socket.destroy());
      }
      return response.end("{}");
    });
    expect((await open(url)(POST, never())).text).toBe("{}");
    expect(seen).toHaveLength(4);
  });

  it("fails with the system's code when nobody listens", async () => {
    const { url, close } = await serve(() => {});
    await close();
    const failure = open(url, { tries: 2 })(GET, never());
    await expect(failure).rejects.toThrow("Service cannot be reached (ECONNREFUSED)");
    await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining("baseUrl") });
  });

  it("fails when a try takes too long, in the headers or in the body", async () => {
    for (const begin of [false, true]) {
      const { url } = await serve((_, response) => begin && response.write("{"));
      const failure = open(url, { tries: 2, timeLimit: 50 })(GET, never());
      await expect(failure).rejects.toThrow("Service did not answer within 0.05 s");
    }
  });

  it("fails as soon as the answer is too large, also when it grows by unpacking", async () => {
    let written = 0;
    const { url } = await serve((_, response) => {
      response.on("close", () => clearInterval(timer));
      const timer = setInterval(() => {
        response.write("x".repeat(65_536));
        written += 65_536;
      }, 1);
    });
    const options = { sizeLimit: 200_000 };
    await expect(open(url, options)(GET, never())).rejects.toThrow("more than 200000 bytes");
    expect(written).toBeLessThan(50_000_000);

    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const packed = await serve((_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb);
    });
    await expect(open(packed.url, options)(GET, never())).rejects.toThrow("more than 200000 bytes");
  });

  it("fails when the answer is no JSON, and quotes it on one clean line", async () => {
    const { url } = await serve((_, response) => {
      response.end(`\u001B[31mred\n::error::x\u202E${"y".repeat(5_000)}`);
    });
    const { json } = await open(url)(GET, never());
    expect(json).toThrow(OutsideError);
    expect(json).toThrow(/^Service answered with no JSON: \[31mred ::error::x y{200,300}…$/u);
  });
});

it.each<[string, Handler]>([
  ["a page", (_, response) => response.end("<!doctype html>Sign in")],
  ["a redirect", (_, response) => response.writeHead(302, { Location: "http://x.test/" }).end()],
])("%s in the place of an answer says to look at the address", async (_, handler) => {
  const { url } = await serve(handler);
  const failure = open(url)(POST, never()).then((response) => response.json());
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining("baseUrl") });
});

describe("a secret", () => {
  it("stands in no message, however the service repeats it", async () => {
    const spellings = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString("base64")];
    for (const status of [200, 400]) {
      const { url } = await serve((_, response) => {
        response.writeHead(status).end(`you sent ${spellings.join(" and ")}`);
      });
      const failure = open(url)(GET, never()).then((response) => response.json());
      await expect(failure).rejects.toThrow("you sent *** and *** and ***");
    }
  });

  it("is not told by half where the quotation is cut", async () => {
    for (let before = 280; before < 300; before++) {
      const { url } = await serve((_, response) => {
        response.writeHead(400).end(JSON.stringify({ error: `${"x".repeat(before)}${KEY}` }));
      });
      await expect(open(url)(GET, never())).rejects.not.toThrow(KEY.slice(0, 4));
    }
  });

  it("goes where LOCSTEP_ALLOWED_HOSTS says, and no request to another host", async () => {
    const other = await serve((_, response) => response.end("{}"));
    const { url } = await serve((_, response) => {
      response.writeHead(302, { Location: other.url }).end();
    });
    const environment = { LOCSTEP_ALLOWED_HOSTS: new URL(url).host };
    await expect(open(url, { environment })(GET, never())).rejects.toThrow(
      `redirects to ${new URL(other.url).host}, which may not be asked`,
    );
    expect(other.seen).toEqual([]);
  });

  it("does not follow a redirect to another host, and texts do not either", async () => {
    const other = await serve((_, response) => response.end("{}"));
    const { url } = await serve((request, response) => {
      response.writeHead(307, { Location: `${other.url}${request.url}` }).end();
    });
    const request = { headers: { "x-api-key": KEY } };
    expect((await open(url)({ ...GET, ...request }, never())).status).toBe(200);
    expect(JSON.stringify(other.seen[0]?.headers)).not.toContain(KEY);
    await expect(open(url)({ ...POST, ...request }, never())).rejects.toThrow(
      "redirects a POST to",
    );
    expect(other.seen).toHaveLength(1);
  });

  it("follows a redirect within its origin, and no ring of them", async () => {
    const { url, seen } = await serve((request, response) => {
      if (request.url === "/new") return response.end("{}");
      const to = request.url === "/ring" ? "/ring" : "/new";
      return response.writeHead(308, { Location: to }).end();
    });
    await open(url)(POST, never());
    expect(seen[1]).toMatchObject({ url: "/new", method: "POST" });
    expect(seen[1]?.headers.authorization).toContain(KEY);
    const ring = open(url)({ ...GET, path: "ring" }, never());
    await expect(ring).rejects.toThrow("redirects more than 3 times");
  });

  it("that cannot be sent is named by its service, not repeated", () => {
    const options = { service: "Service", baseUrl: "https://x.test" };
    const broken = (): Http => openHttp({ ...options, headers: { authorization: "a\nsecret" } });
    expect(broken).toThrow(UsageError);
    expect(broken).not.toThrow(/secret/u);
  });

  it.each(["", "x", "ftp://x.test", "https://user:secret@x.test", "https://x.test/?key=secret"])(
    "is refused as part of a base, and so is what is no http address: %s",
    (baseUrl) => {
      const broken = (): Http => openHttp({ service: "Service", baseUrl });
      expect(broken).toThrow(UsageError);
      expect(broken).not.toThrow(/secret/u);
    },
  );
});

describe("many requests", () => {
  it("are under way only so many at a time", async () => {
    let active = 0;
    let most = 0;
    const { url } = await serve((_, response) => {
      most = Math.max(most, ++active);
      setTimeout(() => {
        active--;
        response.end("{}");
      }, 10);
    });
    const http = open(url, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => http(GET, never())));
    expect(most).toBe(3);
  });

  it("stop at once: under way, in a pause, or waiting for their turn", async () => {
    const hanging = await serve(() => {});
    const busy = await serve((_, response) => {
      response.writeHead(503, { "Retry-After": "30" }).end();
    });
    const reason = new Error("enough");
    for (const { url } of [hanging, busy]) {
      const http = open(url, { concurrency: 1 });
      const stop = new AbortController();
      const requests = [http(GET, stop.signal), http(GET, stop.signal)];
      setTimeout(() => stop.abort(reason), 50);
      const begun = performance.now();
      for (const outcome of await Promise.allSettled(requests)) {
        expect(outcome).toEqual({ status: "rejected", reason });
      }
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});

function open(baseUrl: string, options: Partial<HttpOptions> = {}): Http {
  return openHttp({
    service: "Service",
    baseUrl,
    headers: { authorization: `Bearer ${KEY}` },
    secrets: [KEY],
    firstPause: 5,
    ...options,
  });
}

function httpDate(time: number): string {
  return new Date(time).toUTCString();
}

interface Seen extends Pick<IncomingMessage, "headers" | "url" | "method"> {
  /** Milliseconds on the clock of `performance.now`. */
  readonly at: number;
}

interface Server {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

async function serve(handler: Handler): Promise<Server> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { headers, url, method } = request;
    const number = seen.push({ headers, url, method, at: performance.now() }) - 1;
    handler(request, response, number);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  }
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, close };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
