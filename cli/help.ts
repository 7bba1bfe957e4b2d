const PLACE = `  --cwd <folder>      run as if started there
  --config <file>     instead of the nearest locstep.yaml`;
const REST = `  --json              print one JSON object on standard output
  -h, --help          this text`;

const COMMON = `Common options
${PLACE}
  --locale <id>       only this target locale; may be given more than once
${REST}`;

export const MAIN: string = `locstep keeps every locale in step with its source, straight from git.

Usage: locstep <command> [options]

  init      find the locale files, write locstep.yaml, adopt what is translated
  check     tell what is missing, stale or broken; writes and sends nothing
  sync      translate what changed and write it back with the smallest diff
  accept    record that translations are still valid
  redo      ask again for translations

  locstep <command> --help    tells more
  locstep --version

Begin with \`locstep init\` in a git repository; no account is needed.
https://github.com/locstep/locstep#readme

NO_COLOR=1 takes the colours away, FORCE_COLOR=1 keeps them in a pipe.
Exit codes: 0 in step, 1 findings of severity error, 2 wrong usage or
configuration, 3 the outside failed (network, git, disk, provider).`;

const INIT = `Usage: locstep init [options]

Finds the locale files (i18next, vue-i18n, next-intl, Rails and Flutter layouts,
or the configuration of another tool), writes locstep.yaml, and adopts what is
translated: the ledger learns that it is valid for the source of today, except
what git's history shows to be older than its source. No locale file is touched,
no text is sent. A locstep.yaml that stands is left as it is, but for the target
locales that its service keeps for the project, where it names none.

Options
  --no-history        take all that stands as valid: a long history of many
                      locales takes long to ask what is older than its source
${PLACE}
${REST}`;

const CHECK = `Usage: locstep check [options]

Compares every locale with its source and tells what is missing, stale, broken,
orphaned or by a person that nobody confirmed, and which keys the code uses and
nobody defines. Writes and sends nothing.

  --format <name>     text (default), json, sarif or github
  --fail-on <level>   error (default), warning or never
  --no-history        do not ask git's history what the ledger does not know
  --write-baseline    write .locstep/baseline.json: tell only what is new
  --watch             check again whenever a locale file, a source or the
                      configuration changes

Examples
  locstep check
  locstep check --locale de --fail-on warning
  locstep check --format sarif > locstep.sarif

${COMMON}`;

const SYNC = `Usage: locstep sync [options]

Brings every locale in step: fills what the repository's own translations know,
asks the provider for the rest, checks each answer, and writes it back with the
smallest diff. Removed messages leave the targets, moved ones keep their
translations, and what a person wrote is never overwritten while its source
stands. A run that is killed is finished by the next one.

  --dry-run           tell what would be sent and written, and do neither
  --provider <name>   instead of the configured one (embedded needs no account)
  --wait <seconds>    how long to wait for answers (600); 0 only submits
  --fail-on <level>   error (default), warning or never
  --no-history        do not ask git's history what the ledger does not know

Examples
  locstep sync --dry-run
  locstep sync --locale de --locale fr

${COMMON}`;

const ACCEPT = `Usage: locstep accept <glob> [options]

Records that translations which are stale or unconfirmed are valid as they
stand. The glob is over key paths, segments joined by dots; * stays within a
segment, ** does not, and a namespace may stand in front with a colon.

Examples
  locstep accept nav.home
  locstep accept 'common:nav.**' --locale de
  locstep accept '**'

${COMMON}`;

const REDO = `Usage: locstep redo <glob> [options]

Asks the provider again for translations although they stand, and writes the
answers, over a person's text too. The glob is as in \`locstep accept --help\`.

  --dry-run           tell what would be sent and written, and do neither
  --provider <name>   instead of the configured one
  --wait <seconds>    how long to wait for answers (600); 0 only submits
  --fail-on <level>   error (default), warning or never
  --no-history        do not ask git's history what the ledger does not know

Example
  locstep redo 'checkout.**' --locale de

${COMMON}`;

/** By command. */
export const HELP: ReadonlyMap<string, string> = new Map([
  ["init", INIT],
  ["check", CHECK],
  ["sync", SYNC],
  ["accept", ACCEPT],
  ["redo", REDO],
]);
