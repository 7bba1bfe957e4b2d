import { UsageError } from "../../model/errors.ts";
import type { Fields } from "../../model/shape.ts";
import type { Environment, ProviderFactory, ProviderOptions } from "../factory.ts";
import { keyIn, type KeyPlace } from "../key.ts";
import type { Provider } from "../provider.ts";
import { billOf } from "./bill.ts";
import { openProposals } from "./proposals.ts";
import { HOSTS, openClient } from "./client.ts";
import { openCollector } from "./collect.ts";
import { type LocizeProject, openLocizeProject } from "./project.ts";
import { openReleases } from "./releases.ts";
import { readStatistics } from "./statistics.ts";
import { openStore } from "./store.ts";
import { submitGroup } from "./submit.ts";
import { openUsage } from "./usage.ts";

const OPTIONS: Fields = {
  projectId: {
    about: "The project's id, from its settings.",
    shape: { kind: "text" },
    required: true,
  },
  version: { about: "The version to work on. Default: latest.", shape: { kind: "text" } },
  namespace: {
    about:
      "What the namespace of files without one in their path is called there. Default: translation.",
    shape: { kind: "text" },
  },
  cdn: {
    about: "The network that serves the project. Default: standard.",
    shape: { kind: "choice", values: Object.keys(HOSTS) },
  },
  autotranslate: {
    about: "Whether Locize translates new and changed texts by machine. Default: true.",
    shape: { kind: "boolean" },
  },
  review: {
    about: "Whether what is sent goes through Locize's review. Default: false.",
    shape: { kind: "boolean" },
  },
  tags: {
    about: "Tags that a translation must carry before it is taken (`approved`).",
    shape: { kind: "list", of: { kind: "text" } },
  },
  deletions: {
    about: "Whether what is deleted in git is deleted at the service. Default: false.",
    shape: { kind: "boolean" },
  },
  branch: {
    about:
      "Whether a pull request works on a branch of its own: none (the default) or pull-request.",
    shape: { kind: "choice", values: ["none", "pull-request"] },
  },
};

const KEY: KeyPlace = {
  provider: "locize",
  variable: "LOCIZE_API_KEY",
  remedy: " to a key of the project's settings",
};

/** As i18next calls it. */
const DEFAULT_NAMESPACE = "translation";

/** What of the options decides how texts are exchanged. */
export interface Manner {
  readonly autotranslate: boolean;
  readonly review: boolean;
  readonly deletes: boolean;
  readonly hasBranches: boolean;
}

/** Locize keeps the texts, and people edit them there: source texts go out, translations come in. */
export const locize: ProviderFactory = { options: OPTIONS, open };

function open(options: ProviderOptions, environment: Environment): Provider {
  const { projectId, version = "latest", namespace, cdn, baseUrl, tags = [] } = options;
  if (typeof projectId !== "string" || projectId === "") {
    throw new UsageError(
      "the provider locize needs a project",
      "Write `provider: { name: locize, projectId: … }` in the configuration.",
    );
  }
  const host = HOSTS[cdn === "pro" ? "pro" : "standard"];
  const client = openClient({
    baseUrl: typeof baseUrl === "string" ? baseUrl : host,
    projectId,
    key: () => keyIn(environment, KEY),
    keyVariable: KEY.variable,
    environment,
  });
  const project = openLocizeProject(client, String(version), {
    approvalTags: tags as readonly string[],
    unnamed: typeof namespace === "string" && namespace !== "" ? namespace : DEFAULT_NAMESPACE,
  });
  return providerOf(project, {
    autotranslate: options.autotranslate !== false,
    review: options.review === true,
    deletes: options.deletions === true,
    hasBranches: options.branch === "pull-request",
  });
}

function providerOf(project: LocizeProject, manner: Manner): Provider {
  const { client, version } = project;
  return {
    name: "locize",
    fingerprint: `locize ${JSON.stringify([client.projectId, version, project.called(""), manner.autotranslate])}`,
    limits: { localesPerGroup: 100, messagesPerGroup: 1_000, charactersPerGroup: 1_000_000 },
    submit: (group, _attempt, signal) => submitGroup(project, manner, group, signal),
    collect: openCollector(project, manner),
    store: {
      deletes: manner.deletes,
      ...openStore(project, manner),
      ...openUsage(project),
      bill: (groups, reads) => billOf(groups, reads, manner.autotranslate),
      statistics: (signal) => readStatistics(project, signal),
      releases: openReleases(project),
      ...(manner.hasBranches && {
        proposals: openProposals(project, (branch) => providerOf(project.on(branch), manner)),
      }),
    },
  };
}
