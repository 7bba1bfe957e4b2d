import { type Composer, fail, type Frame, type Held, pushFrame, topOf } from "./composer.ts";
import { addEntry, addKey, closeOpen, openContainer, setAlias, setScalar } from "./entries.ts";
import { Style } from "./layout.ts";
import { kindOfScalar, styleOfScalar } from "./scalar-token.ts";

/** `{` or `[` in a block or in another flow. */
export function openFlow(composer: Composer, isList: boolean, start: number): void {
  const top = topOf(composer);
  if (top.inFlow) prepareValue(composer, top);
  if (composer.problem !== undefined) return;
  if (top.open < 0) return fail(composer, "malformed", "a value without its key");
  const row = openContainer(composer, isList, Style.Flow);
  composer.columns.valueStart[row] = start;
  pushFrame(composer, { row, isList, inFlow: true, indent: -1, open: -1 });
}

/** `}` or `]`. */
export function closeFlow(composer: Composer, isList: boolean, end: number): void {
  const top = topOf(composer);
  if (top.isList !== isList) return fail(composer, "malformed", "the wrong closing bracket");
  if (top.expects !== "entry") finishEntry(composer);
  if (composer.properties !== undefined) {
    return fail(composer, "unsupported", "an anchor or a tag on nothing");
  }
  composer.stack.pop();
  composer.columns.valueEnd[top.row] = end;
  const outer = topOf(composer);
  if (outer.inFlow) outer.expects = "comma";
}

/** A scalar or an alias: a map's key, or a value. */
export function takeFlowNode(composer: Composer, node: Held): void {
  const top = topOf(composer);
  if (!top.isList && top.expects === "entry") {
    if (node.type !== "scalar" || composer.properties !== undefined || node.source.includes("\n")) {
      return fail(composer, "unsupported", "a key that is no plain text");
    }
    composer.held = node;
    top.expects = "colon";
    return;
  }
  prepareValue(composer, top);
  if (composer.problem !== undefined) return;
  top.expects = "comma";
  if (node.type === "alias") return setAlias(composer, node);
  const style = styleOfScalar(node.source);
  const kind = kindOfScalar(node.source, composer.properties?.tag);
  setScalar(composer, node.start, node.end, style, kind);
}

/** `? ` in front of a map's key. */
export function takeFlowQuestion(composer: Composer): void {
  const top = topOf(composer);
  if (top.isList || top.expects !== "entry" || top.question >= 0) {
    return fail(composer, "unsupported", "a key that is no plain text");
  }
  top.question = composer.at;
}

export function takeFlowColon(composer: Composer): void {
  const top = topOf(composer);
  if (top.isList || top.expects === "entry") {
    return fail(composer, "unsupported", "an empty key or a pair in a list");
  }
  const key = composer.held;
  if (top.expects !== "colon" || key === undefined)
    return fail(composer, "malformed", "expected ','");
  composer.held = undefined;
  top.open = addKey(composer, key, composer.at + 1);
  top.expects = "value";
}

export function takeComma(composer: Composer): void {
  const top = topOf(composer);
  if (top.expects === "entry") return fail(composer, "malformed", "expected an entry, not ','");
  finishEntry(composer);
  top.expects = "entry";
}

/** An anchor or a tag: in a map behind the colon, in a list anywhere. */
export function takeFlowProperty(composer: Composer): void {
  const top = topOf(composer);
  if (top.isList && top.expects === "entry") return;
  if (top.expects !== "value")
    fail(composer, "unsupported", "an anchor or a tag on a key: it belongs in front of a value");
}

/** Ends an entry: one that has no value yet has none. */
function finishEntry(composer: Composer): void {
  const top = topOf(composer);
  const key = composer.held;
  if (top.expects === "colon" && key !== undefined) {
    composer.held = undefined;
    addKey(composer, key, key.end);
  }
  closeOpen(composer);
}

/** Makes sure that an entry awaits a value; in a list the value begins it. */
function prepareValue(composer: Composer, top: Frame): void {
  const awaited = top.isList ? "entry" : "value";
  if (top.expects !== awaited) {
    return fail(
      composer,
      top.expects === "entry" ? "unsupported" : "malformed",
      "expected ',' or a key",
    );
  }
  if (!top.isList) return;
  const start = composer.properties?.start ?? composer.at;
  top.open = addEntry(composer, top.row, -1, top.items++, 1, composer.at);
  composer.entryStart[top.open] = start;
}
