import pLimit from "p-limit";
import { UsageError } from "../../model/errors.ts";
import { canonicalLocale } from "../../model/locale.ts";
import type { Proposal } from "../../model/proposal.ts";
import { askedOnce } from "../asked-once.ts";
import { type KnownLocales, lackOf, twinOf } from "../lacking.ts";
import { Declined } from "../refusal.ts";
import type { LocoClient } from "./client.ts";

/** A project at Loco, and what is remembered of it within a run. */
export interface LocoProject {
  readonly client: LocoClient;
  readonly manner: Manner;
  mayWrite(signal: AbortSignal): Promise<boolean>;
  /** The code by the canonical locale: projects spell them as they like. */
  codes(signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** The code of one. Throws OutsideError where there is none. */
  code(locale: string, signal: AbortSignal): Promise<string>;
  /** Throws UsageError where the project has another source locale. */
  sourceCode(sourceLocale: string | undefined, signal: AbortSignal): Promise<string>;
  /** Adds those that the project lacks, and has under no other name. */
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

interface Locales {
  readonly source: string | undefined;
  readonly codes: Map<string, string>;
}

function knownIn({ source, codes }: Locales): KnownLocales {
  return { project: "the Loco project", locales: codes.keys(), source };
}

export function openLocoProject(client: LocoClient, manner: Manner): LocoProject {
  const one = pLimit(1);

  const read = askedOnce(async (signal): Promise<Locales> => {
    const locales = await client.locales(signal);
    const codes = locales.flatMap(({ code }): readonly (readonly [string, string])[] => {
      const locale = canonicalLocale(code);
      return locale === undefined ? [] : [[locale, code]];
    });
    return { source: locales.find(({ isSource }) => isSource)?.code, codes: new Map(codes) };
  });

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
    mayWrite: askedOnce((signal) => client.mayWrite(signal)),
    codes: async (signal) => (await read(signal)).codes,
    async code(locale, signal) {
      const known = await read(signal);
      const code = known.codes.get(locale);
      if (code === undefined) throw lackOf(locale, knownIn(known));
      return code;
    },
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
        const known = await read(signal);
        const { codes } = known;
        for (const locale of locales) {
          if (codes.has(locale) || twinOf(locale, knownIn(known)) !== undefined) continue;
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
    proposed: askedOnce(readProposed),
  };
}
