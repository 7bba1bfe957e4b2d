import type { PathGroup } from "../../git/shared-log.ts";
import type { Checkout } from "./read-checkout.ts";

/**
 * Locale files whose histories are asked for together: all sources, and all targets. Apart, for a
 * source changes in few commits, and a check mostly asks of sources alone.
 */
export function pathGroups({ arrangement, config }: Checkout): readonly PathGroup[] {
  const { sources } = arrangement;
  const globs = sources.map(({ family, spelling }) => family.template.pathspecFor(spelling));
  const targets = sources.flatMap((source) => source.targets);
  return [
    { paths: new Set(sources.map(({ path }) => path)), globs: [...new Set(globs)] },
    {
      paths: new Set(targets.map(({ path }) => path)),
      globs: config.families.map(({ template }) => template.pathspec),
    },
  ];
}
