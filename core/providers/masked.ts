import type { Message } from "../model/message.ts";
import { type Masked, mask } from "../syntax/mask.ts";
import { isSyntaxName, syntaxes } from "../syntax/syntaxes.ts";
import type { Answer, Chunk, Engine } from "./provider.ts";

/**
 * An engine that translates plain text, as one that keeps placeholders: marks are masked, branches
 * are made for the target locale and sent one by one. A text whose marks do not all come back is not
 * answered.
 */
export function maskedEngine(engine: Engine): Engine {
  return {
    ...engine,
    translate: (chunk, ...rest) =>
      translateMasked(chunk, (plain) => engine.translate(plain, ...rest)),
  };
}

interface Sent {
  /** Index into the chunk's messages. */
  readonly at: number;
  readonly masked: Masked;
  /** Where its first stretch stands among those that are sent. */
  readonly first: number;
}

async function translateMasked(
  chunk: Chunk,
  translate: (plain: Chunk) => Promise<Answer>,
): Promise<Answer> {
  const messages: Message[] = [];
  const sent: Sent[] = [];
  for (const [at, message] of chunk.messages.entries()) {
    const masked = maskMessage(message, chunk);
    if (masked === undefined) continue;
    sent.push({ at, masked, first: messages.length });
    for (const text of masked.texts) messages.push({ ...message, text, syntax: "plain" });
  }
  const plain = { ...chunk, messages, previous: new Map<number, string>() };
  const answer = messages.length === 0 ? new Map() : await translate(plain);
  const texts = new Map<number, string>();
  for (const { at, masked, first } of sent) {
    const parts = masked.texts.map((_, part) => answer.get(first + part) ?? "");
    const restored = parts.includes("") ? undefined : masked.restore(parts);
    if (restored !== undefined) texts.set(at, restored);
  }
  return texts;
}

function maskMessage(
  { text, syntax = "plain" }: Message,
  { sourceLocale, targetLocale }: Chunk,
): Masked | undefined {
  if (!isSyntaxName(syntax)) return undefined;
  const reader = syntaxes[syntax];
  return mask(reader.expandPlurals?.(text, sourceLocale, targetLocale) ?? text, reader);
}
