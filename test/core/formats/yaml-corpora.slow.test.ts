import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blobsOfHistory, cloneCorpus, corpora, removeClone } from "../../support/corpora.ts";
import type { Figures } from "./corpora-laws.ts";
import { expectRailsLaws, RAILS_FILES } from "./yaml-corpus.ts";
import { changed, changes, expectSameLines } from "./yaml-lines.ts";

describe.skipIf(corpora === undefined)("the Rails corpus in every revision", () => {
  test("rubygems: identity and one edit in every blob", { timeout: 1_200_000 }, async () => {
    const folder = await cloneCorpus("rubygems");
    try {
      const figures: Figures = { files: 0, texts: 0, bytes: 0, malformed: 0 };
      for await (const { path, bytes } of blobsOfHistory(folder, RAILS_FILES)) {
        expectRailsLaws(path, bytes, figures);
      }
      expect(figures.files).toBeGreaterThan(300);
      const { files, texts, bytes, malformed } = figures;
      process.stdout.write(
        `rubygems: ${files} blobs, ${texts} texts, ${bytes} bytes: 100 % identical; ${malformed} malformed for the yaml package too\n`,
      );
    } finally {
      await removeClone(folder);
    }
  });

  test(
    "rubygems: every blob, and changed parts of it, by lines as from tokens",
    { timeout: 1_200_000 },
    async () => {
      const folder = await cloneCorpus("rubygems");
      try {
        const figures = { blobs: 0, taken: 0, changed: 0, changedTaken: 0 };
        for await (const { bytes } of blobsOfHistory(folder, RAILS_FILES)) {
          figures.blobs++;
          if (expectSameLines(bytes)) figures.taken++;
          const lines = bytes.toString().split("\n");
          const part = (from: number): string =>
            lines
              .slice(from % lines.length)
              .slice(0, 30)
              .join("\n");
          const property = fc.property(fc.nat(), changes, (from, all) => {
            figures.changed++;
            // The entries of a part stand as deep as its first one did, or are the top ones.
            const unindented = part(from).replaceAll(/^ {2,4}/gmu, "");
            const text = changed(from % 2 === 0 ? part(0) : unindented, all);
            if (expectSameLines(Buffer.from(text))) figures.changedTaken++;
          });
          fc.assert(property, { numRuns: 12 });
        }
        expect(figures.taken).toBeGreaterThan(0.95 * figures.blobs);
        expect(figures.changedTaken).toBeGreaterThan(0.1 * figures.changed);
        process.stdout.write(`rubygems, read by its lines: ${JSON.stringify(figures)}\n`);
      } finally {
        await removeClone(folder);
      }
    },
  );
});
