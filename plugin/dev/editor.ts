import type { IncomingMessage } from "node:http";
import { realFile } from "../check/text-reader.ts";
import { isLoopback } from "./guard.ts";

/**
 * Vite's address that opens a place in the editor; undefined where the request was not made on this
 * machine, or the path is no file of the repository at `root`.
 */
export function editorUrl(
  { socket }: IncomingMessage,
  asked: URLSearchParams,
  root: string | undefined,
): string | undefined {
  if (root === undefined || !isLoopback(socket.remoteAddress)) return undefined;
  const file = realFile(root, asked.get("path") ?? "");
  if (file === undefined) return undefined;
  const place = [file, numberOf(asked.get("line")), numberOf(asked.get("column"))].join(":");
  return `__open-in-editor?file=${encodeURIComponent(place)}`;
}

/** One-based; what is no number is the start. */
function numberOf(text: string | null): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : 1;
}
