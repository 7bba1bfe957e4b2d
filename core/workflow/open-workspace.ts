import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type TrackedFile, listFiles } from "../git/files.ts";
import { headCommit } from "../git/history.ts";
import { openObjects } from "../git/objects.ts";
import type { Repository } from "../git/repository.ts";
import { readLedger } from "../ledger/ledger.ts";
import type { Segment } from "../ledger/segment.ts";
import { compareText } from "../model/job-group.ts";
import { arrange } from "../project/arrange.ts";
import type { Config } from "../project/config.ts";
import { realPathInside } from "../project/inside.ts";
import { systemError } from "../project/system-error.ts";
import { HISTORY_LIMITS } from "./ask-history.ts";
import { openBlobStore } from "./catalog-store.ts";
import { blobsOfFacts } from "./facts-of.ts";
import { resolveLinks } from "./links.ts";
import { arrangementNotes, ledgerNotes } from "./notes.ts";
import type { Project } from "./project.ts";
import type { Workspace } from "./workspace.ts";

export interface WorkspaceOptions {
  /** Whether git's history may be asked what the ledger does not know. */
  readonly isHistoryAsked: boolean;
}

/** Reads the state of a checkout: one process of git, the ledger, and no locale file. */
export async function openWorkspace(
  project: Project,
  options: WorkspaceOptions,
): Promise<Workspace> {
  const { repository, config, ledgerFolder } = project;
  const listed = await listFiles(repository, pathspecsOf(config));
  const files = new Map<string, TrackedFile>();
  for (const file of await resolveLinks(repository, listed)) {
    if (file.state !== "deleted") files.set(file.path, file);
  }
  const arrangement = arrange(config, [...files.keys()]);
  const ledger = readLedger(await readSegments(repository, ledgerFolder));
  const objects = openObjects(repository, {
    fetchMissing: true,
    alongside: () => blobsOfFacts({ config, files, ledger, arrangement }),
  });
  const blobs = openBlobStore(objects);
  let head: Promise<string | undefined> | undefined;
  const reader = {
    repository,
    head: () => (head ??= headCommit(repository)),
    objects,
    blobs,
  };
  return {
    ...reader,
    config,
    arrangement,
    files,
    ledgerFolder,
    ledger,
    history: options.isHistoryAsked ? { ...reader, limits: HISTORY_LIMITS } : undefined,
    notes: [
      ...project.notes,
      ...arrangementNotes(arrangement, config),
      ...ledgerNotes(ledger, ledgerFolder),
    ],
  };
}

function pathspecsOf(config: Config): readonly string[] {
  return config.families.map(({ template }) => template.pathspec);
}

/** All segments; what else lies in the folder, links and pipes with it, is none. */
async function readSegments({ root }: Repository, path: string): Promise<readonly Segment[]> {
  const folder = await realPathInside(root, path);
  if (!folder.exists) return [];
  try {
    return readdirSync(folder.path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^[0-9a-f]{32}$/u.test(entry.name))
      .map(({ name }) => ({ name, text: readFileSync(join(folder.path, name), "utf8") }))
      .sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    throw systemError(error, "read", path);
  }
}

/** Ends the processes that the workspace started. */
export async function closeWorkspace({ objects }: Workspace): Promise<void> {
  await objects.close();
}
