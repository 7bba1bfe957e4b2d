import { OutsideError } from "../../model/errors.ts";
import type { Provider } from "../provider.ts";
import type { Proposals } from "../store.ts";
import type { Branch } from "./calls.ts";
import { awaitJob } from "./jobs.ts";
import type { LocizeProject } from "./project.ts";

/** A branch is a project of its own, with the version that it was made from. */
export function openProposals(
  { client, version }: LocizeProject,
  providerOn: (branch: Branch) => Provider,
): Proposals {
  async function find(name: string, signal: AbortSignal): Promise<Branch | undefined> {
    const all = await client.call("branches", {}, signal);
    return all.find((branch) => branch.name === name);
  }

  /** Not tried again: what seems to have failed may have been made, which the list tells. */
  async function create(name: string, signal: AbortSignal): Promise<Branch | OutsideError> {
    try {
      return await client.call("createBranch", { version, body: { name } }, signal);
    } catch (error) {
      if (!(error instanceof OutsideError) || signal.aborted) throw error;
      return error;
    }
  }

  return {
    async open({ branch: name }, signal) {
      const known = await find(name, signal);
      if (known !== undefined) return providerOn(known);
      const made = await create(name, signal);
      // Where another run made one at the same time, both take the first.
      const branch = (await find(name, signal)) ?? made;
      if (branch instanceof Error) throw branch;
      return providerOn(branch);
    },
    async merge({ branch: name }, signal) {
      const branch = await find(name, signal);
      if (branch === undefined) return "absent";
      const own = client.of(branch.id);
      const job = await own.call("mergeBranch", { query: { delete: true } }, signal);
      await awaitJob(own, job, signal);
      return "merged";
    },
    async remove({ branch: name }, _base, signal) {
      const branch = await find(name, signal);
      if (branch === undefined) return "absent";
      const own = client.of(branch.id);
      await awaitJob(own, await own.call("deleteBranch", {}, signal), signal);
      return "removed";
    },
  };
}
