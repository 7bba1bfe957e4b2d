import type { Draft, Peer } from "./peer.ts";
import { readYaml, textAt, textsAt } from "./plain.ts";

/** i18n-tasks for Rails. Its defaults; `<%` marks Ruby, which is not run. */
export const i18nTasks: Peer = {
  name: "i18n-tasks",
  paths: ["config/i18n-tasks.yml", "i18n-tasks.yml"],
  read(text, path): Draft {
    const config = readYaml(text);
    const read = textsAt(config, "data", "read") ?? ["config/locales/%{locale}.yml"];
    const up = path.endsWith("config/i18n-tasks.yml") ? "../" : "";
    const plain = read.filter(
      (pattern) => pattern.includes("%{locale}") && !pattern.includes("<%"),
    );
    return {
      sourceLocale: textAt(config, "base_locale") ?? "en",
      locales: textsAt(config, "locales"),
      files: plain.map((pattern) => up + pattern.replaceAll("%{locale}", "{locale}")),
      notes: read
        .filter((pattern) => !plain.includes(pattern))
        .map((pattern) => `data.read ${pattern} is no path with %{locale}`),
    };
  },
};
