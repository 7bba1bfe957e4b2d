import type { MessageId } from "../model/message.ts";
import { shownKey } from "./describe.ts";
import { visible } from "./quote.ts";
import type { Changes } from "./report.ts";
import { formatCount } from "./words.ts";

const MOST_MOVES = 3;

/** `3 added · 1 changed · 1 moved: nav.home → menu.home`; empty where nothing changed. */
export function changesText(changes: Changes): string {
  const parts = (["added", "changed", "removed"] as const)
    .filter((what) => changes[what].length > 0)
    .map((what) => `${formatCount(changes[what].length)} ${what}`);
  if (changes.moved.length > 0) parts.push(movesText(changes.moved));
  return parts.join(" · ");
}

function movesText(moved: Changes["moved"]): string {
  const shown = moved.slice(0, MOST_MOVES).map(({ from, to }) => {
    const isInPlace = from.namespace === to.namespace;
    return `${nameOf(from, isInPlace)} → ${nameOf(to, isInPlace)}`;
  });
  const more = moved.length - shown.length;
  const tail = more > 0 ? ` and ${formatCount(more)} more` : "";
  return `${formatCount(moved.length)} moved: ${shown.join(", ")}${tail}`;
}

function nameOf({ namespace, key }: MessageId, isInPlace: boolean): string {
  return isInPlace ? shownKey(key) : `${shownKey(key)} in ${visible(namespace)}`;
}
