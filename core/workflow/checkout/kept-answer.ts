import { existsSync } from "node:fs";
import { join } from "node:path";
import { listingBeside } from "../../git/files.ts";
import { isPartialClone, openRepository, privateFolder } from "../../git/repository.ts";
import { hashOf } from "../../ledger/segment.ts";
import { readInside } from "../../project/files.ts";
import { keep, recall } from "./kept.ts";
import { keyOf } from "./key-of.ts";
import { type Project, type ProjectOptions, baselinePath, openProject } from "./project.ts";
import { type RawCheckout, readRawCheckout } from "./raw-checkout.ts";

const KEPT = "answer.json";

/** Looks whether the last answer still holds. Throws as {@link openProject} does. */
export type Recall<T> = () => Promise<T | undefined>;

/**
 * What a face made of its last check, for as long as a check would find the same: then a build need
 * not even load what checks. Undefined where nothing was kept. `purpose` names all else that
 * decides the answer.
 */
export function openRecall<T>(options: ProjectOptions, purpose: string): Recall<T> | undefined {
  const repository = openRepository(options.cwd);
  if (repository === undefined || !existsSync(join(privateFolder(repository), KEPT))) {
    return undefined;
  }
  return async () => {
    const project = await openProject(options);
    const raw = await readRawCheckout(project, true, listingBeside);
    const key = await keyOfAnswer(project, raw, purpose);
    return key === undefined ? undefined : recall<T>(project.privateFolder, KEPT, key);
  };
}

/** For a check that stood on git's listing alone (`Checkout.isWhole`). */
export async function keepAnswer(
  project: Project,
  raw: RawCheckout,
  purpose: string,
  answer: unknown,
): Promise<void> {
  const key = await keyOfAnswer(project, raw, purpose);
  if (key !== undefined) keep(project.privateFolder, KEPT, key, answer);
}

/**
 * Names all that a check looks at. Undefined where that is more than can be named: a layout that was
 * detected, and a history of which more may be fetched by the next time.
 */
async function keyOfAnswer(
  project: Project,
  raw: RawCheckout,
  purpose: string,
): Promise<string | undefined> {
  const { repository } = project;
  const isCut = repository.shallow || isPartialClone(repository);
  const checkout = isCut ? undefined : keyOfCheckout(project, raw);
  if (raw.head === undefined || checkout === undefined) return undefined;
  const baseline = await readInside(repository.root, baselinePath(project));
  return keyOf(purpose, raw.head, baseline ?? "", checkout);
}

/**
 * Names all that git, the ledger and the configuration say. Undefined where the layout was detected:
 * other files than those listed decided it.
 */
function keyOfCheckout(
  { config, configText }: Project,
  { listing, segments }: RawCheckout,
): string | undefined {
  if (config.path === undefined || configText === undefined) return undefined;
  const ledger = segments.flatMap((segment) => [segment.name, hashOf(segment)]);
  return keyOf(config.path, configText, listing, ...ledger);
}
