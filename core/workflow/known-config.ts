import { formats } from "../formats/registry.ts";
import type { Config } from "../project/config.ts";
import { parseConfig } from "../project/parse-config.ts";
import { providers } from "../providers/registry.ts";
import { syntaxes } from "../syntax/syntaxes.ts";

/** Reads a configuration, knowing the names of all formats, syntaxes and providers. */
export function readKnownConfig(text: string, path: string): Config {
  return parseConfig(text, path, {
    formats: formats.map(({ name }) => name),
    syntaxes: Object.keys(syntaxes),
    providers: Object.fromEntries(
      Object.entries(providers).map(([name, { options }]) => [name, options]),
    ),
  });
}
