// Finds the keys that the TypeScript sources of the current folder use, from nothing.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { adapters } from "../core/usage/adapters/adapters.ts";
import { loadParser } from "../core/usage/parse.ts";
import { mayUse, scanSource } from "../core/usage/scan.ts";

const scanner = { adapters: [adapters[process.argv[2]]], parser: await loadParser() };
const listed = execFileSync("git", ["ls-files", "-z", "*.ts", "*.tsx"], { maxBuffer: 1 << 28 });
let uses = 0;
for (const file of listed.toString().split("\0").slice(0, -1)) {
  const text = readFileSync(file, "utf8");
  if (mayUse(text, scanner.adapters)) uses += scanSource(file, text, scanner).uses.length;
}
if (uses === 0) throw new Error("This tree uses no key: it is not the one to measure.");
