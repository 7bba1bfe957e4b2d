import { expect, onTestFinished, test } from "vitest";
import { openHttp } from "../../../../core/providers/http/http.ts";
import { listen } from "../../../servers/listen.ts";
import { servePrivately } from "../../../support/authority.ts";

test("a certificate that nobody knows is told with the remedy, and asked for once", async ({
  skip,
}) => {
  const server = await listen(() => ({ body: {} }));
  onTestFinished(() => server.close());
  const tls = await servePrivately(server.url);
  if (tls === undefined) return skip();
  const http = openHttp({ service: "The model", baseUrl: tls.url, secrets: [], environment: {} });
  const asked = http({ method: "GET", path: "x" }, AbortSignal.timeout(20_000));
  await expect(asked).rejects.toThrow(/\(\w+\): Node knows no authority .*NODE_EXTRA_CA_CERTS/u);
  expect(server.requests).toEqual([]);
});
