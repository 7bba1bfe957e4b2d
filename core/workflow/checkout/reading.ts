import { formatByName, formatOf } from "../../formats/registry.ts";
import type { LocaleFile } from "../../project/arrange.ts";
import type { Reading } from "./catalog-store.ts";

/** How a locale file is to be read: as configured, else by its extension. */
export function readingOf({ family, path, spelling }: LocaleFile): Reading {
  const format = family.format === undefined ? formatOf(path) : formatByName(family.format);
  return { format, root: spelling, path };
}
