import type { Adapter } from "../adapter.ts";
import type { Library } from "../libraries.ts";
import { i18next } from "./i18next.ts";

/** Every library by its name. */
export const adapters: Readonly<Record<Library, Adapter>> = { i18next };
