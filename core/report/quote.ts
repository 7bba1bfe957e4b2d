/**
 * Keys, texts, paths and answers come from strangers. What could move a terminal's cursor, start a
 * new line of a log, hide or reorder text (CVE-2021-42574) is shown as its escape: controls,
 * separators, bidirectional and invisible format characters, tags, lone surrogates. The joiners
 * U+200C and U+200D stay: Persian and emoji are written with them.
 */
const HOSTILE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, with nothing in it that acts instead of being read. */
export function visible(text: string): string {
  return text.replaceAll(HOSTILE, (found) => SHORT[found] ?? escapeOf(found));
}

/** The same for a JSON document, whose own line feeds stay: it reads back as it was. */
export function visibleJson(json: string): string {
  const lines = json.split("\n");
  return lines.map((line) => line.replaceAll(HOSTILE, escapeOf)).join("\n");
}

function escapeOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** At most `most` UTF-16 units, the middle left out; never half a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, Math.ceil((most - 1) / 2)).replace(/[\u{d800}-\u{dbff}]$/u, "");
  const tail = text.slice(text.length - Math.floor((most - 1) / 2));
  return `${head}…${tail.replace(/^[\u{dc00}-\u{dfff}]/u, "")}`;
}

const MOST_QUOTED = 80;

/** A text of a catalog as part of a sentence. */
export function quoted(text: string): string {
  return `"${visible(cut(text, MOST_QUOTED))}"`;
}

/**
 * CI logs take commands out of what is printed: `::name::` at the start of a line (GitHub),
 * `##[name]`, `##vso[…]` and `##teamcity[…]` anywhere. Lines that read like one must not be one.
 */
export function inert(text: string): string {
  return text.replaceAll(LINE_COMMAND, "$1\\::").replaceAll(/##(?=\w*\[)/gu, "#\\#");
}

// oxlint-disable-next-line no-control-regex -- our own colours may stand in front
const LINE_COMMAND = /^((?:[^\S\n]|\u{1b}\[\d{1,2}m)*)::/gmu;

/** What a person reads outside of a report: its own line feeds stay, and nothing else acts. */
export function plain(text: string): string {
  return inert(text.split("\n").map(visible).join("\n"));
}
