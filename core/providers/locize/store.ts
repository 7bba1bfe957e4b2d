import { lackOf } from "../lacking.ts";
import type { Store, StoredText } from "../store.ts";
import type { Segment } from "./calls.ts";
import type { Manner } from "./locize.ts";
import { byNamespace } from "./names.ts";
import { type LocizeProject, knownIn } from "./project.ts";

/** Reading, writing and deleting single texts. */
export function openStore(
  project: LocizeProject,
  { review }: Manner,
): Pick<Store, "locales" | "read" | "write" | "remove" | "rename"> {
  return {
    locales: async (signal) => [...(await project.languages(signal)).codes.keys()],
    async read(locale, messages, signal) {
      const texts = new Map<number, StoredText>();
      const { codes } = await project.languages(signal);
      const code = codes.get(locale);
      if (code === undefined) return texts;
      const isApproved = await project.isApproved(signal);
      for (const [namespace, named] of byNamespace(messages)) {
        const segments = await project.segments(code, namespace, {}, signal);
        for (const { name, at } of named) {
          const segment = segments.get(name);
          if (segment === undefined || segment.value === "") continue;
          texts.set(at, storedText(segment, isApproved(segment)));
        }
      }
      return texts;
    },
    async write(locale, texts, signal) {
      await project.addLanguages([locale], signal);
      const languages = await project.languages(signal);
      const code = languages.codes.get(locale);
      if (code === undefined) throw lackOf(locale, knownIn(languages));
      const isSource = code === languages.reference;
      const query = isSource ? { autotranslate: false } : review ? { review } : {};
      for (const [namespace, named] of byNamespace(texts)) {
        const body = Object.fromEntries(named.map(({ name, message }) => [name, message.text]));
        const outcome = await project.update(code, namespace, body, query, signal);
        if (typeof outcome === "object") throw outcome.refused;
      }
    },
    async remove(messages, signal) {
      const { reference, codes } = await project.languages(signal);
      const others = [...codes.values()].filter((code) => code !== reference);
      for (const [namespace, named] of byNamespace(messages)) {
        const body = Object.fromEntries(named.map(({ name }) => [name, null]));
        for (const code of [reference, ...others]) {
          const outcome = await project.update(code, namespace, body, {}, signal);
          if (typeof outcome === "object") throw outcome.refused;
        }
      }
    },
    async rename(from, to, signal) {
      const { client, version, called } = project;
      const names = { from: called(from), to: called(to) };
      await client.call("renameNamespace", { version, ...names }, signal);
    },
  };
}

function storedText({ value, quality, updatedAt }: Segment, isApproved: boolean): StoredText {
  const isByMachine = quality === "MT" || quality === "AI" || quality === "TM";
  return {
    text: value,
    by: isByMachine ? "machine" : "person",
    isApproved,
    ...(updatedAt !== undefined && { updatedAt }),
  };
}
