import { CST, Lexer } from "yaml";
import { Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { closeBlock, settle, takeColon, takeDash, takeQuestion } from "./block.ts";
import { type Composer, fail, newComposer, topOf } from "./composer.ts";
import { closeOpen, openDocument, setScalar } from "./entries.ts";
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
import { documentStart } from "../encoding.ts";
import { blockScalar, lineStart } from "./scalar.ts";
import { scalarFault } from "./scalar-token.ts";

const { DOCUMENT, FLOW_END, SCALAR, tokenType } = CST;

/** What a file says, its aliases and merge keys not yet followed. */
export interface Parsed {
  readonly composer: Composer;
  readonly marker: boolean;
}

interface Stream {
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

/**
 * Reads one document from the lexer's tokens, in one pass and without recursion. The file is lexed
 * as Latin-1: YAML's own characters are ASCII and every byte is one code unit, so a token's offset
 * is its byte offset. (The `yaml` package's own parser looks up the environment at each token and
 * builds a tree: it takes three times as long, and tens of bytes of memory for each of the file.)
 */
export function parse(bytes: Uint8Array): Parsed {
  const start = documentStart(bytes);
  const composer = newComposer(bytes, start);
  openDocument(composer);
  const stream: Stream = {
    composer,
    bytes,
    marker: false,
    directive: false,
    ended: false,
    header: undefined,
  };
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    "latin1",
    start,
  );
  let isScalar = false;
  for (const lexeme of new Lexer().lex(source)) {
    if (isScalar) {
      isScalar = false;
      takeScalar(stream, lexeme);
    } else if (lexeme === SCALAR) {
      isScalar = true;
      continue;
    } else if (lexeme === DOCUMENT) {
      if (stream.ended)
        fail(composer, "unsupported", "more than one document: put each into a file of its own");
      continue;
    } else if (lexeme === FLOW_END) {
      fail(composer, "malformed", "expected '}' or ']'");
    } else {
      take(stream, lexeme);
    }
    if (composer.problem !== undefined) break;
    composer.at += lexeme.length;
  }
  if (composer.problem === undefined) endDocument(stream);
  return { composer, marker: stream.marker };
}

function take(stream: Stream, source: string): void {
  const { composer } = stream;
  const end = composer.at + source.length;
  const type = tokenType(source);
  switch (type) {
    case "space":
      composer.spaced = true;
      if (source.includes("\t")) composer.tabbed = true;
      return;
    case "newline":
      return takeLineEnd(composer, end);
    case "comment":
      if (!composer.spaced) fail(composer, "malformed", "a comment needs a space before it");
      return;
    case "directive-line":
      stream.directive = true;
      if (!source.startsWith("%YAML"))
        fail(composer, "unsupported", "a directive other than %YAML");
      return;
    case "doc-start":
      return takeMarker(stream, end);
    case "doc-end":
      endDocument(stream);
      stream.ended = true;
      return;
    case "alias":
      beginContent(stream);
      return takeNode(composer, "alias", source);
    case "single-quoted-scalar":
    case "double-quoted-scalar":
      return takeScalar(stream, source);
    case null:
      return fail(composer, "malformed", "not a token");
    default:
  }
  takeContent(stream, type, source);
  composer.spaced = false;
  composer.end = end;
}

/** Tokens that are content and no scalar. */
function takeContent(stream: Stream, type: CST.TokenType, source: string): void {
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
function takeScalar(stream: Stream, source: string): void {
  if (stream.header !== undefined) return takeBlockScalar(stream, stream.header, source);
  // The lexer's way to say that nothing stands between a colon and a comma.
  if (source === "") return;
  const fault = scalarFault(source);
  if (fault !== undefined) return fail(stream.composer, "malformed", fault);
  beginContent(stream);
  takeNode(stream.composer, "scalar", source);
}

function takeBlockScalar(
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
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    "latin1",
    start,
    end,
  );
  const { text, fault } = blockScalar(whole, indent, lineBreak > 0);
  if (fault !== undefined) return fail(composer, "malformed", fault, start);
  const style = whole.startsWith("|") ? Style.Literal : Style.Folded;
  setScalar(composer, start, end, style, text === "" ? Kind.Empty : Kind.Text);
  composer.end = end;
  composer.startable = composer.fresh = true;
  composer.line = after;
}

function takeLineEnd(composer: Composer, next: ByteOffset): void {
  if (!topOf(composer).inFlow) settle(composer);
  composer.line = next;
  composer.fresh = composer.startable = composer.spaced = true;
  composer.tabbed = false;
}

function takeMarker(stream: Stream, end: ByteOffset): void {
  const { composer } = stream;
  const isFresh = topOf(composer).open === 0 && composer.properties === undefined;
  const isSecond = stream.marker || composer.columns.size > 1 || !isFresh;
  if (isSecond)
    return fail(composer, "unsupported", "more than one document: put each into a file of its own");
  stream.marker = true;
  stream.directive = false;
  composer.fresh = composer.startable = composer.spaced = false;
  composer.end = end;
}

/** What any content needs: a document that is open, and no node before it on its line. */
function beginContent(stream: Stream): void {
  const { composer } = stream;
  if (stream.directive) fail(composer, "malformed", "a directive needs '---' after it");
  if (composer.properties?.end === composer.at) fail(composer, "malformed", "expected a blank");
}

function endDocument(stream: Stream): void {
  const { composer } = stream;
  const { size } = composer.columns;
  if (stream.header !== undefined) takeBlockScalar(stream, stream.header, "");
  if (stream.directive) fail(composer, "malformed", "a directive needs '---' after it");
  if (topOf(composer).inFlow) return fail(composer, "malformed", "expected '}' or ']'");
  settle(composer);
  while (composer.problem === undefined && composer.stack.length > 1) closeBlock(composer);
  closeOpen(composer);
  if (size === 1) composer.columns.valueEnd[0] = composer.end;
}
