import { expect, test } from "vitest";
import { createApplication, runNode } from "../support/application.ts";
import { runCli } from "../support/cli.ts";
import { reportOf } from "../cli/checkout.ts";
import { startDevServer } from "../support/dev-server.ts";
import { releaseAction, runner, startAction } from "../support/released-action.ts";
import type { TestRepository } from "../support/repository.ts";

/** Something of each kind: in code of several libraries, in a source, in targets, in a malformed file. */
function shop(broken = "{"): Promise<TestRepository> {
  return createApplication({
    packages: ["vite"],
    files: {
      "package.json": {
        type: "module",
        dependencies: { "react-i18next": "*", "vue-i18n": "*", "svelte-i18n": "*" },
      },
      "locales/en/common.json": { pay: "Pay {{amount}}", hello: "Hello", old: "Old" },
      "locales/en/broken.json": broken,
      "locales/de/common.json": { pay: "Zahle {{betrag}}", hello: "", old: "Alt", gone: "Weg" },
      "locales/fr/common.json": { pay: "Payer {{amount}}", hello: "Bonjour" },
      "src/App.jsx": `import { useTranslation } from "react-i18next";
export function App() {
  const { t } = useTranslation("common");
  return [t("pay"), t("helo"), t("old"), t(\`dynamic.\${location.hash}\`)];
}\n`,
      "src/Cart.vue": `<script setup lang="ts">
import { useI18n } from "vue-i18n";
const { t } = useI18n();
const total: string = t("common.totl");
</script>
<template><p :title="t('common.pay')">{{ $t("common.hello") }}{{ total }}</p></template>\n`,
      "src/Page.svelte": `<script>
import { _ } from "svelte-i18n";
</script>
<h1 title={$_("common.titel")}>{$_("common.hello")}</h1>\n`,
      "src/half.ts": `import { t } from "i18next";\nexport const = {{{ t("x\n`,
      "main.js": "console.log(1);\n",
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
export default { plugins: [locstep({ max: 1000 })] };\n`,
    },
  });
}

test("the plugin tells what `check` tells: the same findings in a build, the same in the panel", async () => {
  const repository = await shop();
  const { findings } = await reportOf(repository, "check", 1);
  expect(new Set(findings.map(({ severity }) => severity)).size).toBe(3);

  const { log } = await runNode(repository.root, ["node_modules/vite/bin/vite.js", "build"]);
  const told = [...log.matchAll(/^\[plugin locstep\] (\S+:\d+:\d+)$/gmu)].map(([, place]) => place);
  const { stdout } = await runCli(["check", "--format", "github"], { cwd: repository.root });
  const commands = [...stdout.matchAll(/^::(?:error|warning) file=(.*?),line=(\d+),col=(\d+)/gmu)];
  expect(told.toSorted()).toEqual(
    commands.map(([, path, line, column]) => `${path}:${line}:${column}`).toSorted(),
  );

  const { url, next } = await startDevServer(repository.root);
  await next("Translations: ");
  const panel = (await (await fetch(`${url}__locstep/report.json`)).json()) as {
    counts: Record<string, number>;
    findings: { code: string; text: string }[];
  };
  for (const severity of ["error", "warning", "info"]) {
    const ours = findings.filter((finding) => finding.severity === severity);
    expect(panel.counts[severity]).toBe(ours.length);
  }
  expect(new Set(panel.findings.map(({ code }) => code))).toEqual(
    new Set(findings.map(({ code }) => code)),
  );
});

test.skipIf(runner === undefined)(
  "the action, as it is released and without `node_modules`, finds what `check` finds",
  async () => {
    // While a source file cannot be read, no key is told to be undefined.
    const repository = await shop("{}");
    const { findings, notes } = await reportOf(repository, "check", 1);
    const inCode = findings.filter(({ code }) => code === "undefined-key").map(({ path }) => path);
    expect(new Set(inCode)).toEqual(new Set(["src/App.jsx", "src/Cart.vue", "src/Page.svelte"]));

    const { report } = await startAction(await releaseAction(), repository, {
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_EVENT_NAME: "schedule",
      GITHUB_REF: "refs/heads/main",
      GITHUB_WORKSPACE: repository.root,
      INPUT_MODE: "review",
      "INPUT_FAIL-ON": "never",
    });
    expect([report?.findings, report?.notes]).toEqual([findings, notes]);
  },
);
