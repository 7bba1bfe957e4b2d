import { expectTypeOf, test } from "vitest";
import type { LocstepOptions as Esbuild } from "../../plugin/esbuild.ts";
import type { LocstepOptions } from "../../plugin/options.ts";
import type { LocstepOptions as Rolldown } from "../../plugin/rolldown.ts";
import type { LocstepOptions as Rollup } from "../../plugin/rollup.ts";
import type { LocstepOptions as Rspack } from "../../plugin/rspack.ts";
import type { LocstepOptions as Vite } from "../../plugin/vite.ts";
import type { LocstepOptions as Webpack } from "../../plugin/webpack.ts";

test("every bundler's entry names the type of its options (held by tsc)", () => {
  type Entries = [Esbuild, Rolldown, Rollup, Rspack, Vite, Webpack];
  expectTypeOf<Entries[number]>().toEqualTypeOf<LocstepOptions>();
});
