import { spawn } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { createRepository } from "../support/repository.ts";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLE = join(ROOT, "examples/lingo");

test("the example's commands run as its page says, on a server started by hand", async () => {
  const [first, second] = shellBlocks(readFileSync(join(EXAMPLE, "README.md"), "utf8"));
  expect(first).toContain("npm run server -- lingo");
  const url = await startServer("lingo");

  const repository = createRepository();
  const cwd = join(repository.root, "examples/lingo");
  cpSync(EXAMPLE, cwd, { recursive: true });
  const settings = repository.read("examples/lingo/locstep.yaml");
  repository.write("examples/lingo/locstep.yaml", settings.replace("http://127.0.0.1:8701", url));
  await repository.commit("Open the shop");

  const outputs: string[] = [];
  for (const line of second ?? []) {
    const [, variables = "", words = ""] = /^((?:[A-Z_]+=\S+ )*)(.*)$/u.exec(line) ?? [];
    const [program, name, ...args] = words.split(" ");
    if (program === "cd") continue;
    expect([program, name]).toEqual(["npx", "locstep"]);
    const env = Object.fromEntries(variables.trim().split(" ").filter(Boolean).map(pairOf));
    const { code, stdout, stderr } = await runCli(args, { cwd, env });
    expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
    outputs.push(stdout);
  }
  const [planned, left, collected, checked] = outputs;
  expect(planned).toContain("Would submit 1 job group (3 jobs)");
  expect(left).toContain("27 translations in flight");
  expect(collected).toContain("Wrote 3 files");
  expect(collected).not.toContain("Submitted");
  expect(checked).toContain("Everything is in step");
});

/** Starts it as `npm run server` does, on a port that is free, and gives its address. */
function startServer(name: string): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, "scripts/server.js"), name, "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  return new Promise((resolve, reject) => {
    let told = "";
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`The server ended.\n${told}`)));
    child.stdout.on("data", (part: Buffer) => {
      told += part.toString();
      const [, url] = /baseUrl: "(http:[^"]+)"/u.exec(told) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}

function shellBlocks(page: string): readonly (readonly string[])[] {
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) =>
    block.trim().split("\n"),
  );
}

function pairOf(assignment: string): [string, string] {
  const end = assignment.indexOf("=");
  return [assignment.slice(0, end), assignment.slice(end + 1)];
}
