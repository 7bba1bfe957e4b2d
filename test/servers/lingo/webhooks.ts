import { createHmac } from "node:crypto";
import type { LingoGroup } from "./groups.ts";

export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the service posts to a callback URL: one delivery a locale, signed as Standard Webhooks. */
export function deliveriesOf(group: LingoGroup, secret: string, now: number): readonly Delivery[] {
  return group.jobs.map((job) => {
    const { id: jobId, groupId, targetLocale, end, outputData } = job;
    const about = { jobId, groupId, sourceLocale: group.request.sourceLocale, targetLocale };
    const isFailed = end === "failed";
    const body = JSON.stringify({
      type: isFailed ? "translation.failed" : "translation.completed",
      ...about,
      ...(isFailed ? { error: "The engine gave up" } : { data: outputData }),
    });
    return { headers: signed(`msg_${jobId}`, body, secret, now), body };
  });
}

/** `secret` without its prefix is base64. `now` in Unix seconds. */
function signed(id: string, body: string, secret: string, now: number): Delivery["headers"] {
  const key = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${now}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(now),
    "webhook-signature": `v1,${signature}`,
  };
}
