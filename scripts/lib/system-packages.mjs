// What the system must have, as Debian and Ubuntu packages. Plain Node: used before anything is installed.
import { existsSync, readFileSync } from 'node:fs';
import { capture, say, show, showBeside, which } from './run.mjs';

/**
 * One need a line: names that hold it, the first that the system knows is taken (newer releases renamed some to `...t64`);
 * `command`: there already when this program is on PATH, however it came there.
 */
const toRun = [
  { packages: ['pcscd'] },
  { packages: ['libpcsclite1'] },
  { packages: ['libpcsclite-dev'] },
  // node-gyp compiles the PC/SC binding.
  { packages: ['build-essential'] },
  { packages: ['python3'], command: 'python3' },
  // Electron's own.
  { packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { packages: ['libnss3'] },
  { packages: ['libasound2t64', 'libasound2'] },
  { packages: ['libgbm1'] },
  { packages: ['libxss1'] },
  { packages: ['libxtst6'] },
  { packages: ['libnotify4'] },
  { packages: ['libsecret-1-0'] },
  { packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
  { packages: ['libdrm2'] },
  { packages: ['libxkbcommon0'] },
  // The launcher of a credential_process line is sh and curl; `ss` tells who asks.
  { packages: ['curl'], command: 'curl' },
  { packages: ['iproute2'], command: 'ss' },
];

const toTest = [
  { packages: ['vsmartcard-vpcd'] },
  { packages: ['yubikey-manager'], command: 'ykman' },
  // Second opinions on the virtual key's PIV application.
  { packages: ['yubico-piv-tool'], command: 'yubico-piv-tool' },
  { packages: ['ykcs11'] },
  { packages: ['opensc'], command: 'pkcs11-tool' },
  // The tests call /usr/bin/aws: another one on PATH answers otherwise.
  { packages: ['awscli'] },
  { packages: ['fish'], command: 'fish' },
  { packages: ['zsh'], command: 'zsh' },
  { packages: ['xvfb'], command: 'Xvfb' },
  { packages: ['xauth'], command: 'xauth' },
  { packages: ['dbus'], command: 'dbus-daemon' },
  { packages: ['dbus-x11'], command: 'dbus-launch' },
  { packages: ['chromium', 'chromium-browser'], command: 'chromium' },
  { packages: ['gnome-keyring'], command: 'gnome-keyring-daemon' },
  { packages: ['xclip'], command: 'xclip' },
  { packages: ['xdotool'], command: 'xdotool' },
  { packages: ['rpm'], command: 'rpmbuild' },
  { packages: ['appstream'], command: 'appstreamcli' },
  { packages: ['desktop-file-utils'], command: 'desktop-file-validate' },
  // The bus of screen readers, over which a package's windows are used.
  { packages: ['at-spi2-core'] },
  // A window manager, which gives the keyboard to one window and takes it from another.
  { packages: ['openbox'], command: 'openbox' },
  { packages: ['util-linux'], command: 'unshare' },
  { packages: ['openssl'], command: 'openssl' },
  { packages: ['acl'], command: 'setfacl' },
  // GLib reads the autostart entry as a desktop does.
  { packages: ['libglib2.0-bin'], command: 'gio' },
  { packages: ['fonts-dejavu-core'] },
  { packages: ['fonts-noto-color-emoji'] },
];

const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

function installed() {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const { out } = capture('dpkg-query', ['-W', '-f=${Package} ${db:Status-Abbrev}\\n']);
  const names = out.split('\n').filter((line) => line.split(' ')[1]?.startsWith('ii'));
  return new Set(names.map((line) => line.split(' ')[0]));
}

/** The first name of each need that apt can install now; `unknown` are needs for which it knows none. */
function candidates(needs) {
  const { out } = capture('apt-cache', ['policy', ...needs.flatMap((need) => need.packages)]);
  const known = new Set();
  for (const [, name, candidate] of out.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)) {
    if (candidate !== '(none)') known.add(name);
  }
  const found = needs.map((need) => need.packages.find((name) => known.has(name)));
  return { names: found.filter((name) => name !== undefined), unknown: needs.filter((_, index) => found[index] === undefined) };
}

/** Daemons that are installed for a build must not be started or kept by it where policy-rc.d would say no anyway. */
async function install(sudo, names) {
  const command = [...sudo, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names];
  return (await showBeside(command[0], command.slice(1), { env: aptEnvironment })) === 0;
}

async function update(sudo) {
  const command = [...sudo, 'apt-get', 'update', '-q'];
  return (await showBeside(command[0], command.slice(1), { env: aptEnvironment })) === 0;
}

/** `[]` for root, `['sudo', ...]` without a password, undefined when neither. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  return which('sudo') !== undefined && capture('sudo', ['-n', 'true'], { seconds: 5 }).ok
    ? ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive']
    : undefined;
}

const missingOf = (needs, have) =>
  needs.filter(
    (need) => !need.packages.some((name) => have.has(name)) && !(need.command !== undefined && which(need.command) !== undefined),
  );

/**
 * Installs what is missing, or prints the command to type. `level`: `run` or `test`. Answers with the needs that are still
 * missing, by their first name; the caller decides whether to go on.
 */
export async function ensureSystemPackages(level) {
  if (process.platform !== 'linux') return [];
  const needs = level === 'test' ? [...toRun, ...toTest] : toRun;
  if (!existsSync('/etc/debian_version') || which('apt-get') === undefined) {
    say(
      `This is not Debian or Ubuntu (${systemName()}). Roletap needs what these packages hold there: ${needs.map((need) => need.packages[0]).join(' ')}`,
    );
    return [];
  }
  const missing = missingOf(needs, installed());
  if (missing.length === 0) return [];
  const sudo = asRoot();
  let { names, unknown } = candidates(missing);
  if (sudo === undefined) {
    say(
      `Some system packages are missing. Please type:\n\n  sudo apt-get update && sudo apt-get install -y ${[...names, ...unknown.map((need) => need.packages.at(-1))].join(' ')}\n`,
    );
    return missing.map((need) => need.packages[0]);
  }
  if (unknown.length > 0) {
    await update(sudo);
    ({ names, unknown } = candidates(missing));
  }
  say(`Installing system packages: ${names.join(' ')}`);
  const hadVirtualReader = installed().has('vsmartcard-vpcd');
  // Package lists that are older than the archive name files that are gone: refresh once and try again.
  if (names.length > 0 && !(await install(sudo, names)) && (await update(sudo))) await install(sudo, names);
  if (!hadVirtualReader) silenceVirtualReader(sudo);
  return missingOf(missing, installed()).map((need) => need.packages[0]);
}

/**
 * The virtual reader's package makes the system's pcscd listen for a card on every network interface (port 35963). The tests
 * run their own pcscd in their own network, so the system's one shall not load it. Only done when we brought the package.
 */
function silenceVirtualReader(sudo) {
  const config = '/etc/reader.conf.d/vpcd';
  if (!existsSync(config)) return;
  // pcscd skips files whose names start with a dot.
  const move = [...sudo, 'mv', config, '/etc/reader.conf.d/.vpcd.unused'];
  if (show(move[0], move.slice(1)) === 0)
    say(`Switched the virtual reader off for the system's own pcscd (${config} -> .vpcd.unused); the tests bring their own.`);
}

function systemName() {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'an unknown Linux';
  } catch {
    return 'an unknown Linux';
  }
}
