import { isUtf8 } from "node:buffer";
import { type Catalog, Kind, type Problem, type SpanReader } from "../../catalog/catalog.ts";
import { viewOf } from "../../model/bytes.ts";
import { finishedRows } from "../columns.ts";
import { invalidUtf8 } from "../encoding.ts";
import { expand } from "./expand.ts";
import { Style, type YamlLayout } from "./layout.ts";
import { parseLines } from "./lines.ts";
import { type Parsed, parse } from "./parse.ts";
import { rootRow } from "./root-key.ts";
import { describeByComments } from "./comments.ts";
import { lineStart, yamlReader } from "./scalar.ts";

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

const reader: SpanReader = { ...yamlReader, description: describeByComments };

/** Reads one YAML document. Never throws; a fault is the catalog's problem. */
export function scanYaml(bytes: Uint8Array, root?: string): Catalog {
  const parsed = parseLines(bytes) ?? parse(bytes);
  const problem = isUtf8(bytes)
    ? (loneReturn(bytes) ?? documentProblem(parsed))
    : invalidUtf8(bytes);
  if (problem !== undefined) return unreadable(bytes, parsed, problem);

  const { composer, marker } = parsed;
  const top = rootRow(composer, bytes, root);
  const columnOf = (row: number): number => {
    const entry = composer.entryStart[row] as number;
    return entry - lineStart(bytes, entry);
  };
  const expanded = expand(composer, top, bytes, columnOf);
  if (expanded.problem !== undefined) return unreadable(bytes, parsed, expanded.problem);

  const { rows, style, reach, entryStart, aliased, merges } = expanded;
  // Where nothing stands yet, entries can be inserted.
  if (rows.kind[0] === Kind.Null) rows.kind[0] = Kind.Map;
  // The root's own name is no part of any key.
  rows.nameStart[0] = -1;
  rows.nameEnd[0] = 0;
  const layout: YamlLayout = {
    style,
    reach,
    entryStart,
    aliased,
    merges,
    root,
    rooted: top > 0,
    marker,
    wraps: composer.wraps,
  };
  return { bytes, view: viewOf(bytes), ...rows, reader, problems: [], layout };
}

/** What is wrong with the document as it is written. */
function documentProblem({ composer }: Parsed): Problem | undefined {
  if (composer.problem !== undefined) return composer.problem;
  const kind = composer.columns.kind[0];
  const isNothing = kind === Kind.Null && composer.style[0] === Style.None;
  if (kind === Kind.Map || isNothing) return undefined;
  const offset = composer.columns.valueStart[0] as number;
  return { code: "root", offset, detail: "the top level must be a map" };
}

/** libyaml ends a line at a lone carriage return, and JavaScript's readers do not. */
function loneReturn(bytes: Uint8Array): Problem | undefined {
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) {
    if (bytes[at + 1] === LINE_FEED) continue;
    const detail = "a carriage return without a line feed: end lines with one of LF and CRLF";
    return { code: "unsupported", offset: at, detail };
  }
  return undefined;
}

function unreadable(bytes: Uint8Array, { composer }: Parsed, problem: Problem): Catalog {
  const rows = finishedRows(composer.columns);
  return { bytes, view: viewOf(bytes), ...rows, reader, problems: [problem] };
}
