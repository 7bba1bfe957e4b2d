import { compareText } from "../../model/compare-text.ts";
import {
  type JobGroup,
  type Neighbour,
  compareMessages,
  contentKey,
  termsIn,
} from "../../model/job-group.ts";
import { type Message, messageId } from "../../model/message.ts";
import { chunksOf } from "../../providers/chunks.ts";
import type { Provider } from "../../providers/provider.ts";
import { type Want, neighboursOf } from "./want.ts";

export interface GroupOptions {
  readonly sourceLocale: string;
  readonly lockedKeys: readonly string[];
  readonly terms: readonly string[];
}

/** English UI text has about six characters a word, its space included. */
const CHARACTERS_PER_WORD = 6;

/**
 * Job groups for what is wanted: messages that the same set of locales needs travel together, so
 * that no locale is asked for what it has. Groups are split by the provider's limits, at places
 * that depend on content: one more message changes one group and not all that follow. Messages that
 * ask the same question in a locale travel once.
 */
export function groupWants(
  wants: readonly Want[],
  provider: Provider,
  options: GroupOptions,
): readonly JobGroup[] {
  const groups: JobGroup[] = [];
  const neighbours = provider.readsNeighbours === true ? neighboursIn(wants) : undefined;
  for (const { locales, messages, previous } of byLocales(leadsOf(wants))) {
    const { localesPerGroup, messagesPerGroup, charactersPerGroup } = provider.limits;
    const limits = { messages: messagesPerGroup, words: charactersPerGroup / CHARACTERS_PER_WORD };
    for (const { start, end } of chunksOf(messages, limits)) {
      for (let from = 0; from < locales.length; from += localesPerGroup) {
        const part = {
          sourceLocale: options.sourceLocale,
          targetLocales: locales.slice(from, from + localesPerGroup),
          messages: messages.slice(start, end),
          lockedKeys: [...options.lockedKeys].sort(compareText),
          terms: termsIn(messages.slice(start, end), options.terms),
        };
        groups.push({
          ...part,
          previous: byCell(part, previous),
          ...(neighbours && { neighbours: byCell(part, neighbours) }),
          contentKey: contentKey({ ...part, previous: {} }, provider.fingerprint),
        });
      }
    }
  }
  return groups;
}

/** Everything that decides how a message is translated but its place: equal ones are asked once. */
export function questionOf({ text, description, syntax }: Message): string {
  return JSON.stringify([text, description ?? "", syntax ?? ""]);
}

/** The first of those that ask the same in the same locale. */
function leadsOf(wants: readonly Want[]): readonly Want[] {
  const leads = new Map<string, Want>();
  for (const want of wants) {
    const question = `${want.locale} ${questionOf(want.message)}`;
    const lead = leads.get(question);
    const isFirst = lead === undefined || compareMessages(want.message, lead.message) < 0;
    if (isFirst) leads.set(question, want);
  }
  return [...leads.values()];
}

interface Bundle {
  readonly locales: readonly string[];
  readonly messages: readonly Message[];
  /** By locale and message. */
  readonly previous: ReadonlyMap<string, string>;
}

function byLocales(wants: readonly Want[]): readonly Bundle[] {
  const wanted = new Map<string, { readonly message: Message; readonly locales: Set<string> }>();
  const previous = new Map<string, string>();
  for (const want of wants) {
    const id = messageId(want.message);
    // What was refused is described by the reason, which is the locale's own.
    const question = `${id}\n${want.message.description ?? ""}`;
    const entry = wanted.get(question) ?? { message: want.message, locales: new Set<string>() };
    wanted.set(question, entry);
    entry.locales.add(want.locale);
    if (want.previous !== undefined) previous.set(`${want.locale}\n${id}`, want.previous);
  }
  const bundles = new Map<string, { locales: readonly string[]; messages: Message[] }>();
  for (const { message, locales } of wanted.values()) {
    const sorted = [...locales].sort(compareText);
    const bundle = bundles.get(sorted.join()) ?? { locales: sorted, messages: [] };
    bundles.set(sorted.join(), bundle);
    bundle.messages.push(message);
  }
  return [...bundles.values()].map(({ locales, messages }) => ({
    locales,
    messages: messages.sort(compareMessages),
    previous,
  }));
}

function neighboursIn(wants: readonly Want[]): ReadonlyMap<string, readonly Neighbour[]> {
  return new Map(
    wants.map((want) => [`${want.locale}\n${messageId(want.message)}`, neighboursOf(want)]),
  );
}

/** What is known by locale and message, by locale and the message's index. */
function byCell<T>(
  { targetLocales, messages }: Pick<JobGroup, "targetLocales" | "messages">,
  known: ReadonlyMap<string, T>,
): Readonly<Record<string, Readonly<Record<number, T>>>> {
  const byLocale: Record<string, Record<number, T>> = {};
  for (const locale of targetLocales) {
    const values: Record<number, T> = {};
    for (const [at, message] of messages.entries()) {
      const value = known.get(`${locale}\n${messageId(message)}`);
      if (value !== undefined) values[at] = value;
    }
    byLocale[locale] = values;
  }
  return byLocale;
}
