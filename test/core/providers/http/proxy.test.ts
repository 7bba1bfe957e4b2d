import { expect, it, onTestFinished } from "vitest";
import { UsageError } from "../../../../core/model/errors.ts";
import { type HttpOptions, openHttp } from "../../../../core/providers/http/http.ts";
import { isDirect } from "../../../../core/providers/http/no-proxy.ts";
import { listen, type Listening } from "../../../servers/listen.ts";
import { serveProxy } from "../../../servers/proxy.ts";

const GET = { method: "GET", path: "models" } as const;

it("goes through the proxy that the environment names, with its name and password", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("tunnel")]);
  const address = `http://ada:secret@127.0.0.1:${proxy.port}`;
  for (const name of ["HTTP_PROXY", "http_proxy"]) {
    expect((await ask(service.url, { [name]: address })).text).toBe('{"ok":true}');
  }
  expect(proxy.asked).toEqual([service, service].map(({ url }) => new URL(url).host));
  expect(proxy.headers[0]?.["proxy-authorization"]).toBe(`Basic ${btoa("ada:secret")}`);
  expect(service.requests).toHaveLength(2);
});

it("asks hosts of NO_PROXY, and all where no proxy is named, directly", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("tunnel")]);
  const address = `http://127.0.0.1:${proxy.port}`;
  await ask(service.url, { HTTP_PROXY: address, NO_PROXY: "example.com,127.0.0.1" });
  await ask(service.url, { HTTP_PROXY: address, NO_PROXY: "*" });
  await ask(service.url, { HTTP_PROXY: "" });
  await ask(service.url, {});
  expect(proxy.asked).toEqual([]);
  expect(service.requests).toHaveLength(4);
});

it("sends a body through a proxy, JSON and text alike", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("tunnel")]);
  const http = openHttp(optionsOf(service.url, { HTTP_PROXY: `127.0.0.1:${proxy.port}` }));
  await http({ method: "POST", path: "a", body: { json: { q: "é" } } }, never());
  await http({ method: "POST", path: "b", body: { text: "a=b", type: "text/plain" } }, never());
  expect(service.requests[0]?.body).toBe('{"q":"é"}');
  expect(service.requests[1]).toMatchObject({
    body: "a=b",
    headers: { "content-type": "text/plain" },
  });
  expect(proxy.asked.length).toBeGreaterThan(0);
});

it("gives up a proxy that hangs, after its time", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("hang")]);
  const variables = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
  const failure = ask(service.url, variables, { timeLimit: 100, tries: 2 });
  await expect(failure).rejects.toThrow("Service did not answer within 0.1 s");
  expect(service.requests).toEqual([]);
});

it("stops at once when it is told to, although a proxy hangs", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("hang")]);
  const http = openHttp(optionsOf(service.url, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` }));
  const reason = new Error("enough");
  await expect(http(GET, AbortSignal.abort(reason))).rejects.toBe(reason);
  const stop = new AbortController();
  setTimeout(() => stop.abort(reason), 50);
  await expect(http(GET, stop.signal)).rejects.toBe(reason);
});

it("tells that a proxy refuses, without its password", async () => {
  const [service, proxy] = await Promise.all([serve(), serveProxy("refuse")]);
  const variables = { HTTP_PROXY: `http://ada:secret@127.0.0.1:${proxy.port}` };
  const failure = ask(service.url, variables, { tries: 1 });
  const words = `Service gave no whole answer, asked through the proxy 127.0.0.1:${proxy.port}`;
  await expect(failure).rejects.toThrow(words);
  await expect(failure).rejects.not.toThrow(/secret/u);
});

it.each(["ftp://proxy", "http://", "socks5://ada:secret@proxy:1"])(
  "refuses %s as a proxy, without repeating it",
  async (address) => {
    const failure = ask("http://127.0.0.1:1", { HTTPS_PROXY: address });
    await expect(failure).rejects.toThrow(UsageError);
    await expect(failure).rejects.toThrow("HTTPS_PROXY is no http address");
    await expect(failure).rejects.not.toThrow(/secret/u);
  },
);

it.each([
  ["https://api.example.com", "example.com", true],
  ["https://api.example.com", ".example.com", true],
  ["https://api.example.com", "*.example.com", true],
  ["https://api.example.com", "other.org , EXAMPLE.com", true],
  ["https://notexample.com", "example.com", false],
  ["https://api.example.com", "example.com:443", true],
  ["https://api.example.com", "example.com:8443", false],
  ["http://localhost:8080", "localhost:8080", true],
  ["http://127.0.0.1", "127.0.0.1", true],
  ["http://[::1]:8080", "::1", true],
  ["http://[::1]:8080", "[::1]:8080", true],
  ["https://x.test", "*", true],
  ["https://x.test", "", false],
])("whether %s is asked directly by NO_PROXY=%s: %s", (url, noProxy, expected) => {
  expect(isDirect(new URL(url), noProxy)).toBe(expected);
});

function optionsOf(baseUrl: string, environment: HttpOptions["environment"] = {}): HttpOptions {
  return { service: "Service", baseUrl, environment, firstPause: 5 };
}

function ask(
  baseUrl: string,
  environment: Readonly<Record<string, string>>,
  options: Partial<HttpOptions> = {},
): Promise<{ readonly text: string }> {
  return openHttp({ ...optionsOf(baseUrl, environment), ...options })(GET, never());
}

async function serve(): Promise<Listening> {
  const server = await listen(() => ({ body: { ok: true } }));
  onTestFinished(() => server.close());
  return server;
}

function never(): AbortSignal {
  return new AbortController().signal;
}
