import { git, gitOutput } from "./run.ts";
import type { Repository } from "./repository.ts";

/**
 * What git does to a file's bytes on their way into the repository. `line-ends`: CRLF becomes LF;
 * `automatic-line-ends`: the same, unless the content is binary or the index holds CRLF already;
 * `program`: a filter, an encoding or `ident`, which only git can carry out.
 */
export type Conversion = "none" | "line-ends" | "automatic-line-ends" | "program";

const ATTRIBUTES = ["text", "crlf", "eol", "filter", "ident", "working-tree-encoding"] as const;
type Attributes = Record<(typeof ATTRIBUTES)[number], string>;

/** A command line of Windows holds 32,767 characters. */
const MAX_ARGUMENTS = 24_000;

/** The conversions at these paths, in order. Names hold a path's bytes, one a character. */
export async function conversionsOf(
  repo: Repository,
  names: readonly string[],
): Promise<Conversion[]> {
  const [answer, autocrlf] = await Promise.all([
    gitOutput(repo, {
      purpose: "read .gitattributes",
      args: ["check-attr", "-z", "--stdin", ...ATTRIBUTES],
      input: Buffer.from(names.map((name) => `${name}\0`).join(""), "latin1"),
    }),
    convertsLineEnds(repo),
  ]);
  // Three fields an attribute: path, name, value.
  const fields = answer.toString("latin1").split("\0");
  const width = ATTRIBUTES.length * 3;
  return names.map((_, at) => {
    const values = ATTRIBUTES.map((name, index) => [name, fields[at * width + index * 3 + 2]]);
    return conversionOf(Object.fromEntries(values) as Attributes, autocrlf);
  });
}

/**
 * Those of the tracked files whose CRLF git leaves alone because the index holds CRLF as well.
 * `git add` and `git status` know this, `git hash-object` does not: it never reads the index.
 */
export async function keepingLineEnds(
  repo: Repository,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const inIndex: string[] = [];
  for (const paths of portions(names)) {
    const answer = await gitOutput(repo, {
      purpose: "compare line ends",
      args: ["--literal-pathspecs", "ls-files", "--eol", "-z", "--", ...paths],
    });
    // i/<line ends in the index> w/<on disk> attr/<attributes>\t<path>
    for (const line of answer.toString("latin1").split("\0")) {
      if (/^i\/(?:crlf|mixed)/u.test(line)) inIndex.push(line.slice(line.indexOf("\t") + 1));
    }
  }
  if (inIndex.length === 0) return new Set();
  const conversions = await conversionsOf(repo, inIndex);
  return new Set(inIndex.filter((_, at) => conversions[at] === "automatic-line-ends"));
}

/** The order of git's own `convert_attrs`. */
function conversionOf(attributes: Attributes, autocrlf: boolean): Conversion {
  const { filter, ident } = attributes;
  if (isNamed(filter) || ident === "set" || isNamed(attributes["working-tree-encoding"])) {
    return "program";
  }
  const text = attributes.text === "unspecified" ? attributes.crlf : attributes.text;
  if (text === "unset") return "none";
  if (text === "auto") return "automatic-line-ends";
  if (text !== "unspecified" || isNamed(attributes.eol)) return "line-ends";
  return autocrlf ? "automatic-line-ends" : "none";
}

function isNamed(value: string): boolean {
  return value !== "unspecified" && value !== "unset" && value !== "set";
}

async function convertsLineEnds(repo: Repository): Promise<boolean> {
  const outcome = await git(repo, {
    purpose: "read core.autocrlf",
    args: ["config", "--get", "core.autocrlf"],
  });
  return !/^(?:false|no|off|0|)\s*$/u.test(outcome.output.toString("latin1"));
}

/** Literal pathspecs go as arguments: `ls-files` reads none from its input. */
function portions(names: readonly string[]): string[][] {
  const all: string[][] = [];
  let room = 0;
  for (const name of names) {
    if (room < name.length) {
      all.push([]);
      room = MAX_ARGUMENTS;
    }
    all.at(-1)?.push(Buffer.from(name, "latin1").toString("utf8"));
    room -= name.length + 1;
  }
  return all;
}
