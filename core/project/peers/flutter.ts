import { looksLikeLocale } from "../../model/locale.ts";
import type { Draft, Peer } from "./peer.ts";
import { readYaml, textAt } from "./plain.ts";

/** Flutter's l10n.yaml; its defaults are those of `flutter gen-l10n`. */
export const flutter: Peer = {
  name: "flutter",
  paths: ["l10n.yaml"],
  read(text): Draft {
    const config = readYaml(text);
    const folder = textAt(config, "arb-dir") ?? "lib/l10n";
    const template = textAt(config, "template-arb-file") ?? "app_en.arb";
    const stem = template.replace(/\.arb$/u, "");
    // `app_pt_BR`: the longest end that is a locale.
    for (let at = stem.indexOf("_"); at >= 0; at = stem.indexOf("_", at + 1)) {
      const locale = stem.slice(at + 1);
      if (!looksLikeLocale(locale)) continue;
      return { sourceLocale: locale, files: [`${folder}/${stem.slice(0, at)}_{locale}.arb`] };
    }
    return { notes: [`template-arb-file ${template} names no locale`] };
  },
};
