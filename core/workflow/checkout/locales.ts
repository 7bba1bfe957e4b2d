import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import type { Checkout } from "./read-checkout.ts";

/** Which of the targets a run looks at; undefined: all. Canonical ids. */
export type Locales = readonly string[] | undefined;

export function isLookedAt({ locale }: TargetFile, locales: Locales): boolean {
  return locales === undefined || locales.includes(locale);
}

/** The targets that a run looks at, source by source. */
export function targetsOf(
  { arrangement }: Pick<Checkout, "arrangement">,
  locales: Locales,
): readonly { readonly source: SourceFile; readonly target: TargetFile }[] {
  return arrangement.sources.flatMap((source) =>
    source.targets
      .filter((target) => isLookedAt(target, locales))
      .map((target) => ({ source, target })),
  );
}
