/** What a placeholder stands for; `star` is `*`. */
export type Hole = "locale" | "namespace" | "star";

/** A file's or folder's name with up to two holes: a literal before, between and after them. */
export interface Name {
  readonly kind: "name";
  /** One more than there are holes. */
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

/** Any number of folders: `**`, or those that a namespace spans. */
export interface Span {
  readonly kind: "span";
  readonly of: "star" | "namespace";
}

export type Segment = Name | Span;

/** The limits below make matching linear: a name is split once, a path slid once. */
const MOST_HOLES = 2;
const MOST_SPANS = 2;

/** Throws, with what is wrong as the end of a sentence. */
type Refuse = (reason: string) => never;

/** Reads a template's text into the names of a path. */
export function parseTemplate(text: string, refuse: Refuse): readonly Segment[] {
  if (text === "") refuse("is empty");
  if (text.includes("\0")) refuse("contains a null character");
  if (text.startsWith("/") || /^[A-Za-z]:/u.test(text)) {
    refuse("is absolute; write it relative to the folder of the configuration");
  }
  const segments = text
    .replace(/^\.\//u, "")
    .split("/")
    .map((name) => parseSegment(name, refuse));
  const holes = segments.flatMap((s) => (s.kind === "name" ? s.holes : []));
  if (!holes.includes("locale")) refuse("has no {locale}");
  if (holes.filter((hole) => hole === "namespace").length > 1) refuse("has two {namespace}");

  const last = segments.at(-1) as Segment;
  if (last.kind === "span") return refuse("ends in **; name the files, for example **/*.json");
  if (spansFolders(last)) segments.splice(-1, 0, { kind: "span", of: "namespace" });
  if (segments.filter((s) => s.kind === "span").length > MOST_SPANS) {
    refuse("spans folders in too many places; use at most one ** beside a {namespace}");
  }
  return segments;
}

/** `{namespace}.json` at the end of a path. */
function spansFolders({ literals, holes }: Name): boolean {
  const [before, after] = literals;
  return holes.length === 1 && holes[0] === "namespace" && before === "" && after?.[0] === ".";
}

function parseSegment(text: string, refuse: Refuse): Segment {
  if (text === "**") return { kind: "span", of: "star" };
  if (text.includes("**")) refuse("has ** beside other characters; it stands for whole folders");
  if (text === "") refuse("has an empty folder name");
  if (text === "." || text === "..") refuse(`leaves its folder with "${text}"`);
  if (text.toLowerCase() === ".git") refuse("points into .git");

  const name = parseName(text, refuse);
  if (name.holes.length > MOST_HOLES) {
    refuse(`has more than ${MOST_HOLES} placeholders in "${text}"`);
  }
  if (name.literals.slice(1, -1).includes("")) {
    refuse(`has nothing between two placeholders in "${text}"`);
  }
  return name;
}

function parseName(text: string, refuse: Refuse): Name {
  const holes: Hole[] = [];
  const literals: string[] = [""];
  for (let at = 0; at < text.length; at++) {
    let literal = text[at] as string;
    let hole: Hole | undefined;
    if (literal === "*") {
      hole = "star";
    } else if (literal === "{") {
      const end = text.indexOf("}", at);
      if (end < 0) refuse(`has an unclosed { in "${text}"; a literal one is written \\{`);
      hole = holeNamed(text.slice(at + 1, end), refuse);
      at = end;
    } else if (literal === "}") {
      refuse(`has an unopened } in "${text}"; a literal one is written \\}`);
    } else if (literal === "\\") {
      literal = text[++at] ?? "";
      if (!["{", "}", "*"].includes(literal)) refuse("has a backslash; write / between folders");
    }
    if (hole === undefined) {
      literals.push(`${literals.pop()}${literal}`);
    } else {
      holes.push(hole);
      literals.push("");
    }
  }
  return { kind: "name", literals, holes };
}

function holeNamed(name: string, refuse: Refuse): Hole {
  if (name === "locale" || name === "namespace") return name;
  return refuse(`has {${name}}; only {locale} and {namespace} are known`);
}

/** A name without holes. */
export function literalName(text: string): Name {
  return { kind: "name", literals: [text], holes: [] };
}
