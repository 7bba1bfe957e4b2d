import type { Message } from "../../model/message.ts";
import { assetIds, fitsAddress } from "./ids.ts";
import type { LocoProject } from "./project.ts";

/** So few are sent one by one, each with its own call; more are imported. */
const FEW = 4;
/** A call each: what has changed since its translation was made. */
const STALE = "fuzzy";
const MOST_IN_ONE_IMPORT = 1_000;

/**
 * Sends the source texts that Loco lacks or has an older one of. Translations of older ones are
 * flagged first: a run that is killed in between finds the same difference again. Whoever sends the
 * same once more sends nothing.
 */
export async function pushSources(
  project: LocoProject,
  source: string,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<void> {
  const { client, manner } = project;
  const standing = await project.all(source, signal);
  const ids = assetIds(messages);
  const changed = messages.flatMap((message, at) => {
    const id = ids[at] as string;
    const isSent = message.key.length > 0 && standing.get(id) !== message.text;
    return isSent ? { id, text: message.text, notes: message.description ?? "" } : [];
  });
  if (changed.length === 0) return;
  const older = changed.filter(({ id }) => standing.has(id));
  const unflagged = await flagTranslations(
    project,
    source,
    older.map(({ id }) => id),
    signal,
  );

  const sent = changed.filter(({ id }) => !unflagged.has(id));
  const isAlone = ({ id, notes }: (typeof changed)[number]): boolean =>
    fitsAddress(id) && (standing.has(id) ? sent.length <= FEW : notes !== "");
  const alone = sent.filter(isAlone);
  await Promise.all(
    alone.map(async (asset) => {
      const { id, text, notes } = asset;
      const isNew = !standing.has(id) && (await client.addAsset(asset, signal)) === "created";
      if (isNew) return;
      if (notes !== "") await client.setNotes(id, notes, signal);
      await client.translate(id, source, text, signal);
    }),
  );
  await importTexts(
    project,
    source,
    sent.filter((asset) => !isAlone(asset)),
    signal,
  );
  const tagged = sent.map(({ id }) => id).filter((id) => !id.includes(","));
  if (tagged.length === 0) return;
  for (const tag of manner.tags) await client.tag(tag, tagged, signal);
}

/** Sets texts in one locale, marked by `flag` where one is given. */
export async function importTexts(
  { client }: LocoProject,
  locale: string,
  texts: readonly { readonly id: string; readonly text: string }[],
  signal: AbortSignal,
  flag?: string,
): Promise<void> {
  for (let from = 0; from < texts.length; from += MOST_IN_ONE_IMPORT) {
    const part = texts.slice(from, from + MOST_IN_ONE_IMPORT);
    const body = Object.fromEntries(part.map(({ id, text }) => [id, text]));
    await client.load(body, { locale, "flag-new": flag, "flag-updated": flag }, signal);
  }
}

/**
 * What a translator finished for a text that is now another is to be looked at again. Returns what
 * could not be flagged: its new text would make the old translation look finished.
 */
async function flagTranslations(
  project: LocoProject,
  source: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const unflagged = new Set<string>();
  if (ids.length === 0) return unflagged;
  const codes = [...(await project.codes(signal)).values()].filter((code) => code !== source);
  await Promise.all(
    codes.map(async (code) => {
      const finished = await project.finished(code, signal);
      const stale = ids.filter((id) => finished.has(id));
      await Promise.all(
        stale.map(async (id) => {
          const outcome = await project.client.flag(id, code, STALE, signal);
          if (outcome === "absent") unflagged.add(id);
        }),
      );
    }),
  );
  return unflagged;
}
