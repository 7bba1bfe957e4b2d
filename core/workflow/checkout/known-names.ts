import { formats } from "../../formats/registry.ts";
import type { Known } from "../../project/config-shape.ts";
import { providers } from "../../providers/registry.ts";
import { LIBRARIES } from "../../usage/libraries.ts";
import { syntaxes } from "../../syntax/syntaxes.ts";

/** The names that a configuration may use: formats, syntaxes, providers and their options. */
export const known: Known = {
  formats: formats.map(({ name }) => name),
  syntaxes: Object.keys(syntaxes),
  libraries: LIBRARIES,
  providers: Object.fromEntries(
    Object.entries(providers).map(([name, { options }]) => [name, options]),
  ),
};
