import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { Patch } from "../patches.ts";
import { type ContainerPlan, HEAD, type NewEntry } from "../plan.ts";
import { layoutOf } from "./layout.ts";
import { renderFlowEntry } from "./render.ts";
import { columnOf, type FileStyle, isOnOwnLine } from "./style.ts";
import { styleAround } from "./value-patches.ts";

/** Removes and inserts entries of a map or list in brackets, with their commas. */
export function patchFlow(catalog: Catalog, plan: ContainerPlan, file: FileStyle): Patch[] {
  const { row, entries, removed, inserted } = plan;
  const { entryStart } = layoutOf(catalog);
  const patches: Patch[] = [];
  const firstStaying = entries.find((entry) => !removed.has(entry));
  if (firstStaying === undefined) {
    const start = (catalog.valueStart[row] as number) + 1;
    const end = (catalog.valueEnd[row] as number) - 1;
    const text = render(catalog, plan, HEAD, inserted.get(HEAD) ?? [], file).join(", ");
    return [{ start, end, text }];
  }
  for (const [anchor, fresh] of inserted) {
    const beside = anchor === HEAD ? firstStaying : anchor;
    const gap = gapOf(catalog, beside, file);
    const rendered = render(catalog, plan, beside, fresh, file);
    const at =
      anchor === HEAD ? (entryStart[beside] as number) : (catalog.valueEnd[beside] as number);
    const text =
      anchor === HEAD ? rendered.map((entry) => entry + gap) : rendered.map((entry) => gap + entry);
    patches.push({ start: at, end: at, text: text.join("") });
  }
  return [...patches, ...removals(catalog, plan)];
}

/** Each run of removed entries goes with the comma that kept it from a staying neighbour. */
function removals(catalog: Catalog, { entries, removed }: ContainerPlan): Patch[] {
  const { entryStart } = layoutOf(catalog);
  const patches: Patch[] = [];
  let previous = HEAD;
  let start = HEAD;
  for (const entry of entries) {
    if (removed.has(entry)) {
      if (start === HEAD) start = entryStart[entry] as number;
      continue;
    }
    if (start !== HEAD) patches.push({ start, end: entryStart[entry] as number, text: "" });
    start = HEAD;
    previous = entry;
  }
  if (start !== HEAD) {
    const end = catalog.valueEnd[entries.at(-1) as number] as number;
    patches.push({ start: catalog.valueEnd[previous] as number, end, text: "" });
  }
  return patches;
}

function render(
  catalog: Catalog,
  { row, entries }: ContainerPlan,
  beside: number,
  fresh: readonly NewEntry[],
  file: FileStyle,
): string[] {
  const neighbour = beside === HEAD ? (entries[0] ?? row) : beside;
  const style = styleAround(catalog, neighbour, file);
  return fresh.map((entry) => renderFlowEntry(entry, catalog.kind[row] === Kind.List, style));
}

/** What stands between two entries: a line break where they stand on lines of their own. */
function gapOf(catalog: Catalog, row: number, file: FileStyle): string {
  if (!isOnOwnLine(catalog, row)) return ", ";
  return `,${file.newline}${" ".repeat(columnOf(catalog, row))}`;
}
