import { UsageError } from "../../model/errors.ts";
import type { Environment } from "../../providers/factory.ts";

/** The variable in which whoever starts locstep bounds what one run may send. */
export const MOST_CHARACTERS = "LOCSTEP_MAX_CHARACTERS";

/** Infinity where it is not set. Throws UsageError where it is no number: it would bound nothing. */
export function mostCharacters(environment: Environment): number {
  const text = environment[MOST_CHARACTERS]?.trim() ?? "";
  if (text === "") return Infinity;
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  throw new UsageError(
    `${MOST_CHARACTERS} is no number`,
    "Set it to the source characters that one run may send.",
  );
}
