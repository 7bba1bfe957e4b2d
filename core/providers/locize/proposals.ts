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
  return {
    async open({ branch: name }, signal) {
      const known = await find(name, signal);
      if (known !== undefined) return providerOn(known);
      return providerOn(await client.call("createBranch", { version, body: { name } }, signal));
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
