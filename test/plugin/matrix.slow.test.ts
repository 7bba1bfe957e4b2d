import { describe, expect, test } from "vitest";
import { createApplication, runNode } from "../support/application.ts";
import { BUNDLERS, COMPILE } from "./bundlers.ts";
import { LIBRARIES } from "./libraries.ts";

const TEXTS = { checkout: "Home", welcome: "Welcome" };

describe.each(Object.entries(LIBRARIES))("%s", (_, { component, source, dependencies }) => {
  test.each(Object.entries(BUNDLERS))(
    "in %s: an undefined key is told at its place, with its code and the nearest key, once",
    async (bundler, { packages, files, args }) => {
      const { root } = await createApplication({
        packages: [...packages, ...COMPILERS],
        files: {
          "package.json": {
            name: "application",
            private: true,
            type: "module",
            dependencies: Object.fromEntries(dependencies.map((name) => [name, "*"])),
          },
          "locales/en/translation.json": TEXTS,
          "locales/de/translation.json": { checkout: "Start", welcome: "Willkommen" },
          "locales/fr/translation.json": { checkout: "Accueil" },
          [`src/${component}`]: source,
          "src/main.js": `import App from "./${component}";\nconsole.log(App);\n`,
          "compile.js": COMPILE,
          ...files,
        },
      });
      const { code, log } = await runNode(root, args);
      expect(code, log).toBe(0);
      const sentence = `"chekout" is used here, but English does not define it (did you mean "checkout"?)`;
      expect(log.split(sentence)).toHaveLength(2);
      expect(log.split("Translations: 1 error and 1 warning; ")).toHaveLength(2);
      expect(log).toContain(`"welcome" has no French translation`);
      expect(log).toContain(`src/${component}:${placeIn(source, bundler)}`);
      expect(log).toMatch(/^.*[│].*chekout.*\n.*[│╵]\s+\^$/mu);
    },
  );
});

/** Where the undefined key stands; esbuild counts columns from zero. */
function placeIn(source: string, bundler: string): string {
  const before = source.slice(0, source.indexOf(`"chekout"`)).split("\n");
  const column = before.at(-1)?.length ?? 0;
  return `${before.length}:${bundler === "esbuild" ? column : column + 1}`;
}

const COMPILERS = ["svelte", "vue", "@vue/compiler-sfc"];
