import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "rolldown";

/** Texts of packages that leave theirs in their repository. */
const KEPT_TEXTS = join(import.meta.dirname, "licenses");

const LICENSE_FILE = /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i;

/**
 * Emits `THIRD-PARTY-NOTICES.md` beside the bundle: name, version, license and the license's own
 * text of every package of which a module was bundled. A package without a text fails the build,
 * for we would be breaking its license.
 */
export function thirdPartyNotices(): Plugin {
  return {
    name: "third-party-notices",
    generateBundle(_options, bundle) {
      const roots = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        for (const id of chunk.moduleIds) {
          const root = packageRoot(id);
          if (root !== undefined) roots.add(root);
        }
      }
      const sections = [...roots].map(noticeOf).toSorted();
      const source = `# Third-party notices\n\nBundled into this package:\n\n${sections.join("\n")}`;
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES.md", source });
    },
  };
}

/** `…/node_modules/@scope/name` of a module's path; the innermost one counts. */
function packageRoot(id: string): string | undefined {
  const marker = `${sep}node_modules${sep}`;
  const start = id.lastIndexOf(marker);
  if (start === -1) return undefined;
  const [first = "", second = ""] = id.slice(start + marker.length).split(sep);
  const name = first.startsWith("@") ? join(first, second) : first;
  return join(id.slice(0, start + marker.length), name);
}

function noticeOf(root: string): string {
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const texts = readdirSync(root)
    .filter((file) => LICENSE_FILE.test(file))
    .toSorted()
    .map((file) => readFileSync(join(root, file), "utf8").trim());
  const kept = join(KEPT_TEXTS, `${manifest.name}.txt`);
  if (texts.length === 0 && existsSync(kept)) texts.push(readFileSync(kept, "utf8").trim());
  if (texts.length === 0) throw new Error(`${manifest.name}: bundled, but without a license text.`);
  const title = `## ${manifest.name} ${manifest.version} (${manifest.license ?? "see below"})`;
  return `${title}\n\n\`\`\`text\n${texts.join("\n\n")}\n\`\`\`\n`;
}
