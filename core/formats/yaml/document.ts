import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { Patch } from "../patches.ts";
import { type ContainerPlan, HEAD } from "../plan.ts";
import { layoutOf, Style } from "./layout.ts";
import { renderEntries } from "./render.ts";
import { renderName } from "./render-text.ts";
import type { FileStyle } from "./style.ts";

/** Writes the first entries of a file that holds nothing, or comments alone: like the order's. */
export function fillDocument(
  { bytes, layout, ...catalog }: Catalog,
  plan: ContainerPlan,
  order: Catalog,
  file: FileStyle,
): Patch {
  const { root, marker } = layoutOf({ bytes, layout, ...catalog });
  const like = layoutOf(order);
  const lines: string[] = [];
  if (like.marker && !marker) lines.push("---");
  const isRooted = root !== undefined && like.rooted;
  if (isRooted) lines.push(`${renderName(root, Style.Plain, false)}:`);
  const column = isRooted ? file.unit : 0;
  const entries = plan.inserted.get(HEAD) ?? [];
  const style = { file, name: Style.Plain, text: Style.Plain };
  lines.push(" ".repeat(column) + renderEntries({ kind: Kind.Map, entries }, column, style), "");
  return { start: bytes.length, end: bytes.length, text: lines.join(file.newline) };
}
