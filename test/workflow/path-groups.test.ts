import { expect, test } from "vitest";
import { arrange } from "../../core/project/arrange.ts";
import { resolveConfig } from "../../core/project/config.ts";
import { pathGroups } from "../../core/workflow/checkout/path-groups.ts";
import { createRepository } from "../support/repository.ts";

const LOCALES = ["en", "de", "pt_BR"];

test.each([
  "l/{locale}/{namespace}.json",
  "l/{namespace}/{locale}.json",
  "{locale}/[x]{namespace}.json",
  "l/*/t_{locale}.json",
])("git is asked for no less than all files of %s", async (template) => {
  for (const size of [3, 30, 300]) {
    const repository = createRepository();
    for (let at = 0; at < size; at++) {
      for (const locale of LOCALES) {
        const path = template.replace("{locale}", locale).replace(/\{namespace\}|\*/u, `n${at}`);
        repository.write(path, "{}");
      }
    }
    await repository.git("add", "-A");
    const listed = async (...pathspecs: string[]) =>
      (await repository.git("ls-files", "-z", "--", ...pathspecs)).split("\0").filter(Boolean);
    const config = resolveConfig({ sourceLocale: "en", files: [template] });
    const [sources, targets] = pathGroups({ arrangement: arrange(config, await listed()) });
    expect([sources?.paths.size, targets?.paths.size]).toEqual([size, 2 * size]);
    for (const { paths, pathspecs } of [sources, targets].filter((group) => group !== undefined)) {
      const asked = new Set(await listed(...pathspecs));
      expect([...paths].filter((path) => !asked.has(path))).toEqual([]);
      expect(pathspecs.length).toBeLessThanOrEqual(200);
    }
    expect(await listed(...(sources?.pathspecs ?? []))).toHaveLength(size);
  }
});
