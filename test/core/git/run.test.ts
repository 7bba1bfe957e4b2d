import { createServer, type AddressInfo } from "node:net";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { git, gitOutput, gitStream } from "../../../core/git/run.ts";
import { processesWith } from "../../support/processes.ts";
import { createRepository } from "../../support/repository.ts";
import { opened } from "./opened.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a failure says what git was run for, its own words, and the command", async () => {
  const repo = opened(createRepository());
  const call = { purpose: "read a thing", args: ["-c", "a.b=c", "rev-parse", "--verify", "none"] };
  await expect(gitOutput(repo, call)).rejects.toMatchObject({
    name: "OutsideError",
    message:
      "git could not read a thing: fatal: Needed a single revision (git rev-parse, exit code 128).",
  });
});

test("a git that hangs is ended, though its filter holds the pipe open", async () => {
  const repository = createRepository();
  repository.write(".gitattributes", "* filter=slow\n");
  await repository.git("config", "filter.slow.clean", "sleep 8");
  const started = Date.now();
  const call = {
    purpose: "hash",
    args: ["hash-object", "--stdin", "--path=a"],
    input: "a",
    timeout: 300,
  };
  await expect(gitOutput(opened(repository), call)).rejects.toThrow(
    "git could not hash: it took longer than 0.3 s (git hash-object).",
  );
  expect(Date.now() - started).toBeLessThan(6_000);
});

test("a stream that falls silent is ended", async () => {
  const repository = createRepository();
  repository.write(".gitattributes", "* filter=slow\n");
  await repository.git("config", "filter.slow.clean", "sleep 8");
  const call = {
    purpose: "hash",
    args: ["hash-object", "--stdin", "--path=a"],
    input: "a",
    timeout: 300,
  };
  const chunks = gitStream(opened(repository), call);
  await expect(chunks.next()).rejects.toThrow(/^git could not hash: it fell silent/u);
});

test("a remote that never answers is given up, and its transport is ended too", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/x.git`;
  const repo = opened(createRepository());
  const call = { purpose: "ask", args: ["ls-remote", address], timeout: 500, detached: true };
  await expect(git(repo, call)).rejects.toThrow(/took longer/u);
  await vi.waitFor(() => expect(processesWith(address)).toEqual([]));
});

test("no credentials and no control characters reach a message", async () => {
  const repo = opened(createRepository());
  const address = "https://user:p@ss%1b[31m@127.0.0.1:9/x.git";
  const { complaint } = await git(repo, { purpose: "ask", args: ["ls-remote", address] });
  expect(complaint).toContain("127.0.0.1:9/x.git");
  expect(complaint).not.toContain("ss%1b");
  const odd = await git(repo, { purpose: "ask", args: ["cat-file", "-p", "\u001b[31m\u0007red"] });
  expect(odd.complaint).toContain("red");
  expect(odd.complaint).not.toMatch(/[^\P{Cc}\n]/u);
});

test("pathspec settings of the user's environment do not change what a path means", async () => {
  const repository = createRepository();
  repository.write("a", "a");
  await repository.commit("a");
  vi.stubEnv("GIT_LITERAL_PATHSPECS", "1");
  const call = { purpose: "list", args: ["ls-files", "--", ":(glob)*"] };
  expect((await gitOutput(opened(repository), call)).toString()).toBe("a\n");
});

test("what cannot be a command line is an error like any other", async () => {
  const repo = opened(createRepository());
  for (const argument of ["nul\0", "long".repeat(1_000_000)]) {
    const call = { purpose: "list", args: ["ls-files", "--", argument] };
    await expect(gitOutput(repo, call)).rejects.toMatchObject({ name: "OutsideError" });
    await expect(gitStream(repo, call).next()).rejects.toMatchObject({ name: "OutsideError" });
  }
  vi.stubEnv("PATH", "");
  const call = { purpose: "list", args: ["ls-files"] };
  await expect(gitStream(repo, call).next()).rejects.toThrow(/no git on the PATH/u);
});
