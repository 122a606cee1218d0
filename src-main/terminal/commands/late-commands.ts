import { add } from '../access-keys/add-command.ts';
import { keep } from '../access-keys/keep-command.ts';
import { unlock } from '../access-keys/passphrase.ts';
import { anywhere } from '../anywhere/anywhere-command.ts';
import { piv } from '../anywhere/piv-command.ts';
import { devices, password, rename, resync } from '../devices/device-commands.ts';
import { enroll } from '../devices/enroll-command.ts';
import { importDevice } from '../devices/import-command.ts';
import { lost } from '../devices/lost-command.ts';
import { remove } from '../devices/remove-command.ts';
import { unfinished } from '../devices/unfinished-command.ts';
import { completion } from './completion-command.ts';
import { doctor } from './doctor.ts';
import { find } from './find-command.ts';
import { listBrowsers, openConsole } from './hand-over-commands.ts';
import { history } from './history-command.ts';
import { programs } from './programs-command.ts';
import { printPrompt } from './prompt-command.ts';
import { rotate } from './rotate-command.ts';

/** The commands that are typed now and then: the build makes a file of its own of them (scripts/lib/bundle.mjs), so that the others start earlier. */
export const lateCommands = {
  add,
  keep,
  unlock,
  piv,
  anywhere,
  devices,
  password,
  rename,
  resync,
  enroll,
  importDevice,
  lost,
  remove,
  unfinished,
  completion,
  doctor,
  find,
  listBrowsers,
  openConsole,
  history,
  programs,
  printPrompt,
  rotate,
} as const;
