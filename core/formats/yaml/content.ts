import type { CST } from "yaml";
import { Kind } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { takeColon, takeDash, takeQuestion } from "./block.ts";
import { type Composer, fail, topOf } from "./composer.ts";
import { setScalar } from "./entries.ts";
import {
  closeFlow,
  openFlow,
  takeComma,
  takeFlowColon,
  takeFlowProperty,
  takeFlowQuestion,
} from "./flow.ts";
import { Style } from "./layout.ts";
import { beginNode, heldNode, takeBlockProperty, takeNode, takeProperty } from "./node.ts";
import { blockScalar, lineStart } from "./scalar.ts";
import { scalarFault } from "./scalar-token.ts";

/** A document while its tokens are taken. */
export interface Stream {
  readonly composer: Composer;
  readonly bytes: Uint8Array;
  /** `---` was seen. */
  marker: boolean;
  /** A directive that no `---` has followed yet. */
  directive: boolean;
  /** `...` was seen. */
  ended: boolean;
  /** Start and end of the header of the block scalar that comes next. */
  header: readonly [ByteOffset, ByteOffset] | undefined;
}

/** What any content needs: a document that is open, and no node before it on its line. */
export function beginContent(stream: Stream): void {
  const { composer } = stream;
  if (stream.directive) fail(composer, "malformed", "a directive needs '---' after it");
  if (composer.properties?.end === composer.at) fail(composer, "malformed", "expected a blank");
}

/** Tokens that are content and no scalar. */
export function takeContent(stream: Stream, type: CST.TokenType, source: string): void {
  const { composer } = stream;
  const { inFlow } = topOf(composer);
  beginContent(stream);
  switch (type) {
    case "anchor":
    case "tag":
      if (inFlow) takeFlowProperty(composer);
      else takeBlockProperty(composer);
      return takeProperty(composer, type, source);
    case "flow-map-start":
    case "flow-seq-start":
      if (!inFlow) beginNode(composer);
      if (!inFlow) composer.startable = false;
      return openFlow(composer, type === "flow-seq-start", composer.at);
    case "flow-map-end":
    case "flow-seq-end":
      if (!inFlow) return fail(composer, "malformed", "nothing to close");
      closeFlow(composer, type === "flow-seq-end", composer.at + 1);
      if (!topOf(composer).inFlow) composer.held = heldNode(composer, "flow", source, false, false);
      return;
    case "comma":
      if (inFlow) return takeComma(composer);
      break;
    case "map-value-ind":
      if (inFlow) return takeFlowColon(composer);
      takeColon(composer);
      composer.fresh = false;
      return;
    case "seq-item-ind":
      if (inFlow) break;
      takeDash(composer);
      composer.startable = true;
      composer.tabbed = false;
      composer.fresh = false;
      return;
    case "explicit-key-ind":
      if (inFlow) return takeFlowQuestion(composer);
      takeQuestion(composer);
      composer.startable = composer.fresh = false;
      return;
    case "block-scalar-header":
      if (inFlow) break;
      beginNode(composer);
      if (!/^[|>](?:[1-9][-+]?|[-+][1-9]?)?$/u.test(source)) break;
      stream.header = [composer.at, composer.at + source.length];
      return;
    default:
  }
  fail(composer, "malformed", `unexpected ${JSON.stringify(source.slice(0, 20))}`);
}

/** A scalar; behind a block's header it is the block. */
export function takeScalar(stream: Stream, source: string): void {
  if (stream.header !== undefined) return takeBlockScalar(stream, stream.header, source);
  // The lexer's way to say that nothing stands between a colon and a comma.
  if (source === "") return;
  const fault = scalarFault(source);
  if (fault !== undefined) return fail(stream.composer, "malformed", fault);
  beginContent(stream);
  takeNode(stream.composer, "scalar", source);
}

export function takeBlockScalar(
  stream: Stream,
  [start, headerEnd]: readonly [ByteOffset, ByteOffset],
  source: string,
): void {
  const { composer, bytes } = stream;
  stream.header = undefined;
  const after = composer.at + source.length;
  const lineBreak = /\r?\n$/u.exec(source)?.[0].length ?? 0;
  const end = source === "" ? headerEnd : after - lineBreak;
  const top = topOf(composer);
  if (top.open < 0) return fail(composer, "malformed", "a text without its key", start);
  const entry = composer.entryStart[top.open] as number;
  const indent = entry < 0 ? 0 : entry - lineStart(bytes, entry);
  const whole = asBuffer(bytes).toString("latin1", start, end);
  const { text, fault } = blockScalar(whole, indent, lineBreak > 0);
  if (fault !== undefined) return fail(composer, "malformed", fault, start);
  const style = whole.startsWith("|") ? Style.Literal : Style.Folded;
  setScalar(composer, start, end, style, text === "" ? Kind.Empty : Kind.Text);
  composer.end = end;
  composer.startable = composer.fresh = true;
  composer.line = after;
}
