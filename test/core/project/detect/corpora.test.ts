import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { arrange } from "../../../../core/project/arrange.ts";
import { resolveConfig } from "../../../../core/project/config.ts";
import { detect } from "../../../../core/project/detect/detect.ts";
import { cloneCorpus, corpora } from "../../../support/corpora.ts";

describe.skipIf(!corpora)("the corpora (LOCSTEP_CORPORA)", () => {
  test.each([
    ["excalidraw", "en", ["packages/excalidraw/locales/{locale}.json"], 57],
    ["jellyfin-web", "en-US", ["src/strings/{locale}.json"], 10],
    ["rubygems", "en", ["config/locales/avo.{locale}.yml", "config/locales/{locale}.yml"], 18],
    ["fluffychat", "en", ["lib/l10n/intl_{locale}.arb"], 10],
  ])("%s is found", async (name, sourceLocale, expected, files) => {
    const clone = await cloneCorpus(name);
    const paths = execFileSync("git", ["-C", clone, "ls-files", "-z"])
      .toString()
      .split("\0")
      .slice(0, -1);
    rmSync(clone, { recursive: true });
    expect(detect(paths)).toEqual({ sourceLocale, templates: expected });
    const { sources } = arrange(resolveConfig({ sourceLocale, files: expected }), paths);
    const standing = sources.flatMap(({ targets }) => targets.filter(({ exists }) => exists));
    expect(sources.length + standing.length).toBe(files);
  });
});
