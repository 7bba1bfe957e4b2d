import type { Environment } from "../../providers/factory.ts";
import type { Store, StoreCounts } from "../../providers/store.ts";
import { openProvider } from "../translate/open-provider.ts";
import type { Project } from "../checkout/project.ts";

/**
 * How far each locale is at the service that keeps translations; undefined where none does, or it
 * does not count. Costly to a service: once a run. Throws UsageError and OutsideError.
 */
export async function serviceCounts(
  project: Project,
  environment: Environment,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, StoreCounts> | undefined> {
  return (await storeOf(project, environment))?.statistics?.(signal);
}

/**
 * Publishes the version that is worked on, or copies it over another one. Resolves when the service
 * has done it. Throws UsageError and OutsideError.
 */
export async function release(
  project: Project,
  environment: Environment,
  copyTo: string | undefined,
  signal: AbortSignal,
): Promise<"released" | "unsupported"> {
  const releases = (await storeOf(project, environment))?.releases;
  if (releases === undefined) return "unsupported";
  if (copyTo === undefined) await releases.publish(signal);
  else await releases.copyTo(copyTo, signal);
  return "released";
}

async function storeOf(
  { config, privateFolder }: Project,
  environment: Environment,
): Promise<Store | undefined> {
  const { provider } = await openProvider(config, privateFolder, environment);
  return provider.store;
}
