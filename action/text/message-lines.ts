import { shownKey } from "../../core/report/describe.ts";
import { cut, visible } from "../../core/report/quote.ts";
import { wrap } from "../../core/report/columns.ts";
import type { Translation } from "../../core/report/report.ts";

/** A code block does not wrap on GitHub: what is longer than this would have to be scrolled to. */
const WIDEST = 100;

/**
 * One message as lines of a diff, which GitHub paints: its key and what to know of it, the source,
 * what stood there, what is new, and what is wrong. `most`: UTF-16 units shown of a text.
 */
export function messageLines(translation: Translation, most: number): readonly string[] {
  const { outcome, source, previous, text, reason } = translation;
  const lines = [`@@ ${shownKey(translation.key)} @@${noteOf(translation)}`];
  lines.push(...textLines("  ", source, most));
  if (previous !== undefined) {
    lines.push(...textLines(outcome === "written" ? "- " : "  ", previous, most));
  }
  lines.push(...textLines(outcome === "written" ? "+ " : "! ", text, most));
  if (reason !== undefined) lines.push(...textLines("# ", reason, most));
  return lines;
}

function noteOf({ outcome, origin, score, previousByPerson, reason }: Translation): string {
  const notes: string[] = [];
  if (outcome === "written" && reason !== undefined) notes.push("written for review");
  if (origin === "memory") notes.push("from memory");
  if (origin === "moved") notes.push("moved along with its message");
  if (origin === "locked") notes.push("locked: as in the source");
  if (outcome === "suggested" && score !== undefined) notes.push(`score ${score}`);
  if (previousByPerson === true) {
    notes.push(outcome === "written" ? "a person wrote the old text" : "a person's text stands");
  }
  return notes.length === 0 ? "" : ` ${notes.join(" · ")}`;
}

/** Spaces at the ends, which nobody would see, are drawn. */
function textLines(sign: string, text: string, most: number): readonly string[] {
  const shown = visible(cut(text, most))
    .replace(/^ +/u, (spaces) => "␣".repeat(spaces.length))
    .replace(/ +$/u, (spaces) => "␣".repeat(spaces.length));
  return wrap(shown, WIDEST).map((line) => sign + line);
}
