import { describe, expect, test } from "vitest";
import { arb } from "../../../core/formats/arb/arb.ts";
import type { Format } from "../../../core/formats/format.ts";
import { json } from "../../../core/formats/json/json.ts";
import { blobsOfHistory, cloneCorpus, corpora, removeClone } from "../../support/corpora.ts";
import { expectLaws, type Figures } from "./corpora-laws.ts";
import { parseArb } from "./arb-samples.ts";

const cases: readonly [name: string, pattern: RegExp, format: Format][] = [
  ["excalidraw", /\/locales\/.*\.json$/u, json],
  ["jellyfin-web", /\.json$/u, json],
  ["fluffychat", /\.arb$/u, arb],
];

describe.skipIf(corpora === undefined)("corpora in every revision", () => {
  test.each(cases)("%s: identity and one edit in every blob", async (name, pattern, format) => {
    const folder = await cloneCorpus(name);
    try {
      const figures: Figures = { files: 0, texts: 0, bytes: 0, malformed: 0 };
      for await (const { bytes } of blobsOfHistory(folder, pattern)) {
        expectLaws(format, bytes, format === arb ? parseArb : JSON.parse, figures);
      }
      expect(figures.files).toBeGreaterThan(300);
      const { files, texts, bytes, malformed } = figures;
      process.stdout.write(
        `${name}: ${files} blobs, ${texts} texts, ${bytes} bytes: 100 % identical; ${malformed} malformed for JSON.parse too\n`,
      );
    } finally {
      await removeClone(folder);
    }
  });
});
