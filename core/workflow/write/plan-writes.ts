import type { JudgedTarget } from "../judge/judge-all.ts";
import { readingOf } from "../checkout/reading.ts";
import type { Annotations } from "../survey/annotations.ts";
import { type Want, knownOrphans } from "../translate/want.ts";
import { type Fill, planWrite } from "./plan-write.ts";
import type { SourcedWrite } from "./write-plans.ts";

/** Splices every target that is to change; what a format refuses is told by annotation. */
export function planWrites(
  targets: readonly JudgedTarget[],
  fills: ReadonlyMap<Want, Fill>,
  annotations: Annotations,
): readonly SourcedWrite[] {
  const byPath = new Map<string, Fill[]>();
  for (const [{ judged }, fill] of fills) {
    const { path } = judged.target;
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, [fill]);
    else known.push(fill);
  }
  const plans: SourcedWrite[] = [];
  for (const { source, outcome } of targets) {
    if (outcome.outcome !== "judged") continue;
    const { target } = outcome;
    const reading = readingOf(target);
    const plan = planWrite(outcome, reading, byPath.get(target.path) ?? [], knownOrphans(outcome));
    const { locale, namespace } = target;
    for (const unwritable of plan.refused) {
      annotations.add({ locale, namespace, key: unwritable.key }, { unwritable });
    }
    if ("bytes" in plan) plans.push({ source, write: plan });
  }
  return plans;
}
