import { expect, test } from "vitest";
import { DEFAULTS, readInputs, type Inputs } from "../../action/inputs.ts";
import { UsageError } from "../../core/model/errors.ts";

function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  const variables = Object.entries(given).map(([name, text]) => [
    `INPUT_${name.toUpperCase()}`,
    text,
  ]);
  return readInputs(Object.fromEntries(variables), "/checkout/space");
}

test("what is left out, or left empty, is as the defaults say", () => {
  const left = inputsOf({});
  expect(inputsOf(Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, " "])))).toEqual(
    left,
  );
  expect(left).toMatchObject({
    token: "",
    mode: "auto",
    workingDirectory: "/checkout/space",
    strategy: "pull-request",
    autoMerge: "never",
    failOn: "error",
    wait: 600,
    labels: [],
  });
  expect(left.base).toBeUndefined();
  expect(left.allowedHosts).toBeUndefined();
  expect(left.maxCharacters).toBeUndefined();
});

test("every input reaches its field", () => {
  const inputs = inputsOf({
    token: "t",
    mode: "review",
    "working-directory": "packages/web",
    config: "i18n/locstep.yaml",
    base: "refs/heads/release/1.x",
    "commit-method": "git",
    "group-by": "locale",
    title: "chore: translations",
    "commit-message": "chore: translations\n\n[skip ci]",
    labels: "i18n, needs review\ni18n",
    reviewers: "octocat, @acme/docs\nde: hans, acme/german\npt_br: ana",
    "auto-merge": "squash",
    "sign-off": "TRUE",
    "push-translations": "true",
    comment: "False",
    wait: "0",
    "fail-on": "never",
    "allowed-hosts": "API.example.com\nlocalhost:8080, xn--mnchen-3ya.de",
    "max-characters": "200000",
  });
  expect(inputs).toEqual({
    token: "t",
    mode: "review",
    workingDirectory: "/checkout/space/packages/web",
    config: "i18n/locstep.yaml",
    base: "release/1.x",
    strategy: "pull-request",
    commitMethod: "git",
    groupBy: "locale",
    title: "chore: translations",
    commitMessage: "chore: translations\n\n[skip ci]",
    labels: ["i18n", "needs review"],
    reviewers: {
      users: ["octocat"],
      teams: ["docs"],
      byLocale: new Map([
        ["de", { users: ["hans"], teams: ["german"] }],
        ["pt-BR", { users: ["ana"], teams: [] }],
      ]),
    },
    draft: false,
    autoMerge: "squash",
    signOff: true,
    pushTranslations: true,
    comment: false,
    wait: 0,
    failOn: "never",
    allowedHosts: ["api.example.com", "localhost:8080", "xn--mnchen-3ya.de"],
    maxCharacters: 200_000,
  });
});

test.each([
  [{ mode: "translte" }, "input mode takes one of auto, translate, review"],
  [{ strategy: "push" }, "input strategy takes one of pull-request, commit"],
  [{ draft: "yes" }, "input draft takes true or false"],
  [{ wait: "soon" }, "input wait takes a number of seconds"],
  [{ wait: "-1" }, "input wait"],
  [{ "max-characters": "0" }, "input max-characters takes a whole number above 0"],
  [{ "max-characters": "1e9" }, "input max-characters"],
  [{ "working-directory": "../elsewhere" }, "input working-directory takes a folder inside"],
  [{ "working-directory": "/etc" }, "input working-directory"],
  [{ base: "-x" }, "input base takes the name of a branch"],
  [{ base: "a..b" }, "input base"],
  [{ base: "a b" }, "input base"],
  [{ base: "refs/heads/" }, "input base"],
  [{ base: "a.lock" }, "input base"],
  [{ title: "one\ntwo" }, "input title takes one line"],
  [{ labels: "a\u{7}" }, "input labels takes one line"],
  [{ reviewers: "o c" }, "input reviewers takes logins and teams"],
  [{ reviewers: "not a locale: octocat" }, "input reviewers takes each locale once"],
  [{ reviewers: "de: a\nDE: b" }, "input reviewers takes each locale once"],
  [{ "allowed-hosts": "https://api.example.com" }, "input allowed-hosts takes names of hosts"],
  [{ "allowed-hosts": "a.example/v1" }, "input allowed-hosts"],
  [{ "allowed-hosts": "user@a.example" }, "input allowed-hosts"],
  [{ "allowed-hosts": "*" }, "input allowed-hosts"],
  [{ strategy: "commit", "group-by": "locale" }, "exclude each other"],
  [{ draft: "true", "auto-merge": "merge" }, "exclude each other"],
])("%j is refused, and the input is named", (given, message) => {
  expect(() => inputsOf(given as Record<string, string>)).toThrow(UsageError);
  expect(() => inputsOf(given as Record<string, string>)).toThrow(message);
});

test("a branch may hold quotes, dollars, parentheses and any script", () => {
  for (const base of ["feature/$(id)", 'say-"hi"', "l'été", "ветка/1", "a&b;c|d", "--"]) {
    const read = () => inputsOf({ base }).base;
    if (base === "--") expect(read).toThrow(UsageError);
    else expect(read()).toBe(base);
  }
});

test("a token is never repeated", () => {
  expect(() => inputsOf({ token: "ghs_secret\nghs_more" })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("ghs_") }),
  );
});
