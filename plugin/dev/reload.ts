import type { ViteDevServer } from "vite";

/**
 * A locale file that the application imports is Vite's to update. One that it fetches, or that a
 * server reads from disk, is in no module graph: then the page is loaded anew.
 */
export function reload(server: ViteDevServer, localeFiles: readonly string[]): void {
  const environments = Object.values(server.environments);
  const isUnseen = localeFiles.some((path) =>
    environments.every(({ moduleGraph }) => !moduleGraph.getModulesByFile(path)?.size),
  );
  if (isUnseen) server.environments.client.hot.send({ type: "full-reload", path: "*" });
}
