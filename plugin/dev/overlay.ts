import { join } from "node:path";
import type { ErrorPayload, ViteDevServer } from "vite";
import type { Checked } from "../check/messages.ts";

/** Covers the page with the first error while there is one, for browsers that come later, too. */
export function showOverlay(server: ViteDevServer): (checked: Checked) => void {
  const { hot } = server.environments.client;
  let payload: ErrorPayload | undefined;
  hot.on("vite:client:connect", () => {
    if (payload !== undefined) hot.send(payload);
  });
  return ({ told, root }) => {
    const error = told.find(({ severity }) => severity === "error");
    if (error === undefined) {
      // The client clears its overlay at any update.
      if (payload !== undefined) hot.send({ type: "update", updates: [] });
      payload = undefined;
      return;
    }
    const { path, line, column, text, hint, frame } = error;
    payload = {
      type: "error",
      err: {
        message: `${text}\n→ ${hint}`,
        stack: "",
        id: join(root, path),
        frame: frame.join("\n"),
        plugin: "locstep",
        loc: { file: join(root, path), line, column },
      },
    };
    hot.send(payload);
  };
}
