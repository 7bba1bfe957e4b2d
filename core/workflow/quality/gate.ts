import { judge, rejectsOf } from "../../quality/judge.ts";
import type { Pair } from "../../quality/pair.ts";
import { repair } from "../../quality/repair.ts";
import type { Violation } from "../../quality/violation.ts";
import type { Category } from "../../model/plural.ts";
import { type SyntaxName, isSyntaxName, syntaxes } from "../../syntax/syntaxes.ts";

/** What all pairs of texts of a run have in common. */
export interface GateRules {
  /** Canonical id. */
  readonly sourceLocale: string;
  /** Brand names and other words that stay as they are. */
  readonly terms: readonly string[];
}

/** A source text and what is offered, or stands, as its translation. */
export interface OfferedText {
  readonly source: string;
  readonly target: string;
  readonly locale: string;
  readonly syntax: SyntaxName;
  /** Where the translation is one form of a plural that several keys spell. */
  readonly category?: Category | undefined;
}

/** What became of a text at the gate. */
type GateOutcome =
  | { readonly outcome: "passed"; readonly text: string }
  | {
      readonly outcome: "rejected";
      readonly text: string;
      readonly violations: readonly Violation[];
    };

/**
 * The one door to the files: every translation, from the memory or a provider, passes it. Outer
 * white space is repaired; what would break the program is rejected, what is doubtful passes.
 */
export function passGate(rules: GateRules, offered: OfferedText): GateOutcome {
  const text = repair(offered.source, offered.target);
  const violations = rejectsOf(pairOf(rules, { ...offered, target: text }));
  if (violations.length > 0) return { outcome: "rejected", text, violations };
  return { outcome: "passed", text };
}

/** What our rules say of a translation that stands: what is broken, and on request what is doubtful. */
export function judgeText(
  rules: GateRules,
  standing: OfferedText,
  isDoubted: boolean,
): readonly Violation[] {
  const pair = pairOf(rules, standing);
  return isDoubted ? judge(pair) : rejectsOf(pair);
}

function pairOf({ sourceLocale, terms }: GateRules, offered: OfferedText): Pair {
  const { source, target, category } = offered;
  const syntax = syntaxes[offered.syntax];
  return { source, target, category, syntax, sourceLocale, targetLocale: offered.locale, terms };
}

export function syntaxNamed(name: string | undefined): SyntaxName {
  return name !== undefined && isSyntaxName(name) ? name : "plain";
}

/** Violations in the few words that a service, or a person, is told. */
export function violationTexts(violations: readonly Violation[]): string {
  return violations.map(violationText).join("; ");
}

function violationText({ code, detail }: Violation): string {
  const parts = [
    detail?.reason,
    detail?.expected && `expected ${detail.expected.join(" ")}`,
    detail?.found && `found ${detail.found.join(" ")}`,
  ].filter(Boolean);
  return parts.length === 0 ? code : `${code}: ${parts.join(", ")}`;
}
