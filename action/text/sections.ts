import type { Translation } from "../../core/report/report.ts";
import { counted } from "../../core/report/words.ts";
import { joined } from "./markdown.ts";
import { type Step, messageBlocks } from "./message-blocks.ts";

/** From everything down to counts alone, which always fit. */
const STEPS: readonly Step[] = [
  { text: 2_000, messages: Infinity, locales: Infinity },
  { text: 400, messages: Infinity, locales: Infinity },
  { text: 200, messages: 50, locales: Infinity },
  { text: 120, messages: 10, locales: 50 },
  { text: 120, messages: 3, locales: 10 },
];

/** What a reviewer must see comes first; what was simply translated comes last. */
const SECTIONS: readonly {
  readonly title: string;
  readonly about: string;
  /** Whether its messages are shown without a click. */
  readonly isOpen: boolean;
  readonly holds: (translation: Translation) => boolean;
}[] = [
  {
    title: "Please look at these first",
    about:
      "A person had written what stood there, or our rules found fault and the configuration asks for review.",
    isOpen: true,
    holds: (translation) => translation.outcome === "written" && isDelicate(translation),
  },
  {
    title: "Refused by the quality gate",
    about: "These answers would have broken the program, so they were not written.",
    isOpen: true,
    holds: ({ outcome }) => outcome === "rejected",
  },
  {
    title: "Offered, not written",
    about: "What stands was left as it is; take these over by hand if they are better.",
    isOpen: false,
    holds: ({ outcome }) => outcome === "suggested",
  },
  {
    title: "Messages",
    about: "",
    isOpen: false,
    holds: (translation) => translation.outcome === "written" && !isDelicate(translation),
  },
];

function isDelicate({ previousByPerson, reason }: Translation): boolean {
  return previousByPerson === true || reason !== undefined;
}

/**
 * The sections at the first step at which all of them have room; the least is counts alone.
 * `room` in UTF-16 units.
 */
export function translationSections(
  translations: readonly Translation[],
  room: number,
): readonly string[] {
  const sections = SECTIONS.map((section) => ({
    ...section,
    own: translations.filter(section.holds),
  })).filter(({ own }) => own.length > 0);
  for (const step of STEPS) {
    let left = room;
    const texts: string[] = [];
    for (const { title, about, isOpen, own } of sections) {
      const top = joined([`### ${title}`, about]);
      const blocks = messageBlocks(own, step, left - top.length - 4, isOpen);
      if (blocks === undefined) break;
      texts.push(joined([top, blocks]));
      left -= top.length + blocks.length + 4;
    }
    if (texts.length === sections.length) return texts;
  }
  return sections.map(
    ({ title, own }) =>
      `### ${title}\n\n${counted(own.length, "message")}: too many to show here; the changed files show them all.`,
  );
}
