import { readFileSync } from "node:fs";
import { instantiateNapiModuleSync } from "@emnapi/core";
import { asyncWork, tsfn } from "@emnapi/core/plugins";
import { createContext } from "@emnapi/runtime";
import type { ParserOptions, ParseResult } from "oxc-parser";

/** What oxc hands over. A field is made when it is read; `program` is JSON. */
export interface Binding {
  parseSync(
    name: string,
    code: string,
    options: ParserOptions,
  ): { readonly program: string; readonly errors: ParseResult["errors"] };
}

/** Pages of 64 KiB. The first is what oxc asks for, the second all that 32 bits can name. */
const MEMORY = { initial: 980, maximum: 65_536 };

/** With the first, the process would hold every instance until its end; the second is `eval`. */
const FEATURES = { MessageChannel: undefined, makeDynamicFunction: undefined };

const NOT_SUPPORTED = 52;

let code: Uint8Array<ArrayBuffer> | undefined;

/** An instance with a memory of its own. It gets no file, no network, no environment and no clock. */
export function openBinding(): Binding {
  code ??= readFileSync(new URL("parser.wasm", import.meta.url));
  const memory = new WebAssembly.Memory(MEMORY);
  const { napiModule } = instantiateNapiModuleSync(code, {
    context: createContext({ features: FEATURES }),
    asyncWorkPoolSize: 0,
    plugins: [asyncWork, tsfn],
    overwriteImports: ({ env, napi, emnapi }) => ({
      napi,
      env: { ...env, ...napi, ...emnapi, memory },
      wasi_snapshot_preview1: system(memory),
    }),
    beforeInit({ instance }) {
      for (const [name, value] of Object.entries(instance.exports)) {
        if (name.startsWith("__napi_register__")) (value as () => void)();
      }
    },
  });
  return napiModule.exports;
}

/** What of WASI is asked for: seeds of hash tables, and how many variables the environment has. */
function system(
  memory: WebAssembly.Memory,
): Readonly<Record<string, (...args: number[]) => number>> {
  return {
    random_get(at: number, length: number) {
      crypto.getRandomValues(new Uint8Array(memory.buffer, at, length));
      return 0;
    },
    environ_sizes_get(count: number, bytes: number) {
      const view = new DataView(memory.buffer);
      view.setUint32(count, 0, true);
      view.setUint32(bytes, 0, true);
      return 0;
    },
    environ_get: () => 0,
    clock_time_get: () => NOT_SUPPORTED,
    // Where a panic is told.
    fd_write: () => NOT_SUPPORTED,
    proc_exit(code: number): never {
      throw new Error(`the parser ended with ${code}`);
    },
  };
}
