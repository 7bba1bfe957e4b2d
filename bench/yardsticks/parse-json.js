// Reads and parses every locale file: the least that any tool which builds objects does.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

for (const locale of readdirSync("locales")) {
  const folder = join("locales", locale);
  for (const file of readdirSync(folder)) JSON.parse(readFileSync(join(folder, file), "utf8"));
}
