import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { askDisk } from '../../base/disk.adapter.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import { serveLinkOnce } from '../one-time-link.adapter.ts';
import { readPlain } from '../plain-file.adapter.ts';
import {
  chromiumProfiles,
  containerAddress,
  containersIn,
  type FoundProfile,
  firefoxProfiles,
  takesContainers,
} from './browser-profiles.ts';
import { type BrowserSystem, type KnownBrowser, knownBrowsers } from './browser-table.ts';

/** A place for a console of its own: a profile of a browser, or a container in one of Firefox's. */
export interface BrowserPlace {
  /** `chromium/Profile 1`, `firefox/team`, `firefox/team/Acme`. */
  readonly id: string;
  readonly label: string;
  readonly browser: KnownBrowser;
  /** The program's file. */
  readonly program: string;
  readonly profile: FoundProfile;
  readonly container?: string;
  /** A container without the add-on that leads into it. */
  readonly lacksAddOn?: true;
}

const readText = (file: string): Promise<string | undefined> =>
  askDisk(file, () => readPlain(file)).then(
    (bytes) => bytes.toString('utf8'),
    () => undefined,
  );

const programOf = async ({ programs }: KnownBrowser, path: string | undefined): Promise<string | undefined> => {
  for (const name of programs) {
    if (isAbsolute(name)) {
      if (
        await askDisk(name, () => access(name, constants.X_OK)).then(
          () => true,
          () => false,
        )
      )
        return name;
      continue;
    }
    const found = await findProgram(name, path);
    if (typeof found === 'object') return found.file;
  }
  return undefined;
};

/** All that are there now, in the order of the table. */
export const findBrowsers = async (system: BrowserSystem): Promise<readonly BrowserPlace[]> => {
  const found = await Promise.all(
    knownBrowsers(system).map(async (browser): Promise<readonly BrowserPlace[]> => {
      const program = await programOf(browser, system.env.PATH);
      if (program === undefined) return [];
      const { id, name, folder } = browser;
      const place = (profile: FoundProfile): BrowserPlace => ({
        id: `${id}/${profile.key}`,
        label: `${name}, ${profile.label}`,
        browser,
        program,
        profile,
      });
      if (browser.family === 'chromium') return chromiumProfiles(await readText(join(folder, 'Local State'))).map(place);
      const profiles = firefoxProfiles((await readText(join(folder, 'profiles.ini'))) ?? '');
      return (await Promise.all(profiles.map((profile) => withContainers(place(profile))))).flat();
    }),
  );
  return found.flat();
};

/** A profile of Firefox's, and its containers. */
const withContainers = async (place: BrowserPlace): Promise<readonly BrowserPlace[]> => {
  const folder = isAbsolute(place.profile.folder) ? place.profile.folder : join(place.browser.folder, place.profile.folder);
  const containers = containersIn((await readText(join(folder, 'containers.json'))) ?? '');
  if (containers.length === 0) return [place];
  const lacks = takesContainers((await readText(join(folder, 'extensions.json'))) ?? '') ? {} : ({ lacksAddOn: true } as const);
  return [
    place,
    ...containers.map((container) => ({
      ...place,
      id: `${place.id}/${container}`,
      label: `${place.label}, ${container}`,
      container,
      ...lacks,
    })),
  ];
};

/** `locked`: another computer has the profile open, or the browser says so. `silent`: nothing came for the link; `detail` says how the program ended. */
type OpenedIn = 'came' | { readonly why: 'gone' | 'locked' | 'silent'; readonly detail: string };

/** What Chromium ends with when a profile is in use elsewhere (RESULT_CODE_PROFILE_IN_USE). */
const inUse = 21;

/** The computer that has a folder of Chromium's open, where that is not this one: its lock is a link to `COMPUTER-PROCESS`. */
const lockedBy = async ({ family, folder }: KnownBrowser): Promise<string | undefined> => {
  if (family !== 'chromium') return undefined;
  const link = await askDisk(folder, () => readlink(join(folder, 'SingletonLock'))).catch(() => '');
  const [, computer] = /^(.+)-\d+$/.exec(link) ?? [];
  return computer === hostname() ? undefined : computer;
};

const wordsFor = ({ browser, profile, container }: BrowserPlace, address: string): readonly string[] => {
  if (browser.family === 'chromium') return [`--profile-directory=${profile.key}`, address];
  return ['-P', profile.key, container === undefined ? address : containerAddress(container, address)];
};

/** Opens a link that is a secret there, by way of an address that leads on to it once: others can read a command line. Rejects when this computer gives no port. */
const openInPlace = async (
  place: BrowserPlace,
  link: string,
  { clock, env }: { readonly clock: Clock; readonly env: BrowserSystem['env'] },
): Promise<OpenedIn> => {
  const computer = await lockedBy(place.browser);
  if (computer !== undefined) return { why: 'locked', detail: computer };
  const once = await serveLinkOnce(link, clock);
  const publicEnvironment = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
  const child = spawn(place.program, wordsFor(place, once.address), { stdio: 'ignore', detached: true, env: publicEnvironment });
  child.unref();
  let why: OpenedIn = { why: 'silent', detail: '' };
  child.once('error', (error: NodeJS.ErrnoException) => {
    why = { why: 'silent', detail: error.code ?? '' };
    once.close();
  });
  // One that hands the address to a browser that runs already ends well, and the link is still to be come for.
  child.once('exit', (code) => {
    if (code === 0) return;
    why = { why: code === inUse ? 'locked' : 'silent', detail: String(code ?? 'a signal') };
    once.close();
  });
  return (await once.came) ? 'came' : why;
};

/** As the app wants them. */
export const createBrowsers = (system: BrowserSystem & { readonly clock: Clock }) => ({
  list: async () => (await findBrowsers(system)).map(({ id, label, lacksAddOn }) => ({ id, label, ...(lacksAddOn ? { lacksAddOn } : {}) })),
  open: async (id: string, link: string): Promise<OpenedIn> => {
    const place = (await findBrowsers(system)).find((one) => one.id === id);
    if (!place) return { why: 'gone', detail: id };
    return openInPlace(place, link, system).catch((error: NodeJS.ErrnoException) => ({ why: 'silent', detail: error.code ?? 'no port' }));
  },
});
