import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

const FOLDER = join(import.meta.dirname, "../plugin/panel");

/** Puts the panel's files beside the bundle as they are: the dev server hands them to browsers. */
export function panelFiles(): Plugin {
  return {
    name: "panel-files",
    generateBundle() {
      for (const name of readdirSync(FOLDER)) {
        const source = readFileSync(join(FOLDER, name));
        this.emitFile({ type: "asset", fileName: `panel/${name}`, source });
      }
    },
  };
}
