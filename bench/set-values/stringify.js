// Sets 500 values in each file as most tools do: parse, set, stringify.
import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { rootOf, task } from "./task.js";

const { format, files, values } = task();
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const tree = format === "yaml" ? parse(text) : JSON.parse(text);
  for (const value of values) set(tree[rootOf(file)] ?? tree, value);
  Buffer.from(format === "yaml" ? stringify(tree) : JSON.stringify(tree, undefined, 2));
}

function set(tree, { key, text }) {
  let parent = tree;
  for (const segment of key.slice(0, -1)) parent = parent[segment];
  parent[key.at(-1)] = text;
}
