import pLimit from "p-limit";
import type { Fields } from "../../model/shape.ts";
import type { Environment, ProviderFactory, ProviderOptions } from "../factory.ts";
import { type Http, openHttp } from "../http/http.ts";
import { keyIn, type KeyPlace } from "../key.ts";
import { NOT_SENT, type Provider } from "../provider.ts";
import { type LocoClient, openClient } from "./client.ts";
import { collectGroup } from "./collect.ts";
import { type Manner, openLocoProject } from "./project.ts";
import { openProposals } from "./proposals.ts";
import { pushSources } from "./push.ts";
import { openStore } from "./store.ts";

const FLAGS = ["incorrect", "incomplete", "provisional", "rejected", "unapproved", "fuzzy"];

const OPTIONS: Fields = {
  flag: {
    about:
      "What marks a translation that git brings to Loco until somebody there approves it (provisional, the default), or none.",
    shape: { kind: "choice", values: [...FLAGS, "none"] },
  },
  tag: { about: "A tag for assets that are new or changed.", shape: { kind: "text" } },
  deletions: {
    about: "Whether what is deleted in git is deleted at the service. Default: false.",
    shape: { kind: "boolean" },
  },
};

const KEY: KeyPlace = {
  provider: "loco",
  variable: "LOCO_API_KEY",
  remedy: " to a key of the project's developer tools",
};
const DEFAULT_BASE_URL = "https://localise.biz/api";
/** A key may have ten requests pending; others use the same. */
const MOST_REQUESTS = 4;
const MEGABYTE = 1024 * 1024;

/**
 * Loco keeps the texts, and people translate them there: source texts go out, and what is finished
 * comes in. Loco itself translates nothing.
 */
export const loco: ProviderFactory = { options: OPTIONS, open };

function open(options: ProviderOptions, environment: Environment): Provider {
  let http: Http | undefined;
  const limit = pLimit(MOST_REQUESTS);
  const client = openClient((request, signal) =>
    limit(() => {
      http ??= connect(options, environment);
      return http(request, signal);
    }),
  );
  const { flag = "provisional", tag } = options;
  return providerOf(client, {
    flag: flag === "none" ? undefined : String(flag),
    tags: typeof tag === "string" ? [tag] : [],
    deletes: options.deletions === true,
  });
}

function providerOf(client: LocoClient, manner: Manner): Provider {
  const project = openLocoProject(client, manner);
  const marked = (tag: string) => providerOf(client, { ...manner, tags: [...manner.tags, tag] });
  return {
    name: "loco",
    fingerprint: "loco 1",
    limits: { localesPerGroup: 100, messagesPerGroup: 1_000, charactersPerGroup: 1_000_000 },
    isSlow: true,
    async submit(group, _attempt, signal) {
      signal.throwIfAborted();
      if (!(await project.mayWrite(signal))) return NOT_SENT;
      const source = await project.sourceCode(group.sourceLocale, signal);
      await project.addLocales(group.targetLocales, signal);
      await pushSources(project, source, group.messages, signal);
      return "sent";
    },
    collect: (group, handle, signal) => collectGroup(project, group, handle, signal),
    store: { ...openStore(project), proposals: openProposals(project, marked) },
  };
}

function connect(options: ProviderOptions, environment: Environment): Http {
  const key = keyIn(environment, KEY);
  return openHttp({
    service: "Loco",
    baseUrl: typeof options.baseUrl === "string" ? options.baseUrl : DEFAULT_BASE_URL,
    headers: { authorization: `Loco ${key}` },
    secrets: [key],
    keyVariable: KEY.variable,
    sizeLimit: 64 * MEGABYTE,
    environment,
  });
}
