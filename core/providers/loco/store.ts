import { Refusal } from "../refusal.ts";
import type { Store, StoredText } from "../store.ts";
import { assetIds, fitsAddress } from "./ids.ts";
import type { LocoProject } from "./project.ts";
import { importTexts } from "./push.ts";

const FEW = 4;

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
          findUpdatedAt: () => client.modifiedAt(id, code, signal),
        });
      }
      return texts;
    },
    async write(locale, texts, signal) {
      if (!(await project.mayWrite(signal))) throw new Refusal("the key of Loco may only read");
      await project.addLocales([locale], signal);
      const code = (await project.codes(signal)).get(locale) ?? locale;
      const source = await project.sourceCode(undefined, signal);
      const standing = await project.all(code, signal);
      const ids = assetIds(texts);
      const changed = texts
        .map(({ text }, at) => ({ id: ids[at] as string, text }))
        .filter(({ id, text }) => text !== "" && standing.get(id) !== text);
      const flag = code === source ? undefined : manner.flag;
      const isFew = changed.length <= FEW && changed.every(({ id }) => fitsAddress(id));
      if (!isFew || code === source) return importTexts(project, code, changed, signal, flag);
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
