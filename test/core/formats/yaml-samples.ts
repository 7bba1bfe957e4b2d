import * as fc from "fast-check";
import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { FormatSamples } from "../../contract/format.ts";
import { TRICKY } from "../../contract/tricky.ts";

/**
 * What the `yaml` package reads below the root key: by YAML 1.1 as Psych has it (`y` and `n` are
 * texts), but names are texts whatever they look like.
 */
export function parseYaml(text: string, root?: string): unknown {
  const document = parseDocument(text, { version: "1.1", uniqueKeys: false, logLevel: "error" });
  const [fault] = document.errors;
  if (fault !== undefined) throw fault;
  const value = plain(document.contents, document);
  if (root === undefined || typeof value !== "object" || value === null) return value;
  const alike = (name: string): boolean =>
    name.toLowerCase().replace("_", "-") === root.toLowerCase().replace("_", "-");
  const names = Object.keys(value);
  const name = names.length === 1 && alike(names[0] as string) ? (names[0] as string) : root;
  const below = (value as Record<string, unknown>)[name];
  return typeof below === "object" ? below : value;
}

const TEXT_TAG = /^!$|^tag:yaml\.org,2002:str$/u;
const CONTAINER_TAG = /^!$|^tag:yaml\.org,2002:(?:map|seq|omap)$/u;

function plain(node: unknown, document: Document): unknown {
  if (isAlias(node)) return plain(node.resolve(document), document);
  if (isCollection(node) && !CONTAINER_TAG.test(node.tag ?? "!")) return 0;
  if (isSeq(node)) return node.items.map((item) => plain(item, document));
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [nameOf(key), plain(value, document)]);
    return Object.fromEntries(entries) as unknown;
  }
  if (isScalar(node) && node.type === "PLAIN" && node.tag === undefined) {
    const source = typeof node.value === "string" ? node.value : (node.source ?? "");
    if (/^[yn]$/iu.test(source)) return source;
    // A symbol or a number to Ruby.
    if (/^:.[^\n]*$|^[-+]?\d[\d_,]*$/u.test(source)) return 0;
  }
  // To Psych a lone `!` takes the quotes away.
  if (isScalar(node) && node.tag === "!" && /^\d+$/u.test(String(node.value))) return 0;
  if (isScalar(node) && !TEXT_TAG.test(node.tag ?? "!")) return 0;
  const value: unknown = isScalar(node) ? node.value : node;
  return value instanceof Date ? value.getTime() : value;
}

/** `no`, `1` and the like are names here, not booleans and numbers. */
function nameOf(key: unknown): string {
  if (!isScalar(key)) return "";
  return typeof key.value === "string" ? key.value : (key.source ?? "");
}

