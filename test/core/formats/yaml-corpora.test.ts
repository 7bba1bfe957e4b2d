import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cloneCorpus, corpora, filesAtHead, removeClone } from "../../support/corpora.ts";
import type { Figures } from "./corpora-laws.ts";
import { expectRailsLaws, RAILS_FILES } from "./yaml-corpus.ts";

describe.skipIf(corpora === undefined)("the Rails corpus at its head", () => {
  test("rubygems: identity and one edit in every file", async () => {
    const folder = await cloneCorpus("rubygems");
    try {
      const figures: Figures = { files: 0, texts: 0, bytes: 0, malformed: 0 };
      for (const path of await filesAtHead(folder, RAILS_FILES)) {
        expectRailsLaws(path, await readFile(join(folder, path)), figures);
      }
      expect(figures).toMatchObject({ files: 20, malformed: 0 });
    } finally {
      await removeClone(folder);
    }
  });
});
