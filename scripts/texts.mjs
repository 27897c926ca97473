/** What no tracked file may hold: secrets, package registries' hosts, this machine's paths, silenced checks. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// A path like /app is too short to belong to one machine only; Dockerfiles may name it.
const ownPaths = [root.replace(/\/$/, ''), homedir()].filter((path) => path.split('/').length > 2);

const forbidden = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a key of OpenAI', /\bsk-[A-Za-z0-9_-]{24,}/],
  ['a key of AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['a token of GitHub', /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/],
  ['a token of Slack', /\bxox[abpr]-[0-9A-Za-z-]{10,}/],
  ['a key of Twilio', /\bSK[0-9a-f]{32}\b/],
  // Addresses on loopback and of “host”, and the password “password”, are examples.
  [
    'a password in an address',
    /\b(postgres(ql)?|https?|redis|amqp):\/\/[^\s:/@'"`]+:(?!password@)[^\s/@'"`${}<>]{6,}@(?!127\.0\.0\.1|localhost|host\b)/,
  ],
  [
    'the host of a package registry',
    /registry\.(npmjs|yarnpkg)\.|npmmirror\.|(proxy|sum)\.golang\.org|pythonhosted\.org|\bpypi\.org|deb\.debian\.org|(index|static)\.crates\.io|repo1?\.maven/,
  ],
  ['a download address', /https?:\/\/[^\s'"`)]+\.(tgz|tar\.gz|tar\.xz|zip|deb|whl|jar)\b/],
  [
    "a path of somebody's machine",
    /(^|[\s'"`(=:])\/(root|home\/[a-z]\w*|Users\/\w+|work\/(main|shared))(\/|\b)/,
  ],
  ...ownPaths.map((path) => [
    'a path of this machine',
    new RegExp(`(^|[\\s'"\`(=:])${escaped(path)}(/|\\b)`),
  ]),
  ['a silenced check', /(ox|es)lint-disable|@ts-(ignore|nocheck|expect-error)/],
];

/** The faults of one text, as `file:line: what`. */
export function faultsOf(file, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      forbidden.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${file}:${index + 1}: ${what}`),
    );
}

/** Files git tracks or would track. */
function files() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  return listed.toString().split('\0').filter(Boolean);
}

/** Reads every file of the project; answers `{ok, output}`. */
export function checkTexts() {
  const faults = files().flatMap((file) => {
    const stats = statSync(join(root, file), { throwIfNoEntry: false });
    if (!stats?.isFile() || file === 'scripts/texts.mjs' || file === 'package-lock.json') return [];
    const bytes = readFileSync(join(root, file));
    return bytes.includes(0) ? [] : faultsOf(file, bytes.toString());
  });
  return { ok: faults.length === 0, output: faults.join('\n') };
}
