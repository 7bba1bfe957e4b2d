import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { writeProposedConfig } from "../../core/workflow/checkout/project.ts";
import { createRepository } from "../support/repository.ts";

test("what of a peer's configuration could not be taken over is told, by check and by init", async () => {
  const repository = createRepository();
  repository.write("i18n.json", {
    locale: { source: "en", targets: ["de"] },
    buckets: {
      json: { include: ["locales/[locale].json"] },
      "xcode-strings": { include: ["ios/[locale].strings"] },
    },
  });
  repository.write("locales/en.json", { home: "Home" });
  const left = "In i18n.json, the bucket xcode-strings holds a format that locstep does not read.";
  const session = await openSession({ cwd: repository.root, environment: {} });
  expect((await session.check()).notes).toContain(left);
  expect((await writeProposedConfig({ cwd: repository.root }))?.notes).toEqual([left]);
});

test("of a peer that says nothing of files, nothing is told beside one that does", async () => {
  const repository = createRepository();
  repository.write("i18next.config.ts", "export default defineConfig({ locales: lngs() });\n");
  repository.write(
    "crowdin.yml",
    "files: [{ source: /l/en.json, translation: /l/%locale%.json }]\n",
  );
  repository.write("l/en.json", { home: "Home" });
  expect((await writeProposedConfig({ cwd: repository.root }))?.notes).toEqual([]);
});
