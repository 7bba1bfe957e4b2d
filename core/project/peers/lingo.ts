import type { ConfigFile } from "../config.ts";
import { readLiteral } from "./literal.ts";
import type { Peer } from "./peer.ts";
import { at, textAt, textsAt } from "./plain.ts";

/** Bucket types whose files locstep reads too; the names are Lingo.dev's. */
const BUCKETS = ["json", "jsonc", "json-dictionary", "yaml", "yaml-root-key", "flutter"];

/** Lingo.dev's `i18n.json`. Other tools use that name, so it must have `locale` and `buckets`. */
export const lingo: Peer = {
  name: "lingo.dev",
  paths: ["i18n.json"],
  read(text) {
    const config = readLiteral(text);
    const sourceLocale = textAt(config, "locale", "source");
    const buckets = at(config, "buckets");
    if (sourceLocale === undefined || typeof buckets !== "object" || buckets === null)
      return undefined;
    const files: string[] = [];
    const notes: string[] = [];
    for (const [type, bucket] of Object.entries(buckets)) {
      if (!BUCKETS.includes(type))
        notes.push(`the bucket ${type} holds a format that locstep does not read`);
      else files.push(...includesOf(at(bucket, "include")));
    }
    return {
      sourceLocale,
      locales: textsAt(config, "locale", "targets"),
      files,
      provider: providerOf(config),
      notes,
    };
  },
};

/** A path each, or `{ path, delimiter }`. */
function includesOf(include: unknown): string[] {
  return [include]
    .flat()
    .map((entry) => (typeof entry === "string" ? entry : textAt(entry, "path")))
    .filter((path) => path !== undefined)
    .map((path) => path.replaceAll("[locale]", "{locale}"));
}

function providerOf(config: unknown): NonNullable<ConfigFile["provider"]> {
  const model = textAt(config, "provider", "model");
  const id = textAt(config, "provider", "id");
  if (id === undefined) return { name: "lingo" };
  return { name: id, ...(model !== undefined && { model }) };
}
