import { type Composer, fail, pushFrame, topOf } from "./composer.ts";
import { addEntry, addKey, closeOpen, openContainer, setAlias, setScalar } from "./entries.ts";
import { Style } from "./layout.ts";
import { kindOfScalar, styleOfScalar } from "./scalar-token.ts";

/** An implicit key is at most this long, and on one line; libyaml refuses the file otherwise. */
export const MAX_KEY_LENGTH = 1024;

/** The first content of a line closes whatever is indented deeper. */
export function arrive(composer: Composer, isDash: boolean): void {
  const column = composer.at - composer.line;
  if (composer.tabbed) fail(composer, "malformed", "a tab in the indentation");
  for (;;) {
    const top = topOf(composer);
    const isLeft = top.indent > column || (top.indent === column && top.isList && !isDash);
    if (!isLeft) break;
    closeBlock(composer);
  }
  const top = topOf(composer);
  // A list may stand in the column of the key that it belongs to.
  const isValue = column > top.indent || (isDash && !top.isList && column === top.indent);
  if (!isValue) closeOpen(composer);
}

/** Ends the innermost block; what it holds ended with the last content before here. */
export function closeBlock(composer: Composer): void {
  closeOpen(composer);
  const frame = composer.stack.pop();
  if (frame !== undefined && frame.row >= 0) composer.columns.valueEnd[frame.row] = composer.end;
}

/** `- `: a new item, in this list or in one that begins here. */
export function takeDash(composer: Composer): void {
  const { fresh, startable } = composer;
  const column = composer.at - composer.line;
  settle(composer);
  if (fresh) arrive(composer, true);
  if (!startable || composer.tabbed || propertiesHere(composer)) {
    return fail(composer, "malformed", "a list may not begin here");
  }
  const top = topOf(composer);
  if (!(fresh && top.isList && top.indent === column)) {
    const mayShareColumn = fresh && !top.isList;
    if (top.open < 0 || column < top.indent || (column === top.indent && !mayShareColumn)) {
      return fail(composer, "malformed", "a list item out of line");
    }
    openBlock(composer, true, column);
  }
  const frame = topOf(composer);
  frame.open = addEntry(composer, frame.row, -1, frame.items++, 1, composer.at + 1);
  composer.entryStart[frame.open] = composer.at;
}

/** `? `: the next scalar is a key, however long it is. */
export function takeQuestion(composer: Composer): void {
  const { fresh, startable, tabbed } = composer;
  const column = composer.at - composer.line;
  settle(composer);
  if (fresh) arrive(composer, false);
  if (!startable || tabbed || propertiesHere(composer)) {
    return fail(composer, "malformed", "a map may not begin here");
  }
  beginEntry(composer, column, fresh, composer.at);
  topOf(composer).question = composer.at;
}

/** `: ` behind a held scalar: a new entry, in this map or in one that begins here. */
export function takeColon(composer: Composer): void {
  const { held } = composer;
  if (held === undefined) return takeExplicitColon(composer);
  if (held.type !== "scalar")
    return fail(composer, "unsupported", "a key that is no text", held.start);
  if (propertiesHere(composer)) {
    return fail(
      composer,
      "unsupported",
      "an anchor or a tag on a key: it belongs in front of a value",
      held.start,
    );
  }
  if (!held.startable) return fail(composer, "malformed", "a map may not begin on this line");
  if (held.source.length > MAX_KEY_LENGTH || held.source.includes("\n")) {
    return fail(composer, "malformed", "a key must be short and on one line", held.start);
  }
  composer.held = undefined;
  beginEntry(composer, held.column, held.fresh, held.start);
  if (composer.problem !== undefined) return;
  const frame = topOf(composer);
  frame.open = addKey(composer, held, composer.at + 1);
  composer.startable = false;
}

/** `: ` on a line of its own, below its `? `. */
function takeExplicitColon(composer: Composer): void {
  const frame = topOf(composer);
  const isBelow = composer.fresh && composer.at - composer.line === frame.indent;
  if (frame.key === undefined || !isBelow) return fail(composer, "unsupported", "an empty key");
  frame.open = addKey(composer, frame.key, composer.at + 1);
  composer.startable = true;
}

/** Makes sure that an entry of a block map may begin in `column`. */
function beginEntry(composer: Composer, column: number, isFresh: boolean, at: number): void {
  const top = topOf(composer);
  if (isFresh && !top.isList && top.indent === column) return;
  if (top.question >= 0) return fail(composer, "unsupported", "a key that is no text", at);
  if (top.open < 0 || column <= top.indent)
    return fail(composer, "malformed", "a key out of line", at);
  openBlock(composer, false, column);
}

function openBlock(composer: Composer, isList: boolean, indent: number): void {
  const row = openContainer(composer, isList, Style.Block);
  pushFrame(composer, { row, isList, inFlow: false, indent, open: -1 });
}

/** A line ends, so what was held is no key. */
export function settle(composer: Composer): void {
  const { held } = composer;
  if (held === undefined) return;
  composer.held = undefined;
  const top = topOf(composer);
  if (top.question >= 0 && top.key === undefined) {
    const isText = held.type === "scalar" && composer.properties === undefined;
    if (!isText || held.source.includes("\n"))
      return fail(composer, "unsupported", "a key that is no text");
    top.key = held;
    return;
  }
  if (held.type === "flow") return;
  if (top.open < 0 || (held.fresh && held.column <= top.indent)) {
    return fail(composer, "malformed", "expected a key and ':'", held.start);
  }
  if (held.type === "alias") return setAlias(composer, held);
  const style = styleOfScalar(held.source);
  if (style === Style.Plain && held.source.includes("\n")) composer.wraps = true;
  const kind = kindOfScalar(held.source, composer.properties?.tag);
  setScalar(composer, held.start, held.end, style, kind);
}

/** Whether an anchor or a tag precedes on the same line: before a key it would be the key's. */
function propertiesHere(composer: Composer): boolean {
  return composer.properties?.line === composer.line;
}
