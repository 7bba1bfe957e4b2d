import { rulesTag } from "../../ledger/tags.ts";
import type { Config, Family } from "../../project/config.ts";

const tags = new WeakMap<Family, string>();

/**
 * Tag of what a team's configuration adds to our rules, for the texts of one family; "" where it
 * adds nothing. It stands in every fact, so that any clone sees that the rules changed since.
 * Severities, `review` and the baseline are no part of it: they decide over findings, not texts.
 */
export function rulesOf({ terms, locked }: Config, family: Family): string {
  let tag = tags.get(family);
  if (tag === undefined) {
    const { syntax } = family;
    const isOurs = terms.length + locked.length === 0 && syntax === undefined;
    tag = isOurs ? "" : rulesTag([...terms].sort(), [...locked].sort(), syntax ?? "");
    tags.set(family, tag);
  }
  return tag;
}
