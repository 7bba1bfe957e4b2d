import { type Answer, ok } from "./answer.ts";
import { type TreeChange, buildTree, makeCommit, storeBlob } from "./git-data.ts";
import { nodeIdOf } from "./shapes.ts";
import { type State, type Token, followRefs } from "./state.ts";

const NOTHING = "0".repeat(40);

interface GraphqlCall {
  readonly query: string;
  readonly variables: { readonly input: Readonly<Record<string, unknown>> };
}

/** The queries and mutations that the action asks, told apart by the name of the field. */
export async function answerGraphql(state: State, body: unknown, token: Token): Promise<Answer> {
  const { query, variables } = body as GraphqlCall;
  const mayWrite = token.permissions.contents === "write";
  if (/\bupdateRefs\(/u.test(query)) {
    return mayWrite ? updateRefs(state, variables.input as never) : forbidden("updateRefs");
  }
  if (/\bcreateCommitOnBranch\(/u.test(query)) {
    return mayWrite
      ? commitOnBranch(state, variables.input as never, token)
      : forbidden("createCommitOnBranch");
  }
  if (/\benablePullRequestAutoMerge\(/u.test(query)) {
    return enableAutoMerge(state, variables.input as never);
  }
  if (/\brepository\(/u.test(query)) return ok({ data: { repository: { id: "R_1" } } });
  return failed("UNKNOWN", "Field does not exist");
}

/** GraphQL refuses with status 200. */
function failed(type: string, message: string): Answer {
  return ok({ data: null, errors: [{ type, message, path: [], locations: [] }] });
}

function forbidden(field: string): Answer {
  return ok({
    data: { [field]: null },
    errors: [
      { type: "FORBIDDEN", path: [field], message: "Resource not accessible by integration" },
    ],
  });
}

interface RefUpdate {
  readonly name: string;
  readonly beforeOid?: string;
  readonly afterOid: string;
  readonly force?: boolean;
}

async function updateRefs(
  { repository, settings }: State,
  { refUpdates }: { readonly refUpdates: readonly RefUpdate[] },
): Promise<Answer> {
  const commands: string[] = [];
  for (const { name, beforeOid, afterOid, force } of refUpdates) {
    const now = (await repository.tip(name)) ?? NOTHING;
    if (beforeOid !== undefined && beforeOid !== now) {
      return failed("STALE_DATA", `${name} does not point to ${beforeOid}`);
    }
    if (settings.protectedBranches.has(name.replace("refs/heads/", ""))) {
      return failed(
        "UNPROCESSABLE",
        "Protected branch update failed: Changes must be made through a pull request.",
      );
    }
    if (afterOid !== NOTHING && !(await repository.has(afterOid))) {
      return failed("NOT_FOUND", `Could not resolve to an object with the oid ${afterOid}`);
    }
    const isForward = now === NOTHING || (await repository.isAncestor(now, afterOid));
    if (afterOid !== NOTHING && force !== true && !isForward) {
      return failed("UNPROCESSABLE", `${name} is not a fast forward`);
    }
    commands.push(
      afterOid === NOTHING ? `delete ${name} ${now}` : `update ${name} ${afterOid} ${now}`,
    );
  }
  try {
    await repository.git(["update-ref", "--stdin"], { input: `${commands.join("\n")}\n` });
  } catch {
    return failed("UNPROCESSABLE", "A reference could not be updated");
  }
  return ok({ data: { updateRefs: { clientMutationId: null } } });
}

interface CommitInput {
  readonly branch: { readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string };
  readonly fileChanges: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
}

async function commitOnBranch(state: State, input: CommitInput, token: Token): Promise<Answer> {
  const { repository, verified, settings } = state;
  const { branch, expectedHeadOid, message, fileChanges } = input;
  const ref = `refs/heads/${branch.branchName}`;
  const now = await repository.tip(ref);
  if (now === undefined) {
    return failed("NOT_FOUND", `Could not resolve to a Ref with the name '${branch.branchName}'.`);
  }
  if (settings.protectedBranches.has(branch.branchName)) {
    return failed("UNPROCESSABLE", "Changes must be made through a pull request.");
  }
  if (now !== expectedHeadOid) {
    return failed(
      "STALE_DATA",
      `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`,
    );
  }
  const changes: TreeChange[] = [];
  for (const { path, contents } of fileChanges.additions ?? []) {
    const id = await storeBlob(repository, Buffer.from(contents, "base64"));
    changes.push({ path, mode: "100644", id });
  }
  for (const { path } of fileChanges.deletions ?? []) changes.push({ path, mode: "0", id: null });
  const tree = await buildTree(repository, now, changes);
  const text =
    message.body === undefined ? message.headline : `${message.headline}\n\n${message.body}`;
  const sha = await makeCommit(repository, { tree, parents: [now], message: text, author: token });
  verified.add(sha);
  await repository.git(["update-ref", ref, sha, now]);
  return ok({
    data: {
      createCommitOnBranch: {
        commit: { oid: sha, tree: { oid: tree }, signature: { isValid: true } },
      },
    },
  });
}

async function enableAutoMerge(
  state: State,
  input: { readonly pullRequestId: string; readonly mergeMethod: string },
): Promise<Answer> {
  await followRefs(state);
  const pull = state.pulls.find((one) => nodeIdOf(one) === input.pullRequestId);
  if (pull === undefined) {
    return failed(
      "NOT_FOUND",
      `Could not resolve to a node with the global id of '${input.pullRequestId}'.`,
    );
  }
  if (!state.settings.autoMergeAllowed) {
    return failed("UNPROCESSABLE", "Auto merge is not allowed for this repository");
  }
  pull.autoMerge = input.mergeMethod.toLowerCase();
  return ok({ data: { enablePullRequestAutoMerge: { clientMutationId: null } } });
}
