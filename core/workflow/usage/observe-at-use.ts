import type { Finding } from "../../model/finding.ts";
import { type Key, keyId } from "../../model/key.ts";
import type { Observation } from "../../report/report.ts";
import type { Judgement, UsePlace } from "../../usage/rules.ts";

const CODES = { missing: "missing-at-use", stale: "stale-at-use" } as const;

/** What a locale lacks or has not followed, told where a source asks for it: once a source. */
export function observeAtUse(
  findings: readonly Finding[],
  { places }: Judgement,
): readonly Observation[] {
  const byMessage = new Map<string, readonly UsePlace[]>();
  const byBase = new Map<string, readonly UsePlace[]>();
  for (const [{ namespace, key }, found] of places) {
    const once = onceASource(found);
    byMessage.set(namespace + keyId(key), once);
    const base = baseOf(key);
    if (base !== undefined) byBase.set(namespace + keyId(base), once);
  }
  return findings.flatMap((finding): readonly Observation[] => {
    const { code, locale, namespace, key } = finding;
    if (code !== "missing" && code !== "stale") return [];
    if (namespace === undefined || key === undefined) return [];
    // The source lacks forms that a locale needs: `cart_few` is used where `cart_one` is.
    const base = baseOf(key);
    const uses =
      byMessage.get(namespace + keyId(key)) ??
      (base === undefined ? undefined : byBase.get(namespace + keyId(base)));
    return (uses ?? []).map((place) => ({
      code: CODES[code],
      ...place,
      ...(locale !== undefined && { locale }),
      namespace,
      key,
    }));
  });
}

function onceASource(places: readonly UsePlace[]): readonly UsePlace[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** The key without its plural form; undefined where it has none. */
function baseOf(key: Key): Key | undefined {
  const name = key.at(-1) ?? "";
  const base = name.replace(/_(?:zero|one|two|few|many|other|plural|\d)$/u, "");
  return base === name ? undefined : [...key.slice(0, -1), base];
}
