import pLimit, { type LimitFunction } from "p-limit";
import { OutsideError, UsageError } from "../../model/errors.ts";
import { canonicalLocale } from "../../model/locale.ts";
import { askedOnce } from "../asked-once.ts";
import { type KnownLocales, twinOf } from "../lacking.ts";
import { Refusal } from "../refusal.ts";
import type { PullQuery, Resources, Segment, UpdateQuery, Updated } from "./calls.ts";
import type { Client } from "./client.ts";

/** A language of a Locize project. */
export interface KnownLanguages {
  readonly reference: string;
  /** The code by the canonical locale: projects spell them as they like. */
  readonly codes: ReadonlyMap<string, string>;
}

/** One version of a project, or of a branch of it, and what is remembered of it within a run. */
export interface LocizeProject {
  readonly client: Client;
  readonly version: string;
  /** What a namespace is called there: files may have none. */
  called(namespace: string): string;
  languages(signal: AbortSignal): Promise<KnownLanguages>;
  /**
   * Adds languages that the project lacks, and has under no other name. Throws Refusal where the key
   * may not.
   */
  addLanguages(locales: readonly string[], signal: AbortSignal): Promise<void>;
  /** Whether a segment carries the tags that the configuration asks for. */
  isApproved(signal: AbortSignal): Promise<(segment: Segment) => boolean>;
  /** All pages. */
  segments(
    language: string,
    namespace: string,
    query: PullQuery,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Segment>>;
  /** In pages of 1,000 keys, one after the other: a namespace takes one write at a time. */
  update(
    language: string,
    namespace: string,
    resources: Resources,
    query: UpdateQuery,
    signal: AbortSignal,
  ): Promise<Updated>;
  on(branch: { readonly id: string; readonly version: string }): LocizeProject;
}

const MOST_KEYS = 1_000;
/** A service that goes on naming a next page is not followed for ever. */
const MOST_PAGES = 500;
const WHERE =
  "See projectId in the project's settings at Locize, and whether its CDN is standard or pro: `cdn` sets it.";

/** How a project is used. */
interface ProjectManner {
  /** What a translation must carry before it is taken. */
  readonly approvalTags: readonly string[];
  /** The name of the namespace that has none in git. */
  readonly unnamed: string;
}

export function openLocizeProject(
  client: Client,
  version: string,
  manner: ProjectManner,
): LocizeProject {
  const languages = askedOnce((signal) => readLanguages(client, signal));
  const turns = new Map<string, LimitFunction>();

  async function updateAll(
    at: { readonly language: string; readonly namespace: string },
    resources: Resources,
    query: UpdateQuery,
    signal: AbortSignal,
  ): Promise<Updated> {
    let outcome: Updated = "unchanged";
    const entries = Object.entries(resources);
    for (let from = 0; from < entries.length; from += MOST_KEYS) {
      const body = Object.fromEntries(entries.slice(from, from + MOST_KEYS));
      const isLast = from + MOST_KEYS >= entries.length;
      const said = await client.call(
        "update",
        {
          ...at,
          version,
          query: isLast ? query : { ...query, omitstatsgeneration: true },
          body,
        },
        signal,
      );
      if (typeof said === "object") return said;
      if (said === "changed") outcome = said;
    }
    return outcome;
  }

  function called(namespace: string): string {
    return namespace === "" ? manner.unnamed : namespace;
  }

  return {
    client,
    version,
    called,
    languages,
    async addLanguages(locales, signal) {
      const known = await languages(signal);
      for (const locale of locales) {
        if (known.codes.has(locale) || twinOf(locale, knownIn(known)) !== undefined) continue;
        await client.call("addLanguage", { language: locale }, signal);
        // The service goes on telling the old list for an hour.
        known.codes.set(locale, locale);
      }
    },
    isApproved: askedOnce((signal) => readApproval(client, manner.approvalTags, signal)),
    async segments(language, namespace, query, signal) {
      const items = new Map<string, Segment>();
      const at = { version, language, namespace: called(namespace) };
      let asked = query;
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const { items: more, next } = await client.call(
          "segments",
          { ...at, query: asked },
          signal,
        );
        for (const [name, segment] of more) items.set(name, segment);
        if (next === undefined) return items;
        asked = { ...query, next };
      }
      throw new OutsideError(`Locize has more than ${MOST_PAGES} pages of ${called(namespace)}`);
    },
    update(language, namespace, resources, query, signal) {
      const turn = turns.get(namespace) ?? pLimit(1);
      turns.set(namespace, turn);
      const at = { language, namespace: called(namespace) };
      return turn(() => updateAll(at, resources, query, signal));
    },
    on: (branch) => openLocizeProject(client.of(branch.id), branch.version, manner),
  };
}

export function knownIn({ reference: source, codes }: KnownLanguages): KnownLocales {
  return { project: "the Locize project", locales: codes.keys(), source };
}

async function readLanguages(
  client: Client,
  signal: AbortSignal,
): Promise<KnownLanguages & { readonly codes: Map<string, string> }> {
  const all = await client.call("languages", {}, signal).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.message, { hint: WHERE });
  });
  const codes = new Map<string, string>();
  let reference: string | undefined;
  for (const [code, { isReference }] of all) {
    codes.set(canonicalLocale(code) ?? code, code);
    if (isReference) reference = code;
  }
  if (reference !== undefined) return { reference, codes };
  throw new UsageError(`Locize knows no project ${client.projectId}`, WHERE);
}

async function readApproval(
  client: Client,
  names: readonly string[],
  signal: AbortSignal,
): Promise<(segment: Segment) => boolean> {
  if (names.length === 0) return () => true;
  const known = await client.call("tags", {}, signal);
  const indexes = names.map((name) => known.indexOf(name));
  const stranger = names.find((_name, at) => indexes[at] === -1);
  if (stranger !== undefined) {
    throw new UsageError(
      `the Locize project has no tag "${stranger}"`,
      `Its tags are ${known.join(", ") || "none"}.`,
    );
  }
  return ({ tags }) => indexes.every((at) => tags[at] === true);
}
