// Sets 500 values in each file as locstep does: one scan, one splice, one proof.
import { readFileSync } from "node:fs";
import { formatByName } from "../../core/formats/registry.ts";
import { rootOf, task } from "./task.js";

const { format: name, files, values } = task();
const format = formatByName(name);
const edits = values.map(({ key, text }) => ({ kind: "set", key, text }));
for (const file of files) {
  const catalog = format.scan(readFileSync(file), rootOf(file));
  const { outcome, ...rest } = format.splice(catalog, edits, catalog);
  if (outcome !== "spliced") throw new Error(`${file}: ${outcome} ${JSON.stringify(rest)}`);
}
