import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { serveLocize } from "./locize-server.js";
import { measureTogether } from "./measure.js";
import { adopt, CACHE, repository, stand } from "./repository.js";
import { cpuRow } from "./rows.js";

const run = promisify(execFile);
const FOLDER = join(CACHE, "peers");

/** They need Node 22 or newer, so each has that of the npm package `node`. */
const PEERS = [
  {
    name: "i18next-cli status",
    packages: ["i18next-cli@1.74.2"],
    layouts: ["single", "namespaces"],
    earlier: { M: { single: 2.42 }, L: { single: 13.5, namespaces: 19.1 } },
    argv: () => ["i18next-cli", "status"],
  },
  {
    name: "i18n-check",
    packages: ["@lingual/i18n-check@0.9.5"],
    layouts: ["single", "namespaces"],
    earlier: { M: { single: 4.1 }, L: { single: 39.6, namespaces: 36.6 } },
    argv: () => ["i18n-check", "-l", "locales", "-s", "en", "-f", "i18next"],
  },
  {
    name: "locize sync --dry",
    packages: ["locize-cli@12.5.1"],
    layouts: ["namespaces"],
    earlier: { M: { single: 3.7 }, L: { namespaces: 15.1 } },
    argv: (server) =>
      "locize sync -p locales --dry true --update-values true -i bench -v latest -k bench -a"
        .split(" ")
        .concat(server),
  },
];

/** The peers that install here; the others are named and left out. */
export async function installPeers(say) {
  const installed = [];
  for (const peer of PEERS) {
    const folder = join(FOLDER, peer.packages.join("+").replaceAll("/", "-"));
    try {
      await install(folder, [...peer.packages, "node@24"]);
      installed.push({ ...peer, folder });
    } catch (error) {
      say(`${peer.name} does not install here and is left out: ${firstLine(error)}`);
    }
  }
  return installed;
}

async function install(folder, packages) {
  if (existsSync(join(folder, "complete"))) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), "{}\n");
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", ...packages];
  await run("npm", args, { cwd: folder, timeout: 300_000, maxBuffer: 1 << 26 });
  await writeFile(join(folder, "complete"), "");
}

/** `check` against each peer's look at the same files, each row with the peer as its yardstick. */
export async function peerRows({ locstep, times, peers }, size, layout) {
  const cwd = await repository(size, layout, "nested");
  await adopt(cwd, locstep);
  await stand(cwd, "changed-with-ledger");
  const server = await serveLocize(cwd);
  try {
    const able = peers.filter(({ layouts }) => layouts.includes(layout));
    const commands = able.map((peer) => [
      peer.name,
      { argv: peerCommand(peer, server.address), cwd, findings: true },
    ]);
    const figures = await measureTogether(
      { check: { argv: locstep("check"), cwd, findings: true }, ...Object.fromEntries(commands) },
      times,
    );
    return able.map((peer) => peerRow(peer, size, layout, figures));
  } finally {
    await server.close();
  }
}

function peerCommand({ folder, argv }, address) {
  const [command, ...args] = argv(address);
  return [
    join(folder, "node_modules/node/bin/node"),
    join(folder, "node_modules/.bin", command),
    ...args,
  ];
}

function peerRow(peer, size, layout, figures) {
  const what = "`check`, 1 % changed, 0.5 % added, 0.5 % removed";
  const where = `${size} ${layout} nested`;
  const row = cpuRow(what, where, `\`${peer.name}\``, figures.check, figures[peer.name], 1 / 10);
  const earlier = peer.earlier[size]?.[layout];
  return earlier === undefined ? row : { ...row, earlier: `${earlier} s` };
}

function firstLine(error) {
  return String(error.stderr || error.message)
    .trim()
    .split("\n", 1)[0];
}
