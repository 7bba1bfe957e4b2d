import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { listingOf } from "../git/files.ts";
import { type Repository, openRepository, privateFolder } from "../git/repository.ts";
import { configPlaces, twinOf } from "../project/config-places.ts";
import type { ConfigText } from "../project/find-config.ts";
import type { Report } from "../report/report.ts";
import { type Basis, readKept, reportBehind } from "./checkout/kept-report.ts";
import { VERSIONS, keep, recall } from "./checkout/kept.ts";
import type { Project } from "./checkout/project.ts";
import { readSegmentBytes } from "./checkout/segments.ts";
import { readManifest } from "./usage/manifest.ts";

// Most checks are of a checkout in which nothing changed since the last one. What stands here is all
// that they load.

export { isAtRest } from "./checkout/kept-report.ts";

const KEPT = "printed.json";

/**
 * What a face printed of the last check's report, where that report still holds; undefined where it
 * does not, or where anything fails, of which a check then tells. `asked` names all that decides how
 * a report reads, and no other place than `cwd` nor a configuration by name.
 */
export async function recallPrinted(cwd: string, asked: string): Promise<string | undefined> {
  try {
    const repository = openRepository(cwd);
    if (repository === undefined) return undefined;
    const report = await reportAtRest(repository, cwd);
    return report && recall<string>(privateFolder(repository), KEPT, keyOf(report, asked));
  } catch {
    return undefined;
  }
}

/** For a report without findings: what else is printed depends on more than the report. */
export function keepPrinted(project: Project, report: Report, asked: string, text: string): void {
  keep(project.privateFolder, KEPT, keyOf(report, asked), text);
}

function keyOf(report: Report, asked: string): string {
  return JSON.stringify([VERSIONS, asked, report]);
}

/** The report that was kept, where all that it stands on reads as it did. */
async function reportAtRest(repository: Repository, cwd: string): Promise<Report | undefined> {
  const kept = readKept(privateFolder(repository));
  if (kept === undefined) return undefined;
  const start = kept.indexOf("\n") + 1;
  const basis = JSON.parse(kept.toString("utf8", 0, start)) as Basis;
  const { root } = repository;
  if (basis.versions !== VERSIONS || !isNearestConfig(root, cwd, basis.config)) return undefined;
  for (const [path, text] of basis.manifests) {
    if ((readManifest(root, path) ?? null) !== text) return undefined;
  }
  const segments = await readSegmentBytes(repository, basis.ledgerFolder);
  const sizes = segments.map(({ name, bytes }) => [name, bytes.length]);
  if (JSON.stringify(sizes) !== JSON.stringify(basis.segments)) return undefined;
  const listing = listingOf(repository, basis.pathspecs);
  if (listing.length !== basis.listing) return undefined;
  return reportBehind(kept, start, [listing, ...segments.map(({ bytes }) => bytes)]);
}

/** Whether this is the configuration that a check would read. Behind a link it is for the check to say. */
function isNearestConfig(root: string, cwd: string, { path, text }: ConfigText): boolean {
  const folder = relative(root, realpathSync.native(cwd)).split(sep).join("/");
  for (const place of configPlaces(folder)) {
    const file = join(root, place);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    const twin = twinOf(place);
    if (twin !== undefined && existsSync(join(root, twin))) return false;
    return place === path && stat.isFile() && readFileSync(file).equals(Buffer.from(text));
  }
  return false;
}
