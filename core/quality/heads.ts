import type { Token } from "../syntax/syntax.ts";

/**
 * Where an argument chooses among branches: a plural, a select, or the pipes of a text. An argument
 * may choose several times, each time among branches of its own.
 */
export interface Head {
  /** The argument; `|` for pipes. */
  readonly name: string;
  readonly type: string;
  readonly selectors: ReadonlySet<string>;
}

/** A branch of a head. */
export interface Level {
  readonly head: Head;
  readonly selector: string;
}

/** The branches of one text. */
export interface Branches {
  readonly heads: readonly Head[];
  /** By the branch that tokens name: its levels, outermost first. In order of the text. */
  readonly levels: ReadonlyMap<Token["branch"], readonly Level[]>;
}

interface Growing extends Head {
  readonly selectors: Set<string>;
}

export function branchesOf(tokens: readonly Token[]): Branches {
  const heads: Growing[] = [];
  const levels = new Map<Token["branch"], readonly Level[]>();
  /** By its place, the head that stands there last: later branches there are its. */
  const latest = new Map<string, Growing>();

  function begin(place: readonly string[], type: string): Growing {
    const head = { name: place.at(-1) ?? "", type, selectors: new Set<string>() };
    heads.push(head);
    latest.set(JSON.stringify(place), head);
    return head;
  }

  for (const { kind, name, type, branch } of tokens) {
    if (branch !== undefined && !levels.has(branch)) {
      const path: Level[] = [];
      for (let end = 1; end < branch.length; end += 2) {
        const place = branch.slice(0, end);
        // Pipes have no head of their own.
        const head = latest.get(JSON.stringify(place)) ?? begin(place, place.at(-1) ?? "");
        const selector = branch[end] as string;
        head.selectors.add(selector);
        path.push({ head, selector });
      }
      levels.set(branch, path);
    }
    if (kind === "syntax" && name !== undefined && type !== undefined) {
      begin([...(branch ?? []), name], type);
    }
  }
  return { heads, levels };
}

/** Whether a text has branches: few have, and nothing of this is needed for the others. */
export function isBranched(tokens: readonly Token[]): boolean {
  return tokens.some(({ branch }) => branch !== undefined);
}
