import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { arb } from "../../../core/formats/arb/arb.ts";
import type { Format } from "../../../core/formats/format.ts";
import { json } from "../../../core/formats/json/json.ts";
import { cloneCorpus, corpora, filesAtHead, removeClone } from "../../support/corpora.ts";
import { expectLaws, type Figures } from "./corpora-laws.ts";
import { parseArb } from "./arb-samples.ts";

const cases: readonly [name: string, pattern: RegExp, format: Format, files: number][] = [
  ["excalidraw", /\/locales\/.*\.json$/u, json, 58],
  ["jellyfin-web", /\.json$/u, json, 10],
  ["fluffychat", /\.arb$/u, arb, 10],
];

describe.skipIf(corpora === undefined)("corpora at their head", () => {
  test.each(cases)(
    "%s: identity and one edit in every file",
    async (name, pattern, format, count) => {
      const folder = await cloneCorpus(name);
      try {
        const figures: Figures = { files: 0, texts: 0, bytes: 0, malformed: 0 };
        for (const path of await filesAtHead(folder, pattern)) {
          const bytes = await readFile(join(folder, path));
          expectLaws(format, bytes, format === arb ? parseArb : JSON.parse, figures);
        }
        expect(figures).toMatchObject({ files: count, malformed: 0 });
      } finally {
        await removeClone(folder);
      }
    },
  );
});
