import { UsageError } from "../model/errors.ts";
import type { Environment } from "./factory.ts";

/** Where a provider's key is found. */
export interface KeyPlace {
  readonly provider: string;
  /** Of the environment. */
  readonly variable: string;
  /** Goes on from "Set the environment variable …": which key, or how to do without. */
  readonly remedy?: string;
}

/**
 * A service's key. Asked for when something is sent: a dry run, or one with nothing to do, needs
 * none. Throws UsageError where none is set.
 */
export function keyIn(environment: Environment, place: KeyPlace): string {
  const { provider, variable, remedy = "" } = place;
  const key = (environment[variable] ?? "").trim();
  if (key !== "") return key;
  throw new UsageError(
    `the provider ${provider} needs a key`,
    `Set the environment variable ${variable}${remedy}.`,
  );
}
