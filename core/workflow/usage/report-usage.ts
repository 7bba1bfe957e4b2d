import type { Message, MessageId } from "../../model/message.ts";
import type { Environment } from "../../providers/factory.ts";
import { openProvider } from "../translate/open-provider.ts";
import type { Project } from "../checkout/project.ts";

/** What a program in development does with messages. */
export interface UsageReport {
  readonly used: readonly MessageId[];
  /** Asked for and defined nowhere; `text` is the program's own default. */
  readonly missing: readonly Message[];
}

/**
 * Tells the configured provider, where it takes such reports. For development and CI alone: never
 * from what visitors run, who would need the key. Throws UsageError and OutsideError.
 */
export async function reportUsage(
  { config, privateFolder }: Project,
  environment: Environment,
  { used, missing }: UsageReport,
  signal: AbortSignal,
): Promise<"sent" | "unsupported"> {
  const { provider } = await openProvider(config, privateFolder, environment);
  const { store } = provider;
  if (store?.reportMissing === undefined || store.reportUsed === undefined) return "unsupported";
  if (missing.length > 0) await store.reportMissing(missing, signal);
  if (used.length > 0) await store.reportUsed(used, signal);
  return "sent";
}
