import type { Finding } from "../../model/finding.ts";
import { compareText } from "../../model/compare-text.ts";
import type { Key } from "../../model/key.ts";
import { type MessageId, messageId } from "../../model/message.ts";
import type { Observation } from "../../report/report.ts";
import { type Part, isRetold } from "../../report/retold.ts";
import type { Judgement, UsePlace } from "../../usage/rules.ts";

const CODES = { missing: "missing-at-use", stale: "stale-at-use" } as const;

/** One message in a state that is told where the message is used. */
interface State {
  readonly code: keyof typeof CODES;
  readonly namespace: string;
  readonly key: Key;
  readonly locales: Set<string>;
}

/**
 * What locales lack or have not followed, told where a source asks for it: once a source for all
 * its locales, since sixty of them would tell of one use sixty times.
 */
export function observeAtUse(
  parts: readonly Part[],
  { places }: Judgement,
): readonly Observation[] {
  const states = statesOf(parts);
  if (states.size === 0) return [];
  const byMessage = new Map<string, readonly UsePlace[]>();
  const byBase = new Map<string, readonly UsePlace[]>();
  for (const [message, found] of places) {
    const once = onceASource(found);
    byMessage.set(messageId(message), once);
    const base = baseOf(message);
    if (base !== undefined) byBase.set(messageId(base), once);
  }
  return [...states.values()].flatMap(({ code, namespace, key, locales }) => {
    // The source lacks forms that a locale needs: `cart_few` is used where `cart_one` is.
    const base = baseOf({ namespace, key });
    const uses =
      byMessage.get(messageId({ namespace, key })) ??
      (base === undefined ? undefined : byBase.get(messageId(base)));
    if (uses === undefined) return [];
    const sorted = [...locales].sort(compareText);
    return uses.map((place) => ({ code: CODES[code], ...place, locales: sorted, namespace, key }));
  });
}

/** The states by message, in the order of the findings. */
function statesOf(parts: readonly Part[]): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  const retold = new Map<readonly Finding[], readonly State[]>();
  for (const part of parts) {
    if (!isRetold(part)) {
      if (part.locale !== undefined) stateOf(part, states)?.locales.add(part.locale);
      continue;
    }
    const told = retold.get(part.first) ?? part.first.flatMap((one) => stateOf(one, states) ?? []);
    retold.set(part.first, told);
    for (const { locales } of told) locales.add(part.locale);
  }
  return states;
}

function stateOf({ code, namespace, key }: Finding, states: Map<string, State>): State | undefined {
  if (code !== "missing" && code !== "stale") return undefined;
  if (namespace === undefined || key === undefined) return undefined;
  const id = `${code}\n${messageId({ namespace, key })}`;
  const state = states.get(id) ?? { code, namespace, key, locales: new Set() };
  states.set(id, state);
  return state;
}

function onceASource(places: readonly UsePlace[]): readonly UsePlace[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** The message without its key's plural form; undefined where it has none. */
function baseOf({ namespace, key }: MessageId): MessageId | undefined {
  const name = key.at(-1) ?? "";
  const base = name.replace(/_(?:zero|one|two|few|many|other|plural|\d)$/u, "");
  return base === name ? undefined : { namespace, key: [...key.slice(0, -1), base] };
}
