import { judge } from "../quality/judge.ts";
import { repair } from "../quality/repair.ts";
import type { Violation } from "../quality/violation.ts";
import type { Category } from "../model/plural.ts";
import { type SyntaxName, isSyntaxName, syntaxes } from "../syntax/syntaxes.ts";

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

export type Verdict =
  | { readonly outcome: "passed"; readonly text: string }
  | { readonly outcome: "rejected"; readonly violations: readonly Violation[] };

/**
 * The one door to the files: every translation, from the memory or a provider, passes it. Outer
 * white space is repaired; what would break the program is rejected, what is doubtful passes.
 */
export function passGate(rules: GateRules, offered: OfferedText): Verdict {
  const text = repair(offered.source, offered.target);
  const violations = judgeText(rules, { ...offered, target: text });
  const rejects = violations.filter((violation) => violation.reject);
  if (rejects.length > 0) return { outcome: "rejected", violations: rejects };
  return { outcome: "passed", text };
}

/** What our rules say of a translation, offered or standing. */
export function judgeText(rules: GateRules, offered: OfferedText): readonly Violation[] {
  const { source, target, syntax, locale, category } = offered;
  return judge({
    source,
    target,
    syntax: syntaxes[syntax],
    sourceLocale: rules.sourceLocale,
    targetLocale: locale,
    category,
    terms: rules.terms,
  });
}

export function syntaxNamed(name: string | undefined): SyntaxName {
  return name !== undefined && isSyntaxName(name) ? name : "plain";
}

/** A violation in the few words that a service, or a person, is told. */
export function violationText({ code, detail }: Violation): string {
  const parts = [
    detail?.reason,
    detail?.expected && `expected ${detail.expected.join(" ")}`,
    detail?.found && `found ${detail.found.join(" ")}`,
  ].filter(Boolean);
  return parts.length === 0 ? code : `${code}: ${parts.join(", ")}`;
}
