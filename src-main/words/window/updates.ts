import type { UpdateFailure, UpdateView } from '../../contract/updates/update-view.ts';
import { clockTime, longDay } from '../grammar.ts';

/** What is said of newer versions, in the settings and in the tray. */
export const updateTexts = {
  title: 'Updates',
  none: 'This copy of Roletap doesn’t look for new versions.',
  repository: 'Your package manager installs new versions.',
  checking: 'Checking for updates…',
  loading: (version: string): string => `Downloading Roletap ${version}…`,
  ready: (version: string): string => `Roletap ${version} is ready and will be installed when you quit.`,
  /** A package asks for the administrator's password. */
  readyPackage: (version: string): string =>
    `Roletap ${version} is ready and will be installed when you quit. The system asks for a password then.`,
  /** Nothing on this computer can ask for that password. */
  readyByHand: (version: string, command: string): string => `Roletap ${version} is ready. Install it in a terminal: \`${command}\``,
  notice: (version: string): string => `Roletap ${version} is ready`,
  noticeHow: {
    quit: 'It will be installed when you quit.',
    password: 'It will be installed when you quit. The system asks for a password then.',
  },
  noticeByHand: (command: string): string => `Install it in a terminal: \`${command}\``,
  restartNow: 'Restart',
  whatIsNew: 'What’s new',
  never: 'Not checked yet.',
  current: (checked: string): string => `Roletap is up to date. Last checked: ${checked}.`,
  failures: {
    unreachable: 'Can’t reach the update server. Try again later.',
    unsigned: 'The update isn’t signed by Roletap’s developers for this system. Nothing was installed.',
    damaged: 'The downloaded update is damaged. Nothing was installed.',
  } satisfies Readonly<Record<UpdateFailure, string>>,
  held: 'You can update when the current touch, setup or change is finished.',
  notes: (version: string): string => `What’s new in Roletap ${version}`,
  check: 'Check for updates',
  install: 'Restart to update',
  automatic: 'Check for updates automatically',
  automaticHelp: 'Once a day at most. Roletap sends nothing about you or your computer.',
  /** A line of the tray menu. */
  restart: (version: string): string => `Restart to install ${version}`,
} as const;

/** How it stands with newer versions, in a sentence or two. Pure. */
export const updateState = ({ manner, stage, checked, loading, ready, failure, held, command }: UpdateView): string => {
  if (manner === 'repository') return updateTexts.repository;
  if (stage === 'checking') return updateTexts.checking;
  if (loading !== undefined) return updateTexts.loading(loading.version);
  if (failure !== undefined) return updateTexts.failures[failure];
  if (ready !== undefined) {
    if (command !== undefined) return updateTexts.readyByHand(ready.version, command);
    const said = manner === 'password' ? updateTexts.readyPackage(ready.version) : updateTexts.ready(ready.version);
    return held ? `${said} ${updateTexts.held}` : said;
  }
  return checked === undefined ? updateTexts.never : updateTexts.current(`${longDay(checked)}, ${clockTime(checked)}`);
};

/** How the version that is ready gets into place, under a title that names it. Pure. */
export const noticeText = ({ manner, command }: UpdateView): string =>
  command === undefined ? updateTexts.noticeHow[manner === 'password' ? 'password' : 'quit'] : updateTexts.noticeByHand(command);

/** The changelog's lines, without the marks and headings of its format. Pure. */
export const noteLines = (notes: string): readonly string[] =>
  notes.split('\n').flatMap((line) => (/^#|^\s*$/.test(line) ? [] : line.replace(/^[-*] /, '').trim()));
