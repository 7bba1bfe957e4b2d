import { Webhook } from "standardwebhooks";

/** What Lingo.dev tells of one job of a group: one delivery a locale, in any order, some twice. */
export interface JobNews {
  readonly groupId: string;
  readonly jobId: string;
  readonly targetLocale: string;
  readonly outcome: "completed" | "failed";
  /** Why it failed, in the service's words. */
  readonly error?: string;
}

export type WebhookReading =
  | { readonly outcome: "trusted"; readonly news: JobNews }
  /** Whatever it says, it is not to be believed; `reason` tells nothing of the secret. */
  | { readonly outcome: "refused"; readonly reason: string };

/** As Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const OUTCOMES = { "translation.completed": "completed", "translation.failed": "failed" } as const;

/**
 * Verifies a delivery of Lingo.dev (Standard Webhooks) and reads it. A delivery that is more than
 * five minutes old or ahead of this machine's clock is refused: it may be played back.
 *
 * @param body as it came, not parsed: the signature is over its bytes.
 * @param secret of the endpoint, `whsec_…` or as the service shows it.
 */
export function readWebhook(body: string, headers: WebhookHeaders, secret: string): WebhookReading {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") given[name] = value;
  }
  let reason = "";
  for (const webhook of verifiersOf(secret)) {
    try {
      webhook.verify(body, given, { jsonParse: false });
      return newsIn(body);
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  return { outcome: "refused", reason };
}

/** The secret may be base64, as the standard has it, or any text. Throws where it is empty. */
function verifiersOf(secret: string): readonly Webhook[] {
  const plain = new Webhook(secret, { format: "raw" });
  try {
    return [new Webhook(secret), plain];
  } catch {
    return [plain];
  }
}

function newsIn(body: string): WebhookReading {
  const fields = parsed(body);
  const outcome = OUTCOMES[fields.type as keyof typeof OUTCOMES];
  const { groupId, jobId, targetLocale, error } = fields;
  if (
    outcome === undefined ||
    typeof groupId !== "string" ||
    typeof jobId !== "string" ||
    typeof targetLocale !== "string"
  ) {
    return { outcome: "refused", reason: "Not of a translation job" };
  }
  const said = typeof error === "string" ? { error } : {};
  return { outcome: "trusted", news: { groupId, jobId, targetLocale, outcome, ...said } };
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
