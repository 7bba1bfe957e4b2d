import type { Group } from "./groups.ts";
import { SENTENCES } from "./sentences.ts";

export interface Selection {
  readonly told: readonly Group[];
  /** Groups like five that are told, of one file, code and set of locales each. */
  readonly alike: readonly (readonly [Group, ...Group[]])[];
  /** Findings of all other groups. */
  readonly left: number;
}

/** A new locale makes every message missing or a copy: five tell as much as five thousand. */
const MOST_ALIKE = 5;

/** At most `max` groups, from the front; what only repeats them is set apart. Linear. */
export function select(groups: readonly Group[], max: number): Selection {
  const told: Group[] = [];
  const toldAlike = new Map<string, number>();
  const alike = new Map<string, [Group, ...Group[]]>();
  let left = 0;
  for (const group of groups) {
    const id = alikeId(group);
    const like = id === undefined ? 0 : (toldAlike.get(id) ?? 0);
    if (id !== undefined && like >= MOST_ALIKE) {
      const others = alike.get(id);
      if (others === undefined) alike.set(id, [group]);
      else others.push(group);
    } else if (told.length < max) {
      told.push(group);
      if (id !== undefined) toldAlike.set(id, like + 1);
    } else {
      left += group.count;
    }
  }
  return { told, alike: [...alike.values()], left };
}

/** Equal for groups that differ in nothing but their message; undefined where a remark stands. */
function alikeId({ code, severity, place, locales, remark }: Group): string | undefined {
  const { state, many } = SENTENCES[code];
  if ((state ?? many) === undefined || remark !== undefined) return undefined;
  return JSON.stringify([code, severity, place.path, locales]);
}
