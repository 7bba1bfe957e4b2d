import { isSyntaxName, syntaxes } from "../../syntax/syntaxes.ts";
import type { Engine } from "../provider.ts";
import { accented } from "./accented.ts";
import { mirrored } from "./mirrored.ts";
import { type PseudoScript, pseudoText } from "./pseudo.ts";

const VERSION = 1;

/** By lower-case id: Android's pair, and Windows' `qps-ploc`, which BCP 47 reads as a script. */
const pseudoLocales: ReadonlyMap<string, PseudoScript> = new Map([
  ["en-xa", accented],
  ["ar-xb", mirrored],
  ["qps-ploc", accented],
]);

/**
 * Without account and network: pseudo-locales on token offsets. It translates into no real locale
 * and invents nothing; a text that is malformed in its syntax is left out.
 */
export const embedded: Engine = {
  name: "embedded",
  fingerprint: `embedded/${VERSION}`,
  chunk: { messages: 1_000, words: 100_000 },
  supports: (locale) => pseudoLocales.has(locale.toLowerCase()),
  async translate({ sourceLocale, targetLocale, messages }) {
    const script = pseudoLocales.get(targetLocale.toLowerCase());
    const texts = new Map<number, string>();
    for (const [at, { text, syntax = "plain" }] of messages.entries()) {
      if (script === undefined || !isSyntaxName(syntax)) continue;
      const reader = syntaxes[syntax];
      const whole = reader.expandPlurals?.(text, sourceLocale, targetLocale) ?? text;
      const pseudo = pseudoText(whole, reader, script);
      if (pseudo !== undefined) texts.set(at, pseudo);
    }
    return texts;
  },
};
