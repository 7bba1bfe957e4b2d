import { readLiteral } from "./literal.ts";
import type { Peer } from "./peer.ts";
import { at, readYaml, textAt } from "./plain.ts";

/** loco-cli: one JSON file a locale in `localesDir`, or with `namespaces` one folder a locale. */
export const loco: Peer = {
  name: "loco-cli",
  paths: ["loco.config.js", ".locorc.js", ".locorc.json", ".locorc.yaml", ".locorc.yml"],
  read(text, path) {
    const config = /\.ya?ml$/u.test(path) ? readYaml(text) : readLiteral(text);
    const folder = textAt(config, "localesDir") ?? ".";
    const file = at(config, "namespaces") === true ? "{locale}/{namespace}.json" : "{locale}.json";
    return { files: [`${folder}/${file}`], provider: { name: "loco" } };
  },
};
