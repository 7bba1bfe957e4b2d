import type { Catalog } from "../../catalog/catalog.ts";
import { documentStart } from "../encoding.ts";
import type { Edit, Splice } from "../format.ts";
import { applyPatches, type Patch } from "../patches.ts";
import type { IsCompanion } from "../placement.ts";
import { type ContainerPlan, HEAD, isEmptyPlan, type Plan } from "../plan.ts";
import { proves } from "../proof.ts";
import { isRefused, planEdits } from "../resolve.ts";
import { insertEntries, openEmpty, styleAround } from "./insert.ts";
import { triviaEnd } from "./lexer.ts";
import { isTextsOnly, provesTexts } from "./prove.ts";
import { emptyContainer, removeEntry } from "./remove.ts";
import { renderValue } from "./render.ts";
import { type JsonLayout, scanJson } from "./scan.ts";
import { commaBehind, type FileStyle, styleOf, text } from "./style.ts";

/** Splices a file of JSON; one that holds nothing yet is written like the order. */
export function spliceJson(
  catalog: Catalog,
  edits: readonly Edit[],
  order: Catalog,
  isCompanion?: IsCompanion,
): Splice {
  const refused = { outcome: "refused", key: edits[0]?.key ?? [], reason: "unproven" } as const;
  if (edits.length === 0) return { outcome: "spliced", bytes: catalog.bytes };
  if (catalog.problems.length > 0) return refused;
  const plan = planEdits(catalog, edits, order, isCompanion);
  if (isRefused(plan)) return plan;
  if (isEmptyPlan(plan)) return { outcome: "spliced", bytes: catalog.bytes };
  const file = styleOf(catalog, order);
  const bytes = applyPatches(catalog.bytes, patchesOf(catalog, plan, order, file));
  return isProven(catalog, bytes, plan, file) ? { outcome: "spliced", bytes } : refused;
}

function isProven(before: Catalog, result: Uint8Array, plan: Plan, file: FileStyle): boolean {
  if (isTextsOnly(plan)) return provesTexts(before, result, plan);
  const after = scanJson(result);
  return proves(before, after, plan) && (file.trailingComma || !bringsTrailingComma(before, after));
}

/** Rows do not show a trailing comma, but strict readers of the file would fail on the first one. */
function bringsTrailingComma(before: Catalog, after: Catalog): boolean {
  return hasTrailingComma(after) && !hasTrailingComma(before);
}

function hasTrailingComma(catalog: Catalog): boolean {
  return (catalog.layout as JsonLayout).trailingComma;
}

function patchesOf(catalog: Catalog, plan: Plan, order: Catalog, file: FileStyle): Patch[] {
  const patches: Patch[] = [];
  for (const [row, value] of plan.values) {
    patches.push({
      start: catalog.valueStart[row] as number,
      end: catalog.valueEnd[row] as number,
      text: renderValue(value, styleAround(catalog, row, file)),
    });
  }
  for (const container of plan.containers) patches.push(...patchEntries(catalog, container, file));
  if (isBlank(catalog)) patches.push(...tailLike(catalog, order));
  return patches;
}

/**
 * Entries and commas are patched apart: what comes to stand last in the container decides about
 * the comma behind the last entry that stays.
 */
function patchEntries(catalog: Catalog, plan: ContainerPlan, file: FileStyle): Patch[] {
  const { row, entries, removed, inserted } = plan;
  const last = entries.at(-1);
  if (last === undefined) return [openEmpty(catalog, plan, file)];
  const emptied = removed.size === entries.length && inserted.size === 0;
  const whole = emptied ? emptyContainer(catalog, row, entries) : undefined;
  if (whole !== undefined) return [whole];

  const trailingComma = commaBehind(catalog, last) >= 0;
  const lastStaying = entries.findLast((entry) => !removed.has(entry)) ?? HEAD;
  const patches = trailingComma ? [] : patchComma(catalog, plan, lastStaying);
  for (let index = HEAD; index < entries.length; index++) {
    const entry = entries[index] ?? HEAD;
    const fresh = inserted.get(entry);
    const closes = entry === lastStaying && !trailingComma;
    if (removed.has(entry)) patches.push(removeEntry(catalog, entries, index, lastStaying));
    if (fresh !== undefined) patches.push(insertEntries(catalog, plan, index, fresh, file, closes));
  }
  return patches;
}

/** Adds or removes the comma behind the last entry that stays, where none may trail. */
function patchComma(catalog: Catalog, plan: ContainerPlan, lastStaying: number): Patch[] {
  if (lastStaying === HEAD) return [];
  const comma = commaBehind(catalog, lastStaying);
  const isFollowed = plan.inserted.has(lastStaying);
  if (isFollowed && comma < 0) {
    const end = catalog.valueEnd[lastStaying] as number;
    return [{ start: end, end, text: "," }];
  }
  return isFollowed || comma < 0 ? [] : [{ start: comma, end: comma + 1, text: "" }];
}

/** Whether a file holds nothing but an empty object. */
function isBlank({ bytes, size, valueStart, valueEnd }: Catalog): boolean {
  const inside = bytes.subarray(valueStart[0], valueEnd[0]);
  if (size !== 1 || /[^\s{}]/u.test(text(inside, 0, inside.length))) return false;
  const before = bytes.subarray(documentStart(bytes), valueStart[0]);
  return !/\S/u.test(
    text(before, 0, before.length) + text(bytes, valueEnd[0] as number, bytes.length),
  );
}

/** Ends a new file as the order's ends: with or without a final line end. */
function tailLike(catalog: Catalog, order: Catalog): Patch[] {
  if (order.size === 0) return [];
  const end = order.valueEnd[0] as number;
  const tail = text(order.bytes, end, triviaEnd(order.bytes, end, order.bytes.length));
  const { bytes } = catalog;
  return [
    { start: catalog.valueEnd[0] as number, end: bytes.length, text: tail.replace(/\S.*/su, "") },
  ];
}
