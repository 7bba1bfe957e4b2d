import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { readWebhook } from "../../../../core/providers/lingo/webhook.ts";
import { groupOf } from "../../../contract/provider.ts";
import { type Delivery, deliveriesOf } from "../../../servers/lingo/webhooks.ts";
import { openLingo, startLingo } from "./bench.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const MINUTE = 60;

describe("a delivery of the service", () => {
  it("passes the library of the standard, and is read", async () => {
    const [done, failed] = await deliveries();
    for (const { body, headers } of [done, failed]) {
      expect(() => new Webhook(SECRET).verify(body, headers)).not.toThrow();
    }
    expect(readWebhook(done.body, done.headers, SECRET)).toEqual({
      outcome: "trusted",
      news: {
        groupId: expect.stringMatching(/^ljg_/u),
        jobId: expect.stringMatching(/^ljb_/u),
        targetLocale: "de",
        outcome: "completed",
      },
    });
    expect(readWebhook(failed.body, failed.headers, SECRET)).toMatchObject({
      news: { targetLocale: "fr", outcome: "failed", error: "The engine gave up" },
    });
  });

  it("is trusted when one of several signatures is good, and with a secret that is no base64", async () => {
    const [{ body, headers }] = await deliveries();
    const many = `v1a,x v2,${"A".repeat(44)} ${headers["webhook-signature"]}`;
    const both = { ...headers, "webhook-signature": many };
    expect(readWebhook(body, both, SECRET).outcome).toBe("trusted");
    const secret = "not base64 at all!";
    const at = new Date();
    const signature = new Webhook(secret, { format: "raw" }).sign("msg_1", at, body);
    const raw = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": signature,
    };
    expect(readWebhook(body, raw, secret).outcome).toBe("trusted");
  });

  it.each([
    ["too old", -6 * MINUTE],
    ["too new", 6 * MINUTE],
  ])("is refused where a clock is wrong: %s", async (words, skew) => {
    const [{ body, headers }] = await deliveries(skew);
    const reading = readWebhook(body, headers, SECRET);
    expect(reading).toEqual({ outcome: "refused", reason: expect.stringContaining(words) });
  });

  it("bears a clock that is some minutes off", async () => {
    for (const skew of [-4 * MINUTE, 4 * MINUTE]) {
      const [{ body, headers }] = await deliveries(skew);
      expect(readWebhook(body, headers, SECRET).outcome).toBe("trusted");
    }
  });

  it("is refused when anything of it was changed, or is missing", async () => {
    const [{ body, headers }] = await deliveries();
    const forged: readonly [string, Readonly<Record<string, string | string[] | undefined>>][] = [
      [body.replace("de", "fr"), headers],
      [`${body} `, headers],
      ["", headers],
      [body, {}],
      [body, { ...headers, "webhook-id": "msg_other" }],
      [body, { ...headers, "webhook-timestamp": "1" }],
      [body, { ...headers, "webhook-timestamp": "soon" }],
      [body, { ...headers, "webhook-signature": "v1," }],
      [body, { ...headers, "webhook-signature": "v1" }],
      [body, { ...headers, "webhook-signature": ["v1,x"] }],
      [body, { ...headers, "webhook-signature": undefined }],
    ];
    for (const [text, given] of forged) {
      expect(readWebhook(text, given, SECRET).outcome).toBe("refused");
    }
    expect(readWebhook(body, headers, "whsec_b3RoZXI=").outcome).toBe("refused");
  });

  it.each(["null", "7", "[]", "{", '{"type":"account.closed"}', '{"type":"__proto__"}'])(
    "is refused when it is signed and says %s",
    (body) => {
      const at = new Date();
      const headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": new Webhook(SECRET).sign("msg_1", at, body),
      };
      const reason = "Not of a translation job";
      expect(readWebhook(body, headers, SECRET)).toEqual({ outcome: "refused", reason });
    },
  );
});

/** Of a group whose German is done and whose French failed. `skew` in seconds. */
async function deliveries(skew = 0): Promise<readonly [Delivery, Delivery]> {
  const server = await startLingo();
  server.disturb({ kind: "locale-fails", locale: "fr" });
  const provider = openLingo(server.url, { callbackUrl: "https://example.com/hook" });
  const message = { namespace: "n", key: ["k"], text: "Text" };
  const group = groupOf(provider, ["de", "fr"], [message]);
  await provider.submit(group, 1, new AbortController().signal);
  const now = Math.floor(Date.now() / 1_000) + skew;
  const [made] = server.all();
  return deliveriesOf(made as NonNullable<typeof made>, SECRET, now) as [Delivery, Delivery];
}
