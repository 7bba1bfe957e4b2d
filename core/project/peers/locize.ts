import type { Peer } from "./peer.ts";

/** locize-cli's `.locize`: lines of `name = value`. It says which project, not which files. */
export const locize: Peer = {
  name: "locize-cli",
  paths: [".locize"],
  read(text) {
    const options = new Map<string, string>();
    for (const line of text.slice(0, 65_536).split("\n")) {
      const [name = "", ...rest] = line.split("=");
      const value = rest
        .join("=")
        .trim()
        .replaceAll(/^["']|["']$/gu, "");
      if (value !== "") options.set(name.trim().replaceAll("-", "").toLowerCase(), value);
    }
    const projectId = options.get("projectid");
    const version = options.get("version") ?? options.get("ver");
    return {
      sourceLocale: options.get("referencelanguage"),
      ...(projectId !== undefined && {
        provider: { name: "locize", projectId, ...(version !== undefined && { version }) },
      }),
    };
  },
};
