import { UsageError } from "../model/errors.ts";
import { arb } from "./arb/arb.ts";
import type { Format } from "./format.ts";
import { json } from "./json/json.ts";
import { yaml } from "./yaml/yaml.ts";

/** Every format. */
export const formats: readonly Format[] = [json, arb, yaml];

/** The format of a file by its extension. Throws UsageError when there is none. */
export function formatOf(path: string): Format {
  const extension = path.slice(path.lastIndexOf(".")).toLowerCase();
  const format = formats.find(({ extensions }) => extensions.includes(extension));
  if (format !== undefined) return format;
  if (extension === ".json5") {
    throw new UsageError(
      `${path}: JSON5 is not supported`,
      "Save the file as .json: comments and trailing commas are read there too, but names and texts need double quotes.",
    );
  }
  throw new UsageError(
    `${path}: no format is known for this extension`,
    `Name one in the configuration: format: ${names()}.`,
  );
}

/** The format that the configuration names. Throws UsageError when there is none. */
export function formatByName(name: string): Format {
  const format = formats.find((format) => format.name === name);
  if (format !== undefined) return format;
  throw new UsageError(`there is no format "${name}"`, `The formats are ${names()}.`);
}

function names(): string {
  return formats.map(({ name }) => name).join(", ");
}
