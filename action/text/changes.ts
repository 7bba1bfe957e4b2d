import type { MessageId } from "../../core/model/message.ts";
import { shownKey } from "../../core/report/describe.ts";
import type { Changes } from "../../core/report/report.ts";
import { formatCount } from "../../core/report/words.ts";
import { code } from "./markdown.ts";

const MOST_NAMED = 5;

/** A list item for each kind of change in the source, with some keys by name; empty for none. */
export function changesList({ added, changed, removed, moved }: Changes): string {
  const items = [
    item("added", added.map(nameOf)),
    item("changed", changed.map(nameOf)),
    item("removed", removed.map(nameOf)),
    item(
      "moved",
      moved.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`),
    ),
  ];
  return items.filter((line) => line !== "").join("\n");
}

function item(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length - MOST_NAMED;
  const tail = more > 0 ? ` and ${formatCount(more)} more` : "";
  return `- ${formatCount(names.length)} ${what}: ${names.slice(0, MOST_NAMED).join(", ")}${tail}`;
}

function nameOf({ key }: MessageId): string {
  return code(shownKey(key));
}
