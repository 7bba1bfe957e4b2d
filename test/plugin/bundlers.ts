/**
 * How each bundler is started: its own command where it has one, a script that prints what its
 * command would otherwise. Components are compiled by a plugin of the application's, so that the
 * same sources run in all six.
 */
export interface BundlerFixture {
  readonly packages: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** Compiles JSX, Vue and Svelte. What is imported by a bare name is left to run time. */
export const COMPILE = `import { transform } from "esbuild";
import { createUnplugin } from "unplugin";

export const compile = createUnplugin(() => ({
  name: "compile",
  enforce: "pre",
  transform: {
    filter: { id: /\\.(?:jsx|vue|svelte)$/ },
    async handler(code, id) {
      if (id.endsWith(".svelte")) {
        const { compile } = await import("svelte/compiler");
        return compile(code, { filename: id }).js.code;
      }
      if (id.endsWith(".vue")) {
        const { compileScript, parse } = await import("@vue/compiler-sfc");
        const { descriptor } = parse(code, { filename: id });
        return compileScript(descriptor, { id: "app", inlineTemplate: true }).content;
      }
      return (await transform(code, { loader: "jsx", jsx: "automatic" })).code;
    },
  },
}));

export const external = /^[a-z@]/;
`;

const SHARED = ["esbuild", "unplugin"];

function rollupLike(name: "rollup" | "rolldown"): BundlerFixture {
  return {
    packages: [name, ...SHARED],
    files: {
      "bundler.config.js": `import { locstep } from "locstep/${name}";
import { compile, external } from "./compile.js";
export default {
  input: "src/main.js",
  external,
  output: { dir: "dist" },
  plugins: [compile.${name}(), locstep()],
};\n`,
    },
    args: [
      `node_modules/${name}/${name === "rollup" ? "dist/bin/rollup" : "bin/cli.mjs"}`,
      "-c",
      "bundler.config.js",
    ],
  };
}

function webpackLike(name: "webpack" | "rspack", packageName: string): BundlerFixture {
  return {
    packages: [packageName, ...SHARED],
    files: {
      "build.js": `import * as bundler from "${packageName}";
import { locstep } from "locstep/${name}";
import { compile, external } from "./compile.js";
const run = bundler.rspack ?? bundler.default;
run(
  {
    mode: "production",
    context: import.meta.dirname,
    entry: "./src/main.js",
    externals: [external],
    output: { path: import.meta.dirname + "/dist" },
    plugins: [compile.${name}(), locstep()],
  },
  (error, stats) => {
    if (error) throw error;
    console.log(stats.toString());
    process.exitCode = stats.hasErrors() ? 1 : 0;
  },
);\n`,
    },
    args: ["build.js"],
  };
}

export const BUNDLERS: Readonly<Record<string, BundlerFixture>> = {
  Vite: {
    packages: ["vite", ...SHARED],
    files: {
      "index.html": `<script type="module" src="/src/main.js"></script>\n`,
      "vite.config.js": `import { locstep } from "locstep/vite";
import { compile, external } from "./compile.js";
export default {
  build: { rolldownOptions: { external } },
  plugins: [compile.vite(), locstep()],
};\n`,
    },
    args: ["node_modules/vite/bin/vite.js", "build"],
  },
  webpack: webpackLike("webpack", "webpack"),
  Rspack: webpackLike("rspack", "@rspack/core"),
  Rollup: rollupLike("rollup"),
  Rolldown: rollupLike("rolldown"),
  esbuild: {
    packages: SHARED,
    files: {
      "build.js": `import { build } from "esbuild";
import { locstep } from "locstep/esbuild";
import { compile } from "./compile.js";
await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  format: "esm",
  packages: "external",
  outdir: "dist",
  plugins: [compile.esbuild(), locstep()],
});\n`,
    },
    args: ["build.js"],
  },
};
