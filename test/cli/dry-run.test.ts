import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Report } from "../../core/report/report.ts";
import { KEY, startLingo } from "../core/providers/lingo/bench.ts";
import { runCli } from "../support/cli.ts";
import {
  CONFIG,
  checkoutOf,
  expectEnd,
  reportOf,
  syncedCheckout,
  treeOf,
  workTreeOf,
} from "./checkout.ts";

test("--dry-run tells what would be sent and written, and does neither", async () => {
  const server = await startLingo();
  const config = CONFIG.replace(", en-XA", "");
  const provider = `provider: { name: lingo, baseUrl: "${server.url}" }\n`;
  const source = { k: "Text", l: "Other", m: "Gone" };
  const repository = checkoutOf({ "l/en/a.json": source }, `${config}${provider}`);
  const at = { cwd: repository.root, env: { LINGO_API_KEY: KEY } };
  expectEnd(await runCli(["sync"], at), 0);
  await repository.commit("Translate");
  repository.write("l/en/a.json", { k: "Text", l: "Changed", n: "New" });
  repository.write("l/en/b.json", { k: "File" });
  const before = treeOf(repository.root);
  const result = await runCli(["sync", "--dry-run", "--json"], at);
  expectEnd(result, 0);
  expect(treeOf(repository.root)).toEqual(before);
  const told = JSON.parse(result.stdout) as Report;
  expect(told).toMatchObject({
    locales: { de: { total: 4, translated: 1, stale: 1, missing: 2 } },
    submitted: { messages: 3, characters: 14 },
    written: [],
  });
  const { stdout } = await runCli(["sync", "--json"], at);
  expect((JSON.parse(stdout) as Report).submitted).toEqual(told.submitted);
});

test("--dry-run names the files that the repository's own translations would change", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text", l: "Other" } });
  repository.write("l/en/a.json", { moved: "Text", l: "Other" });
  const before = workTreeOf(repository);
  const { stdout } = await runCli(["sync", "--dry-run"], { cwd: repository.root });
  expect(stdout).toContain("Would write 1 file\n  l/en-XA/a.json\n");
  expect(workTreeOf(repository)).toEqual(before);
});

test("--dry-run asks no service, and needs no key of one", async () => {
  const asked: string[] = [];
  const server = createServer((request) => void asked.push(request.url ?? ""));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const provider = `provider: { name: openai, model: m, baseUrl: "http://127.0.0.1:${port}/v1" }\n`;
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } }, `${CONFIG}${provider}`);
  const before = workTreeOf(repository);
  const env = { OPENAI_API_KEY: undefined };
  expectEnd(await runCli(["sync", "--dry-run"], { cwd: repository.root, env }), 0);
  expect(asked).toEqual([]);
  expect(workTreeOf(repository)).toEqual(before);
});

test("check writes nothing, whatever it finds", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  repository.write("l/en/a.json", { k: "Changed" });
  const before = workTreeOf(repository);
  await reportOf(repository, "check", 0);
  expect(workTreeOf(repository)).toEqual(before);
});

test("a run whose only change would be the ledger writes nothing", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  // New bytes, the same messages: a new fact would be true, and says nothing that matters.
  repository.write("l/en/a.json", '{"k":   "Text"}');
  await repository.commit("Format");
  const before = workTreeOf(repository);
  for (let run = 0; run < 2; run++) {
    const { written, translations } = await reportOf(repository, "sync", 0);
    expect({ written, translations }).toEqual({ written: [], translations: [] });
    expect(workTreeOf(repository)).toEqual(before);
  }
  expect(await repository.git("status", "--porcelain")).toBe("");
});

test("a second sync writes nothing", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" }, "l/de/a.json": { k: "Wort" } });
  await reportOf(repository, "sync", 0);
  const before = workTreeOf(repository);
  expect(await reportOf(repository, "sync", 0)).toMatchObject({
    written: [],
    translations: [],
  });
  expect(workTreeOf(repository)).toEqual(before);
});
