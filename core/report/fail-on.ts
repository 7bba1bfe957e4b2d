import { type Part, isRetold } from "./retold.ts";

/** From which severity on a face calls its run failed. */
export const FAIL_ON = ["error", "warning", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export function isFailure(parts: readonly Part[], failOn: FailOn): boolean {
  if (failOn === "never") return false;
  return parts.some((part) =>
    isRetold(part)
      ? isFailure(part.first, failOn)
      : part.severity === "error" || (failOn === "warning" && part.severity === "warning"),
  );
}
