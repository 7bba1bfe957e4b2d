import { canonicalLocale } from "../../model/locale.ts";
import type { StoreCounts } from "../store.ts";
import type { LocizeProject } from "./project.ts";

/** By locale. Locize wants this asked for a few times an hour. */
export async function readStatistics(
  { client, version }: LocizeProject,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, StoreCounts>> {
  const versions = await client.call("statistics", { version }, signal);
  const counts = new Map<string, StoreCounts>();
  for (const [code, namespaces] of versions.get(version) ?? []) {
    let translated = 0;
    let total = 0;
    for (const { segmentsTranslated, segmentsTotal } of namespaces.values()) {
      translated += segmentsTranslated;
      total += segmentsTotal;
    }
    counts.set(canonicalLocale(code) ?? code, { translated, total });
  }
  return counts;
}
