import type { Finding } from "../model/finding.ts";

/** From which severity on a face calls its run failed. */
export const FAIL_ON = ["error", "warning", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export function isFailure(findings: readonly Finding[], failOn: FailOn): boolean {
  if (failOn === "never") return false;
  return findings.some(
    ({ severity }) => severity === "error" || (failOn === "warning" && severity === "warning"),
  );
}
