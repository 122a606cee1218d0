/** `1.2.3` -> [1, 2, 3]. */
const numbers = (version) => version.split('-')[0].split('.').map(Number);

const isBelow = (version, limit) => {
  const [a, b] = [numbers(version), numbers(limit)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && a[at] < b[at];
};

/** Electron's versions that lose the tray icon on Linux (electron/electron issues 52674, 53138, 53213): from the first to the last, both in it. */
const withoutTray = [
  ['43.3.0', '43.4.2'],
  ['44.0.0', '44.0.0'],
];

/** The oldest Electron that a release may carry: the newest supported line when this was written. */
const oldestElectron = '45.5.0';

/** What speaks against a release with this Electron; undefined when nothing does. */
export const electronObjection = (version) => {
  if (withoutTray.some(([first, last]) => !isBelow(version, first) && !isBelow(last, version))) {
    return `Electron ${version} loses the tray icon on Linux.`;
  }
  return isBelow(version, oldestElectron) ? `Electron ${version} is older than ${oldestElectron}.` : undefined;
};

/** What the changelog says of a version, or of what is unreleased, without the heading: undefined where it has no such heading. */
export const changelogSection = (changelog, version) => {
  const heading =
    version === undefined ? /^## Unreleased$/m : new RegExp(`^## ${version.replaceAll('.', '\\.')} \\(\\d{4}-\\d\\d-\\d\\d\\)$`, 'm');
  const found = heading.exec(changelog);
  if (!found) return undefined;
  const text = changelog.slice(found.index + found[0].length);
  const end = text.search(/^## /m);
  return (end === -1 ? text : text.slice(0, end)).trim();
};

/**
 * Why this can't be published, a sentence each. `runtime`: the Electron that is packed, `{ kind, version }`. `changes`: what git has that no commit has.
 * `tag`: the tag of the commit.
 */
export function publishObjections({ version, changelog, runtime, changes, tag }) {
  const section = changelogSection(changelog, version);
  const electron = electronObjection(runtime.version);
  return [
    ...(runtime.kind === 'official' ? [] : [`It is made with the stand-in Electron ${runtime.version}, which gets no security updates.`]),
    ...(runtime.kind === 'official' && electron !== undefined ? [electron] : []),
    ...(section === undefined ? [`CHANGELOG.md has no “## ${version} (YEAR-MONTH-DAY)”.`] : []),
    ...(section === '' ? [`CHANGELOG.md says nothing about ${version}.`] : []),
    ...(changes === '' ? [] : ['The working tree has changes that no commit has.']),
    ...(tag === `v${version}` ? [] : [`The commit has no tag v${version}.`]),
  ];
}

/**
 * What a release has for Linux. AppImage needs tools that electron-builder fetches from GitHub, as Electron itself: where the stand-in is needed, there is
 * none. `rpmbuild`: whether it is there, without which nobody makes an rpm.
 */
export const linuxTargets = ({ kind, rpmbuild = true }) => [
  'deb',
  ...(rpmbuild ? ['rpm'] : []),
  ...(kind === 'official' ? ['AppImage'] : []),
];
