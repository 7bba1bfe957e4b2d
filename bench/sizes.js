/** Messages in the source and target locales of each size. */
export const SIZES = {
  S: { messages: 1_000, targets: 10 },
  M: { messages: 10_000, targets: 30 },
  L: { messages: 50_000, targets: 50 },
};

/** `single`: one file a locale. `namespaces`: files of 200 messages. */
export const LAYOUTS = ["single", "namespaces"];

export const NAMESPACE_SIZE = 200;

export const SOURCE_LOCALE = "en";

/** The first so many are the targets of a size. */
export const TARGET_LOCALES =
  "de fr ja es it nl pt-BR ru pl sv zh-CN zh-TW ko cs da fi nb tr uk ar he hu ro el bg hr sk sl lt lv et id ms vi th hi bn ta te mr fa ur sw ca gl eu is ga cy af".split(
    " ",
  );
