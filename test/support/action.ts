import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Context, readContext } from "../../action/context.ts";
import { readInputs } from "../../action/inputs.ts";
import type { Outcome } from "../../action/outputs.ts";
import { translate } from "../../action/translate/translate.ts";
import { type GitHub, NAME, OWNER, openGitHub } from "../servers/github/github.ts";
import { type TestRepository, createRepository, temporaryFolder } from "./repository.ts";

/** Pseudo-locales: the embedded provider translates them for real, without a network. */
export const CONFIG = `sourceLocale: en
targetLocales: [en-XA, ar-XB]
files:
  - l/{locale}/{namespace}.json
`;

/** As GitHub spells the token of a workflow, and that of a person. */
export const WORKFLOW_TOKEN = "ghs_workflowsOwnSecret0123456789abcdef";
export const PERSONAL_TOKEN = "ghp_aPersonsSecret0123456789abcdefghij";

/** A repository on a GitHub, with somebody who works on it. */
export interface Forge {
  readonly github: GitHub;
  /** The bare repository that the server stands on. */
  readonly remote: TestRepository;
  /** A person's complete clone. Pushes without asking the server. */
  readonly person: TestRepository;
  /** Commits all that stands in the person's clone, and pushes the branch. */
  pushed(message: string): Promise<string>;
  /** What a workflow checks out: shallow, its remote the server. */
  checkout(options?: {
    readonly depth?: number;
    readonly branch?: string;
  }): Promise<TestRepository>;
  /** A file on a branch of the remote. */
  show(branch: string, path: string): Promise<string>;
  branches(): Promise<readonly string[]>;
}

type Files = Readonly<Record<string, string | Uint8Array | object>>;

export async function openForge(files: Files, config: string = CONFIG): Promise<Forge> {
  const seed = createRepository();
  seed.write("locstep.yaml", config);
  for (const [path, content] of Object.entries(files)) seed.write(path, content);
  await seed.commit("Write the source");
  const remote = await seed.clone({ bare: true });
  const github = await openGitHub(remote.root);
  onTestFinished(() => github.close());
  github.addToken(WORKFLOW_TOKEN, {});
  github.addToken(PERSONAL_TOKEN, {
    kind: "personal",
    login: "ada",
    name: "Ada Lovelace",
    email: "ada@example.org",
  });
  const person = await remote.clone();
  return {
    github,
    remote,
    person,
    async pushed(message) {
      const commit = await person.commit(message);
      await person.git("push", "-q", "origin", "HEAD");
      return commit;
    },
    async checkout({ depth = 1, branch } = {}) {
      const shallow = Number.isFinite(depth) ? { depth } : {};
      const clone = await remote.clone({ ...shallow, ...(branch !== undefined && { branch }) });
      await clone.git("remote", "set-url", "origin", github.cloneUrl);
      return clone;
    },
    show: (branch, path) => remote.git("show", `${branch}:${path}`),
    async branches() {
      const listing = await remote.git("for-each-ref", "--format=%(refname:short)", "refs/heads");
      return listing.split("\n").filter((name) => name !== "");
    },
  };
}

export interface RunOptions {
  /** As a workflow gives them. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly ref?: string;
  /** Beside what is told of the push. */
  readonly payload?: object;
  /** What a runner's environment holds besides. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The environment that a runner gives, the event in a file. */
export async function runnerEnvironment(
  github: GitHub,
  checkout: TestRepository,
  options: RunOptions = {},
): Promise<Record<string, string>> {
  const told = await checkout.git("log", "-1", "--format=%H%n%T%n%B");
  const [head = "", tree = "", ...message] = told.split("\n");
  const payload = join(temporaryFolder(), `${randomUUID()}.json`);
  const push = {
    repository: { default_branch: "main" },
    head_commit: {
      id: head,
      tree_id: tree,
      message: message.join("\n"),
    },
  };
  writeFileSync(payload, JSON.stringify({ ...push, ...options.payload }));
  const inputs = Object.entries({ token: WORKFLOW_TOKEN, ...options.inputs });
  return {
    GITHUB_REPOSITORY: `${OWNER}/${NAME}`,
    GITHUB_EVENT_NAME: options.event ?? "push",
    GITHUB_EVENT_PATH: payload,
    GITHUB_REF: options.ref ?? "refs/heads/main",
    GITHUB_SHA: head,
    GITHUB_WORKSPACE: checkout.root,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.url,
    GITHUB_RUN_ID: "7",
    ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.environment,
  };
}

/** One run of the action's translating half, in this process, with what it said. */
export async function runTranslate(
  github: GitHub,
  checkout: TestRepository,
  options: RunOptions = {},
): Promise<Outcome> {
  const runner = await runnerEnvironment(github, checkout, options);
  const environment = { ...process.env, ...runner };
  const context: Context = readContext(environment);
  return translate(context, readInputs(environment, context.workspace), { pause: 1 });
}
