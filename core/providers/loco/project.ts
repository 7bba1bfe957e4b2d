import pLimit from "p-limit";
import { UsageError } from "../../model/errors.ts";
import { canonicalLocale } from "../../model/locale.ts";
import type { Proposal } from "../../model/proposal.ts";
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
  /** Ids of what open pull requests brought or changed, but for what this one did too. */
  proposed(signal: AbortSignal): Promise<ReadonlySet<string>>;
}

/** How texts go to Loco. */
export interface Manner {
  /** What marks a text that git brought; undefined: it counts as a translator's. */
  readonly flag: string | undefined;
  /** For new and changed assets. */
  readonly tags: readonly string[];
  readonly deletes: boolean;
}

/** What marks the assets that a pull request brought or changed. */
export function tagOf(number: Proposal["number"]): string {
  return `pr-${number}`;
}

export function isOfPull(tag: string): boolean {
  return /^pr-\d+$/u.test(tag);
}

export function openLocoProject(client: LocoClient, manner: Manner): LocoProject {
  const one = pLimit(1);
  let verified: Promise<boolean> | undefined;
  let proposed: Promise<ReadonlySet<string>> | undefined;
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

  async function readProposed(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const tags = (await client.tags(signal)).filter(isOfPull);
    const tagged = await Promise.all(tags.map((tag) => client.tagged(tag, signal)));
    const others = tagged.flat().filter((asset) => {
      return !asset.tags.some((tag) => manner.tags.includes(tag) && isOfPull(tag));
    });
    return new Set(others.map(({ id }) => id));
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
    proposed: (signal) => (proposed ??= readProposed(signal)),
  };
}
