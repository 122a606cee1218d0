/** How this copy came onto the computer, as far as updates mind. */
export type OwnPackage = 'app-image' | 'deb' | 'rpm' | 'mac' | 'windows';

type Environment = Readonly<Record<string, string | undefined>>;

/** The file that was started, where this program runs out of an AppImage: a terminal in another AppImage hands on that one's variables. Pure. */
export const ownAppImage = ({ APPIMAGE, APPDIR }: Environment, executable: string): string | undefined =>
  APPIMAGE && APPDIR && executable.startsWith(`${APPDIR}/`) ? APPIMAGE : undefined;

/** `kind`: what the package says of itself in the file `package-type`. Undefined for a copy that no updater knows. Pure. */
export const ownPackage = (platform: string, kind: string | undefined, env: Environment, executable: string): OwnPackage | undefined => {
  if (platform === 'darwin') return 'mac';
  if (platform === 'win32') return 'windows';
  if (ownAppImage(env, executable) !== undefined) return 'app-image';
  const named = kind?.trim();
  return named === 'deb' || named === 'rpm' ? named : undefined;
};

/**
 * How a package from a file is put in place: by root, without a word; by pkexec, which asks for the administrator's password on the desktop; or by nobody
 * but the person. Pure.
 */
export const packageManner = (here: {
  readonly root: boolean;
  readonly pkexec: boolean;
  readonly display: boolean;
}): 'quit' | 'password' | 'hand' => (here.root ? 'quit' : here.pkexec && here.display ? 'password' : 'hand');

/** The command that says where a package came from, for `isFromRepository`. */
export const originCommand = (kind: 'deb' | 'rpm'): readonly [string, ...string[]] =>
  kind === 'deb'
    ? ['apt-cache', 'policy', 'roletap']
    : ['dnf', '--cacheonly', '--quiet', 'repoquery', '--installed', '--queryformat', '%{from_repo}', 'roletap'];

/** Whether a package manager has newer versions. `said`: what its command printed; undefined where it could not be asked, and so keeps its business. Pure. */
export const isFromRepository = (kind: 'deb' | 'rpm', said: string | undefined): boolean => {
  if (said === undefined) return true;
  // `  500 https://packages.example stable/main amd64 Packages`; what was installed from a file is known to dpkg alone.
  if (kind === 'deb') return /^\s+-?\d+ (?!\/var\/lib\/dpkg\/status$)\S/m.test(said);
  return !/^(?:@?commandline)?$/.test(said.trim());
};

/** A feed that cannot be read or changed on its way; this computer's own is one, for tests. Pure. */
export const isSafeFeed = (url: string): boolean => {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
  } catch {
    return false;
  }
};

const endings: Readonly<Record<OwnPackage, string>> = { 'app-image': '.appimage', deb: '.deb', rpm: '.rpm', mac: '.zip', windows: '.exe' };

/** The processor that a file is for, by its name; one that names none is for x64, as the packager has it. */
const processorOf = (name: string): string => {
  if (/arm64|aarch64/.test(name)) return 'arm64';
  if (/armv7l|armhf|ia32|i[36]86/.test(name)) return 'other';
  return name.includes('universal') ? 'universal' : 'x64';
};

/**
 * Whether a release's file is for a copy like this one: a feed is signed for each system, and whoever takes one over could pass on another system's. `name`: the file's
 * address in the feed. `processor`: as Node calls it. Windows on ARM runs both. Pure.
 */
export const isForCopy = (kind: OwnPackage, processor: string, name: string): boolean => {
  const file = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const its = processorOf(file);
  return file.endsWith(endings[kind]) && (its === processor || its === 'universal' || (kind === 'windows' && its === 'x64'));
};
