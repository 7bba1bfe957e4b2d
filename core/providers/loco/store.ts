import { OutsideError } from "../../model/errors.ts";
import { Refusal } from "../refusal.ts";
import type { Store, StoredText } from "../store.ts";
import { assetIds, fitsAddress } from "./ids.ts";
import type { LocoProject } from "./project.ts";
import { importTexts } from "./push.ts";

const FEW = 4;

/** A full plan drops what it has no room for, and says nothing. */
function refuseLoss(
  kept: ReadonlyMap<string, string>,
  sent: readonly { readonly id: string }[],
): void {
  const lost = sent.filter(({ id }) => !kept.has(id)).length;
  if (lost === 0) return;
  throw new OutsideError(
    `Loco did not keep ${lost} of ${sent.length} texts: see whether the plan's quota is full`,
  );
}

/** Reading, writing and deleting what Loco keeps. */
export function openStore(project: LocoProject): Store {
  const { client, manner } = project;
  return {
    deletes: manner.deletes,
    locales: async (signal) => [...(await project.codes(signal)).keys()],
    async read(locale, messages, signal) {
      const texts = new Map<number, StoredText>();
      const code = (await project.codes(signal)).get(locale);
      if (code === undefined) return texts;
      const isSource = code === (await project.sourceCode(undefined, signal));
      const all = await project.all(code, signal);
      const finished = isSource ? all : await project.finished(code, signal);
      for (const [at, id] of assetIds(messages).entries()) {
        const text = all.get(id);
        if (text === undefined) continue;
        const isApproved = finished.get(id) === text;
        texts.set(at, {
          text,
          isApproved,
          ...(isSource && {
            isProposed: async () => (await project.proposed(signal)).has(id),
          }),
          ...(fitsAddress(id) && { findUpdatedAt: () => client.modifiedAt(id, code, signal) }),
        });
      }
      return texts;
    },
    async write(locale, texts, signal) {
      if (!(await project.mayWrite(signal))) throw new Refusal("the key of Loco may only read");
      await project.addLocales([locale], signal);
      const code = await project.code(locale, signal);
      const source = await project.sourceCode(undefined, signal);
      const standing = await project.all(code, signal);
      const ids = assetIds(texts);
      const changed = texts
        .map(({ text }, at) => ({ id: ids[at] as string, text }))
        .filter(({ id, text }) => text !== "" && standing.get(id) !== text);
      if (changed.length === 0) return;
      const flag = code === source ? undefined : manner.flag;
      const isFew = changed.length <= FEW && changed.every(({ id }) => fitsAddress(id));
      if (!isFew || code === source) {
        await importTexts(project, code, changed, signal, flag);
        return refuseLoss(await project.all(code, signal), changed);
      }
      await Promise.all(
        changed.map(async ({ id, text }) => {
          await client.translate(id, code, text, signal);
          if (flag !== undefined) await client.flag(id, code, flag, signal);
        }),
      );
    },
    async remove(messages, signal) {
      const ids = assetIds(messages).filter(fitsAddress);
      await Promise.all(ids.map((id) => client.removeAsset(id, signal)));
    },
  };
}
