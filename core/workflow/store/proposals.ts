import { isMessage, keyOf, textOf } from "../../catalog/catalog.ts";
import { OutsideError } from "../../model/errors.ts";
import { keyId } from "../../model/key.ts";
import type { Message } from "../../model/message.ts";
import type { Proposal } from "../../model/proposal.ts";
import type { Environment } from "../../providers/factory.ts";
import type { Provider } from "../../providers/provider.ts";
import { closeWorkspace, openWorkspace } from "../checkout/open-workspace.ts";
import { openSource } from "../checkout/open-source.ts";
import type { Project } from "../checkout/project.ts";
import { readCheckout } from "../checkout/read-checkout.ts";
import type { Workspace } from "../checkout/workspace.ts";
import { openProvider } from "../translate/open-provider.ts";

/** A provider that works for a pull request, and what a person should know of it. */
export interface ForProposal {
  readonly provider: Provider;
  /** In whole sentences. */
  readonly notes: readonly string[];
}

/**
 * The provider as it works for a pull request. Where it keeps none apart it is the one that was
 * given; so it is, with a note, where the service refuses, for many keys may not make branches.
 */
export async function forProposal(
  provider: Provider,
  proposal: Proposal,
  signal: AbortSignal,
): Promise<ForProposal> {
  const proposals = provider.store?.proposals;
  if (proposals === undefined) return { provider, notes: [] };
  try {
    return { provider: await proposals.open(proposal, signal), notes: [] };
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    const note = `The service keeps nothing apart for ${proposal.branch}, so its main texts are worked on: ${error.message}.`;
    return { provider, notes: [note] };
  }
}

/**
 * Ends what {@link forProposal} began, when the pull request was merged or closed. `project`: of
 * the base branch, checked out without the pull request. "absent": the service kept nothing apart
 * for it. Throws UsageError and OutsideError.
 */
export async function endProposal(
  project: Project,
  environment: Environment,
  proposal: Proposal,
  end: "merge" | "remove",
  signal: AbortSignal,
): Promise<"merged" | "removed" | "absent"> {
  const { provider } = await openProvider(project.config, project.privateFolder, environment);
  const proposals = provider.store?.proposals;
  if (proposals === undefined) return "absent";
  if (end === "merge") return proposals.merge(proposal, signal);
  return proposals.remove(proposal, () => sourceMessages(project), signal);
}

/** All source texts, with the plural forms that any of the target locales needs. */
async function sourceMessages(project: Project): Promise<readonly Message[]> {
  const workspace = openWorkspace(await readCheckout(project), { isHistoryAsked: false });
  try {
    const messages: Message[] = [];
    for (const file of workspace.arrangement.sources) {
      messages.push(...(await messagesOf(workspace, file)));
    }
    return messages;
  } finally {
    await closeWorkspace(workspace);
  }
}

async function messagesOf(
  workspace: Workspace,
  file: Workspace["arrangement"]["sources"][number],
): Promise<Iterable<Message>> {
  const { namespace, targets } = file;
  const source = openSource(workspace, file);
  const seen = [source.open(), ...targets.map(({ locale }) => source.openFor(locale))];
  const messages = new Map<string, Message>();
  for (const one of new Set(await Promise.all(seen))) {
    // What it holds would count as gone.
    if (!("catalog" in one)) throw new OutsideError(`${file.path} cannot be read`);
    const { catalog } = one;
    for (let row = 1; row < catalog.size; row++) {
      if (!isMessage(catalog, row)) continue;
      const key = keyOf(catalog, row);
      messages.set(keyId(key), { namespace, key, text: textOf(catalog, row) });
    }
  }
  return messages.values();
}
