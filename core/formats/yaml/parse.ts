import { CST, Lexer } from "yaml";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { closeBlock, settle } from "./block.ts";
import { type Composer, fail, newComposer, topOf } from "./composer.ts";
import { type Stream, beginContent, takeBlockScalar, takeContent, takeScalar } from "./content.ts";
import { closeOpen, openDocument } from "./entries.ts";
import { takeNode } from "./node.ts";
import { documentStart } from "../encoding.ts";

const { DOCUMENT, FLOW_END, SCALAR, tokenType } = CST;

/** What a file says, its aliases and merge keys not yet followed. */
export interface Parsed {
  readonly composer: Composer;
  readonly marker: boolean;
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
  const source = asBuffer(bytes).toString("latin1", start);
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
