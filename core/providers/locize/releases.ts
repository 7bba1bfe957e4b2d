import type { Releases } from "../store.ts";
import { awaitJob } from "./jobs.ts";
import type { LocizeProject } from "./project.ts";

export function openReleases({ client, version }: LocizeProject): Releases {
  return {
    async publish(signal) {
      await awaitJob(client, await client.call("publish", { version }, signal), signal);
    },
    async copyTo(to, signal) {
      const job = await client.call("copyVersion", { from: version, to }, signal);
      await awaitJob(client, job, signal);
    },
  };
}
