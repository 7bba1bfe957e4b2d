import { OutsideError } from "../../model/errors.ts";
import type { Environment } from "../../providers/factory.ts";
import type { Provider } from "../../providers/provider.ts";
import { openProvider } from "../translate/open-provider.ts";
import type { Project } from "../checkout/project.ts";

/** A provider that works on a branch of its own, and what a person should know of it. */
export interface OnBranch {
  readonly provider: Provider;
  /** In whole sentences. */
  readonly notes: readonly string[];
}

/**
 * The provider as it works for a pull request, by the name of its git branch. Where the
 * configuration asks for no branches it is the one that was given; so it is, with a note, where the
 * service refuses one, for many keys may not make branches.
 */
export async function onBranch(
  provider: Provider,
  name: string,
  signal: AbortSignal,
): Promise<OnBranch> {
  const branches = provider.store?.branches;
  if (branches === undefined) return { provider, notes: [] };
  try {
    return { provider: await branches.open(name, signal), notes: [] };
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    const note = `The service has no branch for ${name}, so its main texts are worked on: ${error.message}.`;
    return { provider, notes: [note] };
  }
}

/**
 * Ends what {@link onBranch} began, when the pull request was merged or closed. "absent": there was
 * no such branch, or the configuration asks for none. Throws UsageError and OutsideError.
 */
export async function endBranch(
  { config, privateFolder }: Project,
  environment: Environment,
  name: string,
  end: "merge" | "remove",
  signal: AbortSignal,
): Promise<"merged" | "removed" | "absent"> {
  const { provider } = await openProvider(config, privateFolder, environment);
  return (await provider.store?.branches?.[end](name, signal)) ?? "absent";
}
