import { join } from "node:path";
import { readRemoteFile } from "../git/remote-file.ts";
import { type Repository, privateFolder } from "../git/repository.ts";
import { git } from "../git/run.ts";
import { OutsideError, UsageError } from "../model/errors.ts";

/** A configuration of another repository of the same host, at a commit. */
interface Reference {
  /** Owner and name, or longer where the host nests groups. */
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
}

const SEGMENT = String.raw`[\w][\w.-]*`;
const PATH = `${SEGMENT}(?:/${SEGMENT})*`;
const REFERENCE = new RegExp(
  `^(${SEGMENT}(?:/${SEGMENT})+):(${PATH})@([0-9a-f]{40}|[0-9a-f]{64})$`,
  "u",
);

/**
 * The text that `extends` names, such as `acme/presets:locstep.yaml@<commit>`. A branch or a tag is
 * refused: what it names today another may name tomorrow. `variables`: beside what git is given for
 * the host. Throws UsageError and OutsideError.
 */
export async function readPreset(
  repository: Repository,
  reference: string,
  variables?: Readonly<Record<string, string>>,
): Promise<string> {
  const { repository: name, path, commit } = parseReference(reference);
  const url = siblingOf(await originOf(repository), name);
  const folder = join(privateFolder(repository), "presets.git");
  const file = { url, commit, path, ...(variables && { variables }) };
  const bytes = await readRemoteFile(file, folder);
  if (bytes !== undefined) return bytes.toString("utf8");
  throw new UsageError(`${name} has no file ${path} at ${commit}`, "`extends` names it.");
}

function parseReference(text: string): Reference {
  const [, repository, path, commit] = REFERENCE.exec(text) ?? [];
  if (repository !== undefined && path !== undefined && commit !== undefined) {
    return { repository, path, commit };
  }
  throw new UsageError(
    `"extends" must name a file at a commit, not ${JSON.stringify(text)}`,
    "Write owner/name:path@commit with the commit's full id; branches and tags move.",
  );
}

async function originOf(repository: Repository): Promise<string> {
  const call = { purpose: "find the remote", args: ["remote", "get-url", "origin"] };
  const { exitCode, output } = await git(repository, call);
  if (exitCode === 0) return output.toString("utf8").trim();
  throw new OutsideError("`extends` reads a preset from the host of the remote `origin`", {
    hint: "This repository has no remote of that name: `git remote add origin …`.",
  });
}

/** The address of another repository of the host: https, ssh, or `git@host:owner/name.git`. */
function siblingOf(origin: string, name: string): string {
  const [, scp] = /^([\w.-]+@[\w.-]+:)(?!\/\/)/u.exec(origin) ?? [];
  if (scp !== undefined) return `${scp}${name}.git`;
  if (/^(?:https?|ssh|git):/u.test(origin) && URL.canParse(origin)) {
    const url = new URL(origin);
    url.pathname = `/${name}.git`;
    return url.href;
  }
  throw new UsageError(
    "`extends` reads a preset from the host of the remote `origin`, which has none",
    "Give `origin` the address of a host.",
  );
}