/** Styles that people and tools leave in repositories. */
export const yamlDocuments: FormatSamples["documents"] = [
  {
    name: "Rails, as i18n-tasks writes it",
    root: "de",
    text: '---\nde:\n  title: Titel\n  long: Ein langer Text, der über die achtzigste Spalte hinausgeht und deshalb\n    umgebrochen ist\n  nav:\n    home: Startseite\n    about: "Über: uns"\n  days:\n  - Mo\n  - Di\n  missing:\n  bye: Tschüss\n',
  },
  {
    name: "comments everywhere",
    root: "en",
    text: "# head\nen: # the root\n  # about a\n  a: A # behind a\n\n  # a group\n  m: # behind m\n    # inside\n    x: X\n    # last of m\n\n  b: B # behind b\n# foot\n",
  },
  {
    name: "all kinds of scalars",
    text: "plain: A plain text\nfolded plain: one\n  two\n\n  three\nsingle: 'it''s'\nsingle lines: 'one\n  two'\ndouble: \"tab\\t, quote\\\" and \\u00e9\"\ndouble lines: \"one\\\n  \\ two\n  three\"\nliteral: |\n  one\n    two\n\n  three\nstripped: |-\n  one\nkept: |+\n  one\n\nfold: >\n  one\n  two\n\n  three\nfold stripped: >-\n  one\nindicated: |2\n    one\nlast: L\n",
  },
  {
    name: "CRLF, four spaces, no final line end",
    text: "a: A\r\nm:\r\n    x: X\r\n    t: |\r\n        one\r\n        two\r\nl:\r\n    - i\r\n    - j\r\nb: 'B'",
  },
  { name: "byte order mark", text: "\ufeffa: ä\nb: |\n  B\n" },
  {
    name: "directive and document marks",
    text: "%YAML 1.1\n--- # start\na: A\nb: B\n...\n# end\n",
  },
  { name: "flow", text: "{a: A, n: , m: {x: X, 'y': 'Y'}, l: [i, \"j\"], e: {}, b: B}\n" },
  {
    name: "flow on several lines",
    text: '{\n  "a": "A",\n  "m": {\n    "x": "X",\n    "y": "Y"\n  },\n  "b": "B"\n}\n',
  },
  {
    name: "flow inside blocks",
    text: "a: A\nm: {x: X, y: Y} # behind\nl: [i, j]\nem: {}\nel: []\nb: B\n",
  },
  {
    name: "values that are no texts",
    text: "n: null\nt: ~\nnothing:\ne: ''\nb: true\no: off\ni: 0x1F\ns: 12:30\nf: 0.5e+3\nd: 2001-12-14\nm: {}\nl: []\nx: X\n",
  },
  {
    name: "lists of everything",
    text: "l:\n  - one\n  - a: A\n  - - x\n    - - y\n      - z\n  -\n  - 1\n  -\n    c: C\nm:\n- k:\n  - i\n- [a, b]\n",
  },
  {
    name: "duplicate keys",
    text: "a: first\nm:\n  x: lost\n  y: lost\na: last\nm:\n  x: X\n  x: read\nz: Z\n",
  },
  {
    name: "keys that look like something else",
    text: "a.b: 1st\n'a: b': 2nd\n\"a\\nb\": 3rd\n__proto__: P\nconstructor: C\n\"404\": Not found\n'': empty\n' ': blank\n<b>: tag\nein Schlüssel: S\n? explicit\n: E\n",
  },
  {
    name: "strictly sorted",
    root: "fr",
    text: "fr:\n  alpha: A\n  beta: B\n  delta: D\n  gamma: G\n",
  },
  {
    name: "tags",
    text: "s: !!str 12\nn: ! 1\nx: !!str\nm: !!map\n  a: A\nl: !!seq [b]\nz: Z\n",
  },
  { name: "anchors that nobody refers to", text: "a: &a A\nm: &m\n  x: X\nl: &l [i]\nb: B\n" },
  { name: "a root in another spelling", root: "pt-BR", text: "pt_br:\n  a: A\n  b: B\n" },
  { name: "a quoted root", root: "no", text: '"no":\n  a: A\n  b: B\n' },
  { name: "an empty root", root: "de", text: "---\nde:\n" },
  { name: "a root with a null", root: "de", text: "de: ~ # nothing yet\n" },
  { name: "a root with an empty map", root: "de", text: "de: {}\n" },
  { name: "an empty file", text: "" },
  { name: "comments alone", text: "# nothing yet\n" },
  { name: "a document mark alone", text: "---\n" },
];

