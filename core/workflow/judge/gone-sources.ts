import { Kind } from "../../catalog/catalog.ts";
import { revisions } from "../../git/history.ts";
import type { LocaleFile, SourceFile, TargetFile } from "../../project/arrange.ts";
import { removeInside } from "../../project/files.ts";
import type { JudgedTarget } from "./judge-all.ts";
import { judgePair } from "./judge.ts";
import type { Locales } from "../checkout/locales.ts";
import { openSource } from "../checkout/open-source.ts";
import type { Workspace } from "../checkout/workspace.ts";
import type { SourcedWrite } from "../write/write-plans.ts";

/**
 * Targets whose source file somebody deleted or renamed, judged against a source without messages:
 * what facts knew of them moves along or is removed as from any other file (law 7). Only where git
 * saw the source go: a slip in the configuration must cost no translation.
 */
export async function judgeGone(
  workspace: Workspace,
  locales: Locales,
): Promise<readonly JudgedTarget[]> {
  const { arrangement, files, ledger } = workspace;
  const bySource = new Map<string, LocaleFile[]>();
  for (const file of arrangement.withoutSource) {
    if (locales !== undefined && !locales.includes(file.locale)) continue;
    const id = files.get(file.path)?.id ?? "";
    if (ledger.related(file.path, file.locale, id).length === 0) continue;
    const path = sourcePathOf(workspace, file);
    if (path === undefined) continue;
    bySource.set(path, [...(bySource.get(path) ?? []), file]);
  }
  const judged: JudgedTarget[] = [];
  for (const [path, targets] of bySource) {
    if (!(await wasThere(workspace, path))) continue;
    const source = openSource(workspace, goneSource(workspace, path, targets));
    for (const target of source.file.targets) {
      judged.push({ source, outcome: await judgePair(workspace, source, target) });
    }
  }
  return judged;
}

/** Removes the files that hold nothing any more. Answers their paths. */
export async function removeEmptied(
  { repository }: Workspace,
  gone: readonly JudgedTarget[],
  plans: readonly SourcedWrite[],
  written: readonly string[],
): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const { outcome } of gone) {
    if (outcome.outcome !== "judged") continue;
    const { path } = outcome.target;
    const plan = plans.find(({ write }) => write.judged === outcome)?.write;
    if (plan !== undefined && !written.includes(path)) continue;
    const { kind } = plan?.pair.target ?? outcome.file.catalog;
    if (!kind.every((of) => of === Kind.Map || of === Kind.List || of === Kind.Metadata)) continue;
    await removeInside(repository.root, path);
    removed.push(path);
  }
  return removed;
}

/** Where the source of a target would stand; undefined where its locale has no known spelling. */
function sourcePathOf(
  { arrangement, config }: Workspace,
  { family, path }: LocaleFile,
): string | undefined {
  const match = family.template.match(path);
  const sibling = arrangement.sources.find((source) => source.family === family);
  const spelling = sibling?.spelling ?? config.sourceLocale;
  return match && family.template.pathFor(match, spelling);
}

function goneSource(
  { arrangement, config }: Workspace,
  path: string,
  files: readonly LocaleFile[],
): SourceFile {
  const [{ family, namespace: name }] = files as [LocaleFile];
  // Without its source a file's namespace may be another one's.
  const isTaken = arrangement.sources.some(({ namespace }) => namespace === name);
  const namespace = isTaken ? path : name;
  const targets = files.map((file): TargetFile => ({ ...file, namespace, exists: true }));
  const spelling = family.template.match(path)?.spelling ?? config.sourceLocale;
  return { path, family, locale: config.sourceLocale, spelling, namespace, targets };
}

/**
 * Whether a commit had the file, whichever took it away: a merge that keeps one side's deletion
 * changes nothing itself, and the other side's last commit may be younger.
 */
async function wasThere(
  { head, objects, history, repository }: Workspace,
  path: string,
): Promise<boolean> {
  const commit = await head();
  if (commit === undefined) return false;
  if ((await objects.idAt(commit, path)) !== undefined) return true;
  if (history === undefined) return false;
  for await (const { changes } of revisions(repository, [path], { limit: 1 })) {
    return changes.length > 0;
  }
  return false;
}
