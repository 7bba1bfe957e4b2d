import { describe, expect, it } from "vitest";
import { describeProposals } from "../../../contract/proposals.ts";
import { describeStore } from "../../../contract/store.ts";
import type { LocizeOptions, LocizeServer } from "../../../servers/locize/locize.ts";
import { adoptIn, syncIn } from "../../../support/in-process.ts";
import { type TestRepository, createRepository } from "../../../support/repository.ts";
import { openLocize, startLocize } from "./bench.ts";

const { signal } = new AbortController();

describeStore("locize", async () => {
  const server = await startLocize({ languages: ["de"] });
  return {
    server,
    open: ({ deletes = false, mayOnlyRead = false } = {}) =>
      openLocize(
        server,
        { deletions: deletes },
        { LOCIZE_API_KEY: mayOnlyRead ? "key-read" : "key-admin" },
      ),
    edit: (locale, key, text) => server.edit(locale, key, text),
    text: (locale, key) => server.entry(locale, key)?.value,
  };
});

describeProposals("locize", async () => {
  const server = await startLocize({ languages: ["de"], jobPolls: 0 });
  return {
    server,
    open: () => openLocize(server, { deletions: true, branch: "pull-request" }),
    sources: () => server.texts("en"),
  };
});

describe("what Locize adds to the laws of a store", () => {
  it("is who wrote a text: a machine's never goes over a person's", async () => {
    const { server, repository } = await synced();
    server.edit("de", "home", "MASCHINE", { quality: "MT" });
    await syncIn(repository.root, await openLocize(server));
    expect(JSON.parse(repository.read("l/de/common.json"))).toEqual({ home: "Start" });
    expect(server.texts("de")).toEqual({ home: "Start" });
  });

  it("is the tag that an edit must carry before it is taken", async () => {
    const { server, repository } = await synced({ tags: ["approved"] });
    const provider = await openLocize(server, { tags: ["approved"] });
    server.edit("de", "home", "Startseite", { tags: [false] });
    await syncIn(repository.root, provider);
    expect(JSON.parse(repository.read("l/de/common.json"))).toEqual({ home: "Start" });
    expect(server.texts("de")).toEqual({ home: "Startseite" });
    server.edit("de", "home", "Startseite", { tags: [true] });
    await syncIn(repository.root, provider);
    expect(JSON.parse(repository.read("l/de/common.json"))).toEqual({ home: "Startseite" });
  });

  it("is the review that an edit of git's passes where the configuration says so", async () => {
    const { server, repository } = await synced();
    repository.write("l/de/common.json", { home: "Startseite" });
    await repository.commit("Reword", { date: Math.floor(Date.now() / 1_000) });
    await syncIn(repository.root, await openLocize(server, { review: true }));
    expect(server.texts("de")).toEqual({ home: "Start" });
    server.acceptReviews();
    expect(server.texts("de")).toEqual({ home: "Startseite" });
  });

  it("is sent within the limits of the configuration, or not at all", async () => {
    const { server, repository } = await synced();
    const config = repository.read("locstep.yaml");
    repository.write("locstep.yaml", `${config}limits: { characters: 9 }\n`);
    repository.write("l/de/common.json", { home: "Startseite" });
    await expect(syncIn(repository.root, await openLocize(server))).rejects.toThrow(
      "this run would send 10 characters, and `limits.characters` allows 9",
    );
    expect(server.texts("de")).toEqual({ home: "Start" });
  });

  it.each([true, false])(
    "is the new name of a namespace, where deleting is allowed: %s",
    async (deletions) => {
      const { server, repository } = await synced();
      await repository.git("mv", "l/en/common.json", "l/en/general.json");
      await repository.git("mv", "l/de/common.json", "l/de/general.json");
      await repository.commit("Rename");
      const before = server.requests.length;
      await syncIn(repository.root, await openLocize(server, { deletions }));
      const writes = server.requests.slice(before).filter(({ method }) => method !== "GET");
      expect(writes.map(({ path }) => path.split("/")[1])).toEqual(
        deletions ? ["rename"] : ["update", "update"],
      );
      expect(server.texts("de", "general")).toEqual({ home: "Start" });
      expect(server.texts("de", "common")).toEqual(deletions ? {} : { home: "Start" });
    },
  );

  it("is one branch, although the answer about it is lost", async () => {
    const server = await startLocize();
    const { store } = await openLocize(server, { branch: "pull-request" });
    server.interfere(({ path }) => (path.startsWith("/branch/create/") ? "lose" : undefined));
    await store?.proposals?.open({ branch: "feature", number: 1 }, signal);
    server.interfere(undefined);
    await store?.proposals?.open({ branch: "feature", number: 1 }, signal);
    const made = server.requests.filter(({ path }) => path.startsWith("/branch/create/"));
    expect(made).toHaveLength(1);
  });

  it("is what a dry run says would be billed, and a dry run asks nobody", async () => {
    const { server, repository } = await synced();
    repository.write("l/en/common.json", { home: "Home", away: "Away", back: "Back" });
    const asked = server.requests.length;
    const provider = await openLocize(server);
    const { notes } = await syncIn(repository.root, provider, undefined, true);
    expect(notes).toContain(
      "Locize would bill up to 4 modifications and at least 5 private downloads.",
    );
    expect(server.requests.length).toBe(asked);
  });

  it("is the publishing of a version, and the copy into another, both waited for", async () => {
    const server = await startLocize({ languages: ["de"] });
    const { store } = await openLocize(server);
    server.edit("en", "home", "Home");
    await store?.releases?.copyTo("production", signal);
    expect(server.texts("en", "common", "production")).toEqual({ home: "Home" });
    await store?.releases?.publish(signal);
    const jobs = server.requests.filter(({ path }) => path.startsWith("/jobs/"));
    expect(jobs.length).toBe(4);
  });

  it("is how far each locale is", async () => {
    const { server } = await synced();
    server.edit("en", "away", "Away");
    const { store } = await openLocize(server);
    expect(await store?.statistics?.(signal)).toEqual(
      new Map([
        ["en", { translated: 2, total: 2 }],
        ["de", { translated: 1, total: 2 }],
      ]),
    );
  });

  it("is what a program uses, and what it misses, told in pages of 1,000", async () => {
    const server = await startLocize();
    const { store } = await openLocize(server, {}, { LOCIZE_API_KEY: "key-user" });
    const many = Array.from({ length: 1_500 }, (_, n) => ({
      namespace: "common",
      key: [`k${n}`],
      text: `Text ${n}`,
    }));
    await store?.reportMissing?.(many, signal);
    await store?.reportUsed?.(many, signal);
    expect(Object.keys(server.texts("en"))).toHaveLength(1_500);
    expect(server.entry("en", "k7")?.lastUsed).toBeGreaterThan(0);
    const sizes = server.requests
      .filter(({ body }) => body !== "")
      .map(({ body }) => Object.keys(JSON.parse(body) as object).length);
    expect(sizes).toEqual([1_000, 500, 1_000, 500]);
    expect(server.bill.modifications).toBe(0);
  });
});

/** A repository with one message in en and de, and a project that has the same. */
async function synced(
  options: Partial<LocizeOptions> = {},
): Promise<{ readonly server: LocizeServer; readonly repository: TestRepository }> {
  const server = await startLocize({ languages: ["de"], ...options });
  const repository = createRepository();
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}/{namespace}.json']\n");
  repository.write("l/en/common.json", { home: "Home" });
  repository.write("l/de/common.json", { home: "Start" });
  await adoptIn(repository.root);
  await repository.commit("Write texts");
  await syncIn(repository.root, await openLocize(server));
  return { server, repository };
}