export const brokenYaml: FormatSamples["broken"] = [
  { name: "a text at the top", text: "a", code: "root", offset: 0 },
  { name: "a list at the top", text: "- a\n- b\n", code: "root" },
  { name: "a text where a key belongs", text: "a: 1\nb\n", code: "malformed", offset: 5 },
  { name: "a map on one line", text: "a: b: c\n", code: "malformed" },
  { name: "a list on its key's line", text: "a: - b\n", code: "malformed", offset: 3 },
  { name: "an entry out of line", text: "a:\n    b: 1\n  c: 2\n", code: "malformed", offset: 14 },
  { name: "an entry below a text", text: "a: 1\n  b: 2\n", code: "malformed" },
  { name: "an item below an entry", text: "a: 1\n- b\n", code: "malformed", offset: 5 },
  { name: "a tab in the indentation", text: "a:\n\tb: 1\n", code: "malformed", offset: 4 },
  { name: "an open double quote", text: 'a: "b\n', code: "malformed", offset: 3 },
  { name: "a double quote closed by an escape", text: 'a: "b\\"\nc: "d"\n', code: "malformed" },
  { name: "an open single quote", text: "a: 'b\nc: d\n", code: "malformed", offset: 3 },
  { name: "a single quote closed by a pair", text: "a: 'b''\nc: 'd'\n", code: "malformed" },
  { name: "a quote that goes on at the margin", text: 'm:\n  a: "b\n  c"\n', code: "malformed" },
  { name: "an unknown escape", text: String.raw`a: "\q"`, code: "malformed", offset: 3 },
  { name: "a short escape", text: String.raw`a: "\u12"`, code: "malformed", offset: 3 },
  { name: "text behind a quote", text: 'a: "b" c\n', code: "malformed", offset: 7 },
  { name: "a comment without a blank", text: 'a: "b"#c\n', code: "malformed", offset: 6 },
  { name: "a reserved character", text: "a: @b\n", code: "malformed", offset: 3 },
  { name: "a placeholder without quotes", text: "a: %{b}\n", code: "malformed", offset: 3 },
  { name: "an open map", text: "a: {b: c\n", code: "malformed" },
  { name: "an open list", text: "a: [b, c\nd: e\n", code: "malformed" },
  { name: "the wrong bracket", text: "a: [b}\n", code: "malformed", offset: 5 },
  { name: "a bracket alone", text: "a: ]\n", code: "malformed", offset: 3 },
  { name: "two commas", text: "a: [b,, c]\n", code: "malformed", offset: 6 },
  { name: "no comma", text: 'a: {"b": "c" "d": "e"}\n', code: "malformed", offset: 13 },
  { name: "a lone carriage return", text: "a: b\r# c\nd: e\r\n", code: "unsupported", offset: 4 },
  { name: "a key on two lines", text: "a\nb: c\n", code: "malformed", offset: 0 },
  { name: "a key without end", text: `${"k".repeat(1025)}: a\n`, code: "malformed", offset: 0 },
  { name: "a block header with nonsense", text: "a: |x\n  b\n", code: "malformed", offset: 3 },
  { name: "a directive without its document", text: "%YAML 1.2\na: b\n", code: "malformed" },
  { name: "an alias without its anchor", text: "a: *b\n", code: "malformed", offset: 3 },
  { name: "a tag on nothing in a flow", text: "a: [!!int ]\nb: B\n", code: "unsupported" },
  { name: "two anchors", text: "a: &b &c d\n", code: "malformed", offset: 6 },
  {
    name: "an anchor that holds itself",
    text: "a: &a\n  b: *a\n",
    code: "alias-limit",
    offset: 11,
  },
  { name: "a merge of a text", text: "a: &a b\nc:\n  <<: *a\n", code: "unsupported" },
  { name: "two documents", text: "a: b\n---\nc: d\n", code: "unsupported", offset: 5 },
  { name: "a document behind an end", text: "a: b\n...\nc: d\n", code: "unsupported", offset: 9 },
  {
    name: "a tag directive",
    text: "%TAG ! tag:x,2000:\n---\na: b\n",
    code: "unsupported",
    offset: 0,
  },
  { name: "a list as a key", text: "? - a\n: b\n", code: "malformed" },
  { name: "a flow map as a key", text: "{a: b}: c\n", code: "unsupported" },
  { name: "an alias as a key", text: "a: &a b\n*a : c\n", code: "unsupported" },
  { name: "an anchor on a key", text: "&a b: c\n", code: "unsupported" },
  { name: "an empty key", text: ": a\n", code: "unsupported" },
  { name: "a pair in a list", text: "a: [b: c]\n", code: "unsupported" },
  {
    name: "a conflict's marks",
    text: "<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n",
    code: "malformed",
  },
];

type Tree = string | number | boolean | null | Tree[] | { entries: [string, Tree][] };

const someText = fc.oneof(fc.string({ unit: "grapheme" }), fc.lorem(), fc.constantFrom(...TRICKY));
const someName = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom("a", "b", "c", "d", "e", "f", "10", "9", ...TRICKY),
);

const { map: someMap } = fc.letrec<{ map: Tree; value: Tree }>((tie) => ({
  map: fc
    .array(fc.tuple(someName, tie("value")), { maxLength: 6 })
    .map((entries): Tree => ({ entries })),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    someText,
    fc.constantFrom<Tree>("", null, true, 0, -1.5e10),
    tie("map"),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
}));

type Quote = "plain" | "single" | "double" | "literal" | "folded" | "wrapped";

interface Style {
  readonly mark: boolean;
  readonly marker: boolean;
  readonly newline: string;
  readonly unit: number;
  /** Columns between a key and its list's dashes. */
  readonly dash: number;
  readonly finalNewline: boolean;
  /** Consumed one a scalar; the last one goes on. */
  readonly quotes: readonly Quote[];
  /** Consumed one a container: whether it is written in brackets. */
  readonly flows: readonly boolean[];
  /** Consumed one an entry. */
  readonly comments: readonly ("none" | "behind" | "above" | "blank")[];
}

