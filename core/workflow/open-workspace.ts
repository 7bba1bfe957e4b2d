import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type TrackedFile, listFiles } from "../git/files.ts";
import { headCommit } from "../git/history.ts";
import { openObjects } from "../git/objects.ts";
import { readLedger } from "../ledger/ledger.ts";
import type { Segment } from "../ledger/segment.ts";
import { type Arrangement, arrange } from "../project/arrange.ts";
import type { Config } from "../project/config.ts";
import { HISTORY_LIMITS } from "./ask-history.ts";
import { openBlobStore } from "./catalog-store.ts";
import { resolveLinks } from "./links.ts";
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
  const ledger = readLedger(readSegments(join(repository.root, ledgerFolder)));
  const objects = openObjects(repository, { fetchMissing: true });
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
    notes: [...project.notes, ...arrangementNotes(arrangement)],
  };
}

function pathspecsOf(config: Config): readonly string[] {
  return config.families.map(({ template }) => template.pathspec);
}

/** All segments; what else lies in the folder is none. */
function readSegments(folder: string): readonly Segment[] {
  return namesIn(folder)
    .filter((name) => /^[0-9a-f]{32}$/u.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function arrangementNotes({ ignored }: Arrangement): readonly string[] {
  const strangers = ignored.filter(({ reason }) => reason === "not-a-locale");
  if (strangers.length === 0) return [];
  const paths = strangers.slice(0, 3).map(({ path }) => path);
  const more =
    strangers.length > paths.length ? ` and ${strangers.length - paths.length} more` : "";
  return [`Not locale files, by their names: ${paths.join(", ")}${more}.`];
}

/** Ends the processes that the workspace started. */
export async function closeWorkspace({ objects }: Workspace): Promise<void> {
  await objects.close();
}
