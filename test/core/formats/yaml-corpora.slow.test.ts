import { describe, expect, test } from "vitest";
import { blobsOfHistory, cloneCorpus, corpora, removeClone } from "../../support/corpora.ts";
import type { Figures } from "./corpora-laws.ts";
import { expectRailsLaws, RAILS_FILES } from "./yaml-corpus.ts";

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
});