const someStyle: fc.Arbitrary<Style> = fc.record({
  mark: fc.boolean(),
  marker: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n"),
  unit: fc.constantFrom(1, 2, 4),
  dash: fc.constantFrom(0, 2),
  finalNewline: fc.boolean(),
  quotes: fc.array(
    fc.constantFrom<Quote>("plain", "single", "double", "literal", "folded", "wrapped"),
    { minLength: 1, maxLength: 12 },
  ),
  flows: fc.array(fc.boolean(), { maxLength: 8 }),
  comments: fc.array(fc.constantFrom("none", "behind", "above", "blank"), { maxLength: 12 }),
});

/** Random maps, printed in random styles. */
export const generatedYaml: fc.Arbitrary<string> = fc
  .tuple(someMap, someStyle)
  .map(([tree, style]) => print(tree, style));

function print(tree: Tree, style: Style): string {
  const quotes = [...style.quotes];
  const flows = [...style.flows];
  const comments = [...style.comments];
  const entries =
    typeof tree === "object" && tree !== null && "entries" in tree ? tree.entries : [];
  const body = entries.length === 0 ? "{}" : block(tree, 0).trimStart();
  const lines = `${style.marker ? "---\n" : ""}${body}${style.finalNewline ? "\n" : ""}`;
  return (style.mark ? "\ufeff" : "") + lines.replaceAll("\n", style.newline);

  /** A value behind its colon or dash; `column` is that of its key or dash. */
  function value(tree: Tree, column: number, inItem: boolean): string {
    if (tree === null) return quotes.length % 2 === 0 ? "" : " ~";
    if (typeof tree === "string") return ` ${scalar(tree, column)}`;
    if (typeof tree !== "object") return ` ${tree}`;
    const size = Array.isArray(tree) ? tree.length : tree.entries.length;
    if (size === 0) return Array.isArray(tree) ? " []" : " {}";
    if (flows.pop() === true) return ` ${flow(tree)}`;
    if (inItem) return ` ${block(tree, column + 2).trimStart()}`;
    return `\n${block(tree, column + (Array.isArray(tree) ? style.dash : style.unit))}`;
  }

  function block(tree: Tree, column: number): string {
    const margin = " ".repeat(column);
    if (Array.isArray(tree)) {
      return tree.map((item) => `${margin}-${value(item, column, true)}`).join("\n");
    }
    const { entries } = tree as { entries: [string, Tree][] };
    const lines = entries.map(([name, item], index) => {
      const comment = comments.pop() ?? "none";
      const above = comment === "above" && index > 0 ? `${margin}# about: "it"\n` : "";
      const blank = comment === "blank" && index > 0 ? "\n" : "";
      const isOneLine = typeof item !== "object" && typeof item !== "string";
      const behind = comment === "behind" && isOneLine ? " # behind: it" : "";
      const long = JSON.stringify(name).length > 1000;
      const key = long ? `? ${JSON.stringify(name)}\n${margin}:` : `${quoted(name)}:`;
      return `${blank}${above}${margin}${key}${value(item, column, false)}${behind}`;
    });
    return lines.join("\n");
  }

  function flow(tree: Tree): string {
    if (tree === null) return "~";
    if (typeof tree === "string") return JSON.stringify(tree);
    if (typeof tree !== "object") return String(tree);
    if (Array.isArray(tree)) return `[${tree.map(flow).join(", ")}]`;
    const entries = tree.entries.map(([name, item]) => {
      const long = JSON.stringify(name).length > 1000 ? "? " : "";
      return `${long}${JSON.stringify(name)}: ${flow(item)}`;
    });
    return `{${entries.join(", ")}}`;
  }

  function scalar(text: string, column: number): string {
    const quote = quotes.length > 1 ? (quotes.pop() as Quote) : (quotes[0] as Quote);
    const margin = " ".repeat(column + style.unit);
    const isWords = /^[a-z]+(?: [a-z]+)+\.?$/iu.test(text);
    if (quote === "literal" && isWords)
      return `|-\n${margin}${text.replaceAll(". ", `.\n${margin}`)}`;
    if (quote === "folded" && isWords) return `>\n${margin}${text.replaceAll(" ", `\n${margin}`)}`;
    if (quote === "wrapped" && isWords) return text.replaceAll(" ", `\n${margin}`);
    if (quote === "plain" && isWords) return text;
    return quote === "single" ? quoted(text) : JSON.stringify(text);
  }
}

/** In single quotes where a text can stand in them on one line. */
function quoted(text: string): string {
  const isSimple = /^[\w ,.'!é-]*$/u.test(text);
  return isSimple ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
