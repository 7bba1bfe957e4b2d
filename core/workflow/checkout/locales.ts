import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import type { Checkout } from "./read-checkout.ts";

/** Which of the targets a run looks at; undefined: all. Canonical ids. */
export type Locales = readonly string[] | undefined;

export function isLookedAt({ locale }: TargetFile, locales: Locales): boolean {
  return locales === undefined || locales.includes(locale);
}

interface SourceTargets {
  readonly source: SourceFile;
  readonly targets: readonly TargetFile[];
}

/** The targets that a run looks at, by their source. */
export function targetsBySource(
  { arrangement }: Pick<Checkout, "arrangement">,
  locales: Locales,
): readonly SourceTargets[] {
  return arrangement.sources.map((source) => ({
    source,
    targets: source.targets.filter((target) => isLookedAt(target, locales)),
  }));
}

/** The same one by one. */
export function targetsOf(
  checkout: Pick<Checkout, "arrangement">,
  locales: Locales,
): readonly { readonly source: SourceFile; readonly target: TargetFile }[] {
  return targetsBySource(checkout, locales).flatMap(({ source, targets }) =>
    targets.map((target) => ({ source, target })),
  );
}
