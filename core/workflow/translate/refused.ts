import type { RefusedMessage } from "../../ledger/fact.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { messageTag } from "../../ledger/tags.ts";
import type { Message } from "../../model/message.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Annotations } from "../survey/annotations.ts";
import { type RejectedAnswer, cellOf } from "./answers.ts";
import type { Want } from "./want.ts";

/**
 * Leaves out what this provider has answered twice against our rules, and tells it again: asking a
 * third time would pay for the same. A changed source text, another provider or a redo is asked for.
 */
export function withoutRefused(
  wants: readonly Want[],
  ledger: Pick<Ledger, "refused">,
  provider: Provider,
  annotations: Annotations,
): readonly Want[] {
  if (ledger.refused.length === 0) return wants;
  const reasonOf = refusedIn(ledger.refused.filter((line) => line.provider === provider.name));
  return wants.filter((want) => {
    const reason = want.isRedo ? undefined : reasonOf(want.locale, want.message);
    if (reason === undefined) return true;
    annotations.add(cellOf(want), { status: "rejected", reason });
    return false;
  });
}

/** By which rules an answer to a message was refused; undefined where none was. */
export function refusedIn(
  lines: readonly RefusedMessage[],
): (locale: string, message: Pick<Message, "namespace" | "key" | "text">) => string | undefined {
  const reasons = new Map(lines.map((line) => [`${line.locale} ${line.message}`, line.reason]));
  return (locale, message) =>
    reasons.size === 0 ? undefined : reasons.get(`${locale} ${messageTag(message)}`);
}

export function refusalOf(
  { locale, message }: Want,
  { codes }: RejectedAnswer,
  { name }: Provider,
): RefusedMessage {
  const reason = [...new Set(codes)].sort().join(",");
  return { provider: name, locale, message: messageTag(message), reason };
}
