import { expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = { "": { "app.title": [], "app.hello": ["name"], "0IKlUH": [] } };

async function check(code: string): ReturnType<typeof told> {
  const imports =
    'import { FormattedMessage, defineMessages, defineMessage, useIntl } from "react-intl";\n';
  return told("react-intl", "a.tsx", imports + code, MESSAGES);
}

it.each([
  ['<FormattedMessage id="app.title" />', [":app.title"]],
  ['<FormattedMessage id="app.hello" values={{ name: x }} />', [":app.hello"]],
  [
    '<FormattedMessage {...messages.title} />; defineMessages({ title: { id: "app.title" } })',
    [":app.title"],
  ],
  ['defineMessage({ id: "app.hello", defaultMessage: "Hello {name}" })', [":app.hello"]],
  ['const intl = useIntl(); intl.formatMessage({ id: "app.title" })', [":app.title"]],
  [
    'const { formatMessage } = useIntl(); formatMessage({ id: x ? "app.title" : "app.hello" }, { ...v })',
    [":app.hello", ":app.title"],
  ],
  ['this.props.intl.formatMessage({ id: "app.title" })', [":app.title"]],
  [
    'function F({ intl }: { intl: IntlShape }) { intl.formatMessage({ id: "app.title" }) }',
    [":app.title"],
  ],
  ['<FormattedMessage id="gone" {...messages.title} />', []],
  ['const intl = useIntl(); intl.$t({ id: "app.title" })', [":app.title"]],
  ["intl.formatMessage(messages[x]); intl.formatMessage({ id: x })", []],
  ["intl.formatMessage({ defaultMessage: 'Not extracted yet' })", []],
])("%s is defined", async (code, used) => {
  expect(await check(code)).toEqual({ faults: [], used });
});

it.each([
  ['<FormattedMessage id="app.gone" />', "2:22 undefined-key app.gone"],
  ['<FormattedMessage id="app.gone" defaultMessage="Gone" />', "2:22 undefined-key app.gone mild"],
  ['<FormattedMessage id="app.hello" />', "2:22 argument app.hello name"],
  [
    'defineMessages({ a: { id: "app.gone", defaultMessage: "x" } })',
    "2:27 undefined-key app.gone mild",
  ],
  ['intl.formatMessage({ id: "app.hello" })', "2:26 argument app.hello name"],
])("%s is told", async (code, fault) => {
  expect((await check(code)).faults).toEqual([fault]);
});

it("a function of the project's own may put a prefix before what it defines", async () => {
  const code = [
    'import defineMessages from "../utils/defineMessages";',
    'const messages = defineMessages("app", { title: "Title", hello: "Hello {name}" });',
    "intl.formatMessage(messages.title);",
  ].join("\n");
  expect(await told("react-intl", "a.tsx", code, MESSAGES)).toEqual({
    faults: [],
    used: [":app.hello", ":app.title"],
  });
});
