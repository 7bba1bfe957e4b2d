import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestRepository, temporaryFolder } from "./repository.ts";

/** What git holds of a file that LFS keeps. */
export function pointer(content: string): string {
  const oid = createHash("sha256").update(content).digest("hex");
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${Buffer.byteLength(content)}\n`;
}

// As git-lfs filters, with a folder in the place of its server.
const FILTER = `
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
const [, , way, store] = process.argv;
const input = readFileSync(0);
const [, oid] = /^version https:\\/\\/git-lfs[^]*oid sha256:(\\w+)/.exec(input.toString()) ?? [];
if (way === "clean" && oid === undefined) {
  const made = createHash("sha256").update(input).digest("hex");
  writeFileSync(store + "/" + made, input);
  process.stdout.write("version https://git-lfs.github.com/spec/v1\\noid sha256:" + made + "\\nsize " + input.length + "\\n");
} else if (way === "smudge" && process.env.GIT_LFS_SKIP_SMUDGE !== "1" && existsSync(store + "/" + oid)) {
  process.stdout.write(readFileSync(store + "/" + oid));
} else process.stdout.write(input);
`;

/** A place where LFS keeps contents, and what \`git lfs install\` writes to use it. */
export interface LfsStore {
  put(content: string): void;
  install(repository: TestRepository): Promise<void>;
  /** What a checkout with `lfs: true` does besides. */
  pull(repository: TestRepository, paths: readonly string[]): Promise<void>;
}

export function openLfsStore(): LfsStore {
  const folder = temporaryFolder();
  const [filter, store] = [join(folder, "filter.mjs"), join(folder, "store")];
  mkdirSync(store);
  writeFileSync(filter, FILTER);
  return {
    put: (content) => {
      const oid = createHash("sha256").update(content).digest("hex");
      writeFileSync(join(store, oid), content);
    },
    async pull(repository, paths) {
      for (const path of paths) repository.remove(path);
      await repository.git("checkout-index", "--index", "--", ...paths);
    },
    async install(repository) {
      for (const way of ["clean", "smudge"]) {
        const command = `"${process.execPath}" "${filter}" ${way} "${store}"`;
        await repository.git("config", `filter.lfs.${way}`, command);
      }
      await repository.git("config", "filter.lfs.required", "true");
    },
  };
}
