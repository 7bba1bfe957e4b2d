import { serveAnthropic } from "./anthropic/anthropic.ts";
import { serveLingo } from "./lingo/lingo.ts";
import type { Listening } from "./listen.ts";
import { serveLocize } from "./locize/locize.ts";
import { serveLoco } from "./loco/loco.ts";
import { serveOpenAi } from "./openai/openai.ts";

/** A server that a person starts by hand, to try locstep with no account. */
export interface HandServer {
  readonly port: number;
  /** What stands under `provider:` beside `baseUrl`, as YAML. */
  readonly options: string;
  /** Below the server's address. */
  readonly basePath: string;
  readonly environment: Readonly<Record<string, string>>;
  serve(port: number): Promise<Listening>;
}

const KEY = "test";

/** By the provider's name. */
export const servers: Readonly<Record<string, HandServer>> = {
  lingo: {
    port: 8701,
    options: "name: lingo",
    basePath: "",
    environment: { LINGO_API_KEY: KEY },
    serve: (port) => serveLingo({ key: KEY, jobTime: 1_500, port }),
  },
  locize: {
    port: 8702,
    options: "name: locize, projectId: test",
    basePath: "",
    environment: { LOCIZE_API_KEY: KEY },
    serve: (port) =>
      serveLocize({ projectId: "test", languages: [], keys: { [KEY]: "admin" }, port }),
  },
  loco: {
    port: 8703,
    options: "name: loco",
    basePath: "/api",
    environment: { LOCO_API_KEY: KEY },
    serve: (port) =>
      serveLoco({ keys: { [KEY]: "full" }, locales: ["en"], hasTranslators: true, port }),
  },
  openai: {
    port: 8704,
    options: "name: openai, model: test",
    basePath: "/v1",
    environment: { OPENAI_API_KEY: KEY },
    serve: (port) => serveOpenAi({ key: KEY, models: ["test"], port }),
  },
  anthropic: {
    port: 8705,
    options: "name: anthropic, model: test",
    basePath: "/v1",
    environment: { ANTHROPIC_API_KEY: KEY },
    serve: (port) => serveAnthropic({ key: KEY, models: ["test"], port }),
  },
};
