import type { Adapter } from "../adapter.ts";
import type { Library } from "../libraries.ts";
import { i18next } from "./i18next.ts";
import { lingui } from "./lingui.ts";
import { nextIntl } from "./next-intl.ts";
import { ngxTranslate } from "./ngx-translate.ts";
import { reactIntl } from "./react-intl.ts";
import { svelteI18n } from "./svelte-i18n.ts";
import { transloco } from "./transloco.ts";
import { vueI18n } from "./vue-i18n.ts";

/** Every library by its name. */
export const adapters: Readonly<Record<Library, Adapter>> = {
  i18next,
  "vue-i18n": vueI18n,
  "next-intl": nextIntl,
  "react-intl": reactIntl,
  "svelte-i18n": svelteI18n,
  lingui,
  "ngx-translate": ngxTranslate,
  transloco,
};
