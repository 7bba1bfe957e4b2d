import { type Catalog, Kind, keyOf } from "../../catalog/catalog.ts";
import { viewOf } from "../../model/bytes.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Edit, Splice } from "../format.ts";
import { applyPatches, type Patch } from "../patches.ts";
import { type ContainerPlan, isEmptyPlan, type Plan } from "../plan.ts";
import { proves } from "../proof.ts";
import { isRefused, planEdits, type Refused } from "../resolve.ts";
import { patchBlock } from "./block-patches.ts";
import { fillDocument } from "./document.ts";
import { patchFlow } from "./flow-patches.ts";
import { layoutOf, Reach, Style } from "./layout.ts";
import { behindMerges } from "./merge-anchors.ts";
import { scanYaml } from "./scan.ts";
import { documentStart } from "../encoding.ts";
import { type FileStyle, lineColumn, lineEnd, styleOf } from "./style.ts";
import { openBlank, patchValue } from "./value-patches.ts";

const LINE_FEED = 0x0a;
const SPACE = 0x20;

/** Splices a file of YAML. What others read through an alias, or it through one, is never edited. */
export function spliceYaml(catalog: Catalog, edits: readonly Edit[], order: Catalog): Splice {
  const unproven = { outcome: "refused", key: edits[0]?.key ?? [], reason: "unproven" } as const;
  if (edits.length === 0) return { outcome: "spliced", bytes: catalog.bytes };
  if (catalog.problems.length > 0 || endsInBlanks(catalog)) return unproven;
  const plan = planEdits(catalog, edits, order);
  if (isRefused(plan)) return plan;
  if (isEmptyPlan(plan)) return { outcome: "spliced", bytes: catalog.bytes };
  const refused = refusalOf(catalog, plan, order);
  if (refused !== undefined) return refused;
  const placed = behindMerges(catalog, plan);
  const bytes = patched(catalog, placed, order);
  const after = scanYaml(bytes, layoutOf(catalog).root);
  return proves(catalog, after, placed) ? { outcome: "spliced", bytes } : unproven;
}

/** Whether the file ends inside a block that keeps its blank lines: one more would change it. */
function endsInBlanks(catalog: Catalog): boolean {
  const { bytes, size, valueEnd } = catalog;
  const last = size - 1;
  if (bytes.at(-1) !== SPACE || valueEnd[last] !== bytes.length) return false;
  const style = layoutOf(catalog).style[last];
  const isBlock = style === Style.Literal || style === Style.Folded;
  return isBlock && lineColumn(bytes, bytes.length) < 0;
}

/**
 * The bytes with the plan carried out. It works on whole lines: a file without a final line break
 * gets one for as long.
 */
function patched(catalog: Catalog, plan: Plan, order: Catalog): Uint8Array {
  const file = styleOf(catalog, order);
  const { bytes } = catalog;
  if (bytes.length === documentStart(bytes) || bytes.at(-1) === LINE_FEED) {
    return applyPatches(bytes, patchesOf(catalog, plan, order, file));
  }
  const ended = Buffer.concat([bytes, Buffer.from(file.newline)]);
  const whole = { ...catalog, bytes: ended, view: viewOf(ended) };
  const result = applyPatches(whole.bytes, patchesOf(whole, plan, order, file));
  return result.subarray(0, lineEnd(result, result.lastIndexOf(LINE_FEED) - 1));
}

/** Why a plan cannot be carried out in YAML, for the first row that it concerns. */
function refusalOf(catalog: Catalog, plan: Plan, order: Catalog): Refused | undefined {
  const { style, reach } = layoutOf(catalog);
  for (const row of plan.values.keys()) {
    if (reach[row] !== 0) return refuse(catalog, row, "alias");
    const isContainer = style[row] === Style.Block || style[row] === Style.Flow;
    // A tagged container: only its runtime knows what it is.
    if (isContainer && catalog.kind[row] === Kind.Other) return refuse(catalog, row, "container");
  }
  for (const { row, removed, inserted } of plan.containers) {
    if (reach[row] !== 0) return refuse(catalog, row, "alias");
    for (const entry of removed)
      if (isReadElsewhere(catalog, entry)) return refuse(catalog, entry, "alias");
    if (row === 0 && inserted.size > 0 && !haveSameRoot(catalog, order))
      return refuse(catalog, 0, "root");
  }
  return undefined;
}

function refuse(catalog: Catalog, row: number, reason: Refusal): Refused {
  return { outcome: "refused", key: keyOf(catalog, row), reason };
}

/** Whether an entry, or one below it, stands or is read elsewhere too. */
function isReadElsewhere(catalog: Catalog, row: number): boolean {
  const { reach } = layoutOf(catalog);
  if (((reach[row] as number) & Reach.Expanded) !== 0) return true;
  let at = row;
  do {
    if (((reach[at] as number) & Reach.Shared) !== 0) return true;
    at++;
  } while (at < catalog.size && (catalog.parent[at] as number) >= row);
  return false;
}

/** Entries below a root key do not belong into a file that has none, nor the other way round. */
function haveSameRoot(catalog: Catalog, order: Catalog): boolean {
  const mine = layoutOf(catalog);
  const its = layoutOf(order);
  if (catalog.size === 1 || order.size === 1) return true;
  return mine.root === undefined || its.root === undefined || mine.rooted === its.rooted;
}

function patchesOf(catalog: Catalog, plan: Plan, order: Catalog, file: FileStyle): Patch[] {
  const patches: Patch[] = [];
  for (const [row, value] of plan.values) patches.push(...patchValue(catalog, row, value, file));
  for (const container of plan.containers) {
    patches.push(...patchContainer(catalog, container, order, file));
  }
  return patches;
}

function patchContainer(
  catalog: Catalog,
  plan: ContainerPlan,
  order: Catalog,
  file: FileStyle,
): Patch[] {
  const { style, rooted } = layoutOf(catalog);
  if (plan.row === 0 && style[0] === Style.None && !rooted) {
    return [fillDocument(catalog, plan, order, file)];
  }
  if (plan.entries.length === 0) return openBlank(catalog, plan, file);
  return style[plan.row] === Style.Flow
    ? patchFlow(catalog, plan, file)
    : patchBlock(catalog, plan, file);
}
