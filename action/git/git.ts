import { spawn } from "node:child_process";
import { OutsideError } from "../../core/model/errors.ts";

/** A folder that git works in, and what every git there is told. */
export interface Git {
  readonly root: string;
  /** Standard output of a git that succeeded. Throws OutsideError. */
  run(purpose: string, args: readonly string[], options?: GitOptions): Promise<string>;
  /** Whatever the exit code. Throws OutsideError when git cannot run or end. */
  attempt(purpose: string, args: readonly string[], options?: GitOptions): Promise<GitOutcome>;
  bytes(purpose: string, args: readonly string[], options?: GitOptions): Promise<Buffer>;
  /** The same in another folder. */
  at(root: string): Git;
  /** Variables that let any git into the repository's server. */
  readonly access: Readonly<Record<string, string>>;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface GitOutcome {
  readonly exitCode: number;
  readonly output: Buffer;
  /** Without secrets and control characters. */
  readonly complaint: string;
}

export interface GitAccess {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `https://github.com`: the one place that the token is sent to. */
  readonly serverUrl: string;
  /** Empty: git has to get in with what the checkout left behind. */
  readonly token: string;
}

/** Milliseconds; a push or a fetch of a large repository takes its time. */
const LIMIT = 600_000;
const LONGEST_COMPLAINT = 8_192;
const MOST_SAID = 400;

export function openGit(root: string, access: GitAccess): Git {
  const environment = environmentOf(access);

  function attempt(
    purpose: string,
    args: readonly string[],
    { input, env }: GitOptions = {},
  ): Promise<GitOutcome> {
    return new Promise((resolve, reject) => {
      const child = spawn("git", [...args], {
        cwd: root,
        env: { ...environment, ...env },
        stdio: "pipe",
        timeout: LIMIT,
        windowsHide: true,
      });
      const output: Buffer[] = [];
      let complaint = "";
      child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
        if (complaint.length < LONGEST_COMPLAINT) complaint += chunk;
      });
      child.on("error", (cause) => {
        reject(new OutsideError(`git could not ${purpose}: it did not start`, { cause }));
      });
      child.on("close", (code) => {
        resolve({
          exitCode: code ?? 128,
          output: Buffer.concat(output),
          complaint: withoutSecrets(complaint, access.token),
        });
      });
      // A git that ended early breaks this pipe; its exit code tells more.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    });
  }

  async function bytes(
    purpose: string,
    args: readonly string[],
    options?: GitOptions,
  ): Promise<Buffer> {
    const outcome = await attempt(purpose, args, options);
    if (outcome.exitCode !== 0) throw gitFailure(purpose, outcome);
    return outcome.output;
  }

  return {
    root,
    attempt,
    bytes,
    run: async (...call) => (await bytes(...call)).toString().replace(/\n$/u, ""),
    at: (folder) => openGit(folder, access),
    access: accessTo(access),
  };
}

/** Whether a branch's protection or a ruleset was against it, in GitHub's words. */
export function isByRule(said: string): boolean {
  return /protected branch|rule violations|must be made through a pull request/iu.test(said);
}

export const BY_RULE =
  "A rule protects that branch. Set `strategy: pull-request`, exempt `locstep/**` from the rule, or give the action a `token:` that may bypass it.";

/** Throws nothing: makes the error that tells of a git that ended badly. */
export function gitFailure(purpose: string, { complaint, exitCode }: GitOutcome): OutsideError {
  const lines = complaint.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.find((line) => /^(?:fatal|error|remote: error): /u.test(line));
  const said = (telling ?? lines.at(-1) ?? "it said nothing").slice(0, MOST_SAID);
  const isUnknown = /certificate problem|certificate verif/iu.test(complaint);
  const isDenied =
    !isByRule(complaint) &&
    /authentication failed|could not read username|403|permission/iu.test(complaint);
  return new OutsideError(`git could not ${purpose}: ${said} (exit code ${exitCode})`, {
    ...(isUnknown && {
      hint: "Set GIT_SSL_CAINFO to the file of your own authority's certificate, and NODE_EXTRA_CA_CERTS too, under `env:` of the step.",
    }),
    ...(isByRule(complaint) && { hint: BY_RULE }),
    ...(isDenied && {
      hint: "Give the job `permissions: contents: write`, or the action a `token:` that may push.",
    }),
  });
}

/** No prompt, no pager, English messages. */
function environmentOf(access: GitAccess): NodeJS.ProcessEnv {
  return {
    ...access.environment,
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_PAGER: "cat",
    GIT_LFS_SKIP_SMUDGE: "1",
    LANGUAGE: "en",
    ...accessTo(access),
  };
}

/**
 * The token for one server alone, in the environment: arguments can be read by every process of the
 * machine. The empty header first drops the one that a checkout left in the configuration, for
 * GitHub refuses two.
 */
export function accessTo({ environment, serverUrl, token }: GitAccess): Record<string, string> {
  if (token === "") return {};
  const variables: Record<string, string> = {};
  const first = Number(environment["GIT_CONFIG_COUNT"] ?? 0);
  const secret = Buffer.from(`x-access-token:${token}`).toString("base64");
  for (const [at, value] of ["", `AUTHORIZATION: basic ${secret}`].entries()) {
    variables[`GIT_CONFIG_KEY_${first + at}`] = `http.${serverUrl}/.extraheader`;
    variables[`GIT_CONFIG_VALUE_${first + at}`] = value;
  }
  variables["GIT_CONFIG_COUNT"] = String(first + 2);
  return variables;
}

export function withoutSecrets(text: string, token: string): string {
  const bare = text.replaceAll(/:\/\/[^/\s]*@/gu, "://***@").replaceAll(/[^\P{Cc}\n]/gu, "");
  if (token === "") return bare;
  const encoded = Buffer.from(`x-access-token:${token}`).toString("base64");
  return bare.replaceAll(token, "***").replaceAll(encoded, "***");
}
