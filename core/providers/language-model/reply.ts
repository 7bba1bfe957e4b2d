import type { Answer } from "../provider.ts";

/**
 * The texts of a model's reply. Models without schemas fence the JSON, or think aloud before it; a
 * reply that was cut, or of another shape, holds nothing. An id that is answered twice with
 * different texts is not answered.
 */
export function readReply(reply: string): Answer {
  const afterThoughts = reply.slice(Math.max(0, reply.lastIndexOf("</think>")));
  for (const text of [reply, afterThoughts]) {
    const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
    try {
      return readTranslations(JSON.parse(json));
    } catch {
      continue;
    }
  }
  return new Map();
}

function readTranslations(answer: unknown): Answer {
  const list = (answer as { translations?: unknown } | null)?.translations;
  const texts = new Map<number, string>();
  const doubtful = new Set<number>();
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    const { id, text } = (item ?? {}) as { id?: unknown; text?: unknown };
    if (typeof id !== "number" || typeof text !== "string") continue;
    if ((texts.get(id) ?? text) !== text) doubtful.add(id);
    texts.set(id, text);
  }
  for (const id of doubtful) texts.delete(id);
  return texts;
}
