import { openFileHistories } from "../../git/file-histories.ts";
import { headOf } from "../../git/head.ts";
import { headCommit } from "../../git/history.ts";
import { openObjects } from "../../git/objects.ts";
import { HISTORY_LIMITS } from "../judge/ask-history.ts";
import { openBlobStore } from "./catalog-store.ts";
import { blobsOfFacts } from "./facts-of.ts";
import { pathGroups } from "./path-groups.ts";
import type { Checkout } from "./read-checkout.ts";
import type { Workspace } from "./workspace.ts";

export interface WorkspaceOptions {
  /** Whether git's history may be asked what the ledger does not know. */
  readonly isHistoryAsked: boolean;
}

/** Reads nothing and starts no process yet. */
export function openWorkspace(checkout: Checkout, options: WorkspaceOptions): Workspace {
  const { repository } = checkout;
  const objects = openObjects(repository, {
    fetchMissing: true,
    alongside: () => blobsOfFacts(checkout),
  });
  let head: Promise<string | undefined> | undefined;
  // Git is a process more, and nearly always its files tell as much.
  const readHead = () => (head ??= Promise.resolve(headOf(repository) ?? headCommit(repository)));
  const reader = {
    repository,
    head: readHead,
    objects,
    blobs: openBlobStore(objects),
  };
  const histories = openFileHistories(repository, readHead, () => pathGroups(checkout));
  return {
    ...checkout,
    ...reader,
    history: options.isHistoryAsked ? { ...reader, histories, limits: HISTORY_LIMITS } : undefined,
  };
}

/** Ends the processes that the workspace started. */
export async function closeWorkspace({ objects, history }: Workspace): Promise<void> {
  await Promise.all([objects.close(), history?.histories.close()]);
}
