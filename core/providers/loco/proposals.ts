import type { Message } from "../../model/message.ts";
import type { Provider } from "../provider.ts";
import type { Proposals } from "../store.ts";
import type { TaggedAsset } from "./client.ts";
import { assetIds, fitsAddress } from "./ids.ts";
import { type LocoProject, isOfPull, tagOf } from "./project.ts";
import { importTexts } from "./push.ts";

/** What no source has any more, where git may not delete it. */
const ORPHANED = "orphaned";

/**
 * Loco has no branches: what a pull request adds or changes is tagged `pr-7`. What another open one
 * has changed too is its business.
 */
export function openProposals(project: LocoProject, marked: (tag: string) => Provider): Proposals {
  const { client } = project;
  return {
    open: async ({ number }) => marked(tagOf(number)),
    async merge({ number }, signal) {
      if (!(await project.mayWrite(signal))) return "absent";
      const outcome = await client.removeTag(tagOf(number), signal);
      return outcome === "removed" ? "merged" : "absent";
    },
    async remove({ number }, base, signal) {
      if (!(await project.mayWrite(signal))) return "absent";
      const tag = tagOf(number);
      const tagged = await client.tagged(tag, signal);
      const own = tagged.filter(({ tags }) => !tags.some((one) => one !== tag && isOfPull(one)));
      if (own.length > 0) await takeBack(project, own, await base(), signal);
      return client.removeTag(tag, signal);
    },
  };
}

/** What the base has reads again as it does there; the rest has no source any more. */
async function takeBack(
  project: LocoProject,
  assets: readonly TaggedAsset[],
  base: readonly Message[],
  signal: AbortSignal,
): Promise<void> {
  const { client, manner } = project;
  const texts = textsById(base);
  const source = await project.sourceCode(undefined, signal);
  const standing = await project.all(source, signal);
  const changed = assets.flatMap(({ id }) => {
    const text = texts.get(id);
    return text === undefined || text === standing.get(id) ? [] : { id, text };
  });
  await importTexts(project, source, changed, signal);
  const orphaned = assets.map(({ id }) => id).filter((id) => !texts.has(id));
  if (orphaned.length === 0) return;
  if (!manner.deletes) return client.tag(ORPHANED, orphaned, signal);
  const gone = orphaned.filter(fitsAddress);
  await Promise.all(gone.map((id) => client.removeAsset(id, signal)));
}

/** Ids are made a namespace at a time, as they are when texts are sent. */
function textsById(messages: readonly Message[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const one of new Set(messages.map(({ namespace }) => namespace))) {
    const ofOne = messages.filter(({ namespace }) => namespace === one);
    for (const [at, id] of assetIds(ofOne).entries()) texts.set(id, ofOne[at]?.text ?? "");
  }
  return texts;
}
