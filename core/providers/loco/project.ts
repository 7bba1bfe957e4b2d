import pLimit from "p-limit";
import { UsageError } from "../../model/errors.ts";
import { canonicalLocale } from "../../model/locale.ts";
import { Declined } from "../refusal.ts";
import type { LocoClient } from "./client.ts";

/** A project at Loco, and what is remembered of it within a run. */
export interface LocoProject {
  readonly client: LocoClient;
  readonly manner: Manner;
  mayWrite(signal: AbortSignal): Promise<boolean>;
  /** The code by the canonical locale: projects spell them as they like. */
  codes(signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Throws UsageError where the project has another source locale. */
  sourceCode(sourceLocale: string | undefined, signal: AbortSignal): Promise<string>;
  addLocales(locales: readonly string[], signal: AbortSignal): Promise<void>;
  /** Texts that a translator has finished: translated, and not flagged. */
  finished(code: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** All texts, flagged ones too. */
  all(code: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

/** How texts go to Loco. */
export interface Manner {
  /** What marks a text that git brought; undefined: it counts as a translator's. */
  readonly flag: string | undefined;
  /** For new and changed assets. */
  readonly tags: readonly string[];
  readonly deletes: boolean;
}

export function openLocoProject(client: LocoClient, manner: Manner): LocoProject {
  const one = pLimit(1);
  let verified: Promise<boolean> | undefined;
  let known: { source: string | undefined; codes: Map<string, string> } | undefined;

  async function read(signal: AbortSignal): Promise<NonNullable<typeof known>> {
    if (known !== undefined) return known;
    const locales = await client.locales(signal);
    const codes = locales.flatMap(({ code }): readonly (readonly [string, string])[] => {
      const locale = canonicalLocale(code);
      return locale === undefined ? [] : [[locale, code]];
    });
    known = { source: locales.find(({ isSource }) => isSource)?.code, codes: new Map(codes) };
    return known;
  }

  return {
    client,
    manner,
    mayWrite(signal) {
      verified ??= client.mayWrite(signal).catch((error: unknown) => {
        verified = undefined;
        throw error;
      });
      return verified;
    },
    codes: async (signal) => (await read(signal)).codes,
    async sourceCode(sourceLocale, signal) {
      const { source, codes } = await read(signal);
      if (source === undefined) throw new UsageError("the Loco project has no source locale yet");
      if (sourceLocale === undefined || canonicalLocale(source) === sourceLocale) return source;
      throw new UsageError(
        `the source locale of the Loco project is ${source}, and that of the repository ${sourceLocale}`,
        codes.has(sourceLocale)
          ? `Make ${sourceLocale} the source locale in the project's settings at Loco.`
          : "Name the same in both: source texts are sent to the project's source locale.",
      );
    },
    addLocales: (locales, signal) =>
      one(async () => {
        const { codes } = await read(signal);
        for (const locale of locales) {
          if (codes.has(locale)) continue;
          try {
            await client.addLocale(locale, signal);
            codes.set(locale, locale);
          } catch (error) {
            // One that Loco does not know is told when it is collected.
            if (!(error instanceof Declined)) throw error;
          }
        }
      }),
    finished: (code, signal) => client.texts(code, { status: "translated" }, signal),
    all: (code, signal) => client.texts(code, {}, signal),
  };
}
