import type { EnrollStep, EnrollView, EnrollWork, SpareChoice } from '../../contract/enroll.ts';
import { asSentence, theKey } from '../english.ts';
import { whoseDevice } from './facts.ts';

/** Every sentence of the wizard that is not about a problem: for window and terminal. Pure: a view in, text out. */

export const stepWords: Readonly<Record<EnrollStep, string>> = {
  user: 'IAM user',
  key: 'YubiKey',
  create: 'Create device',
  codes: 'Two codes',
  spare: 'Spare key',
  proof: 'Proof',
  profiles: 'Profiles',
  secret: 'Secret',
  device: 'Device in AWS',
};

/** What the wizard is called, at its side. */
export const pathWords: Readonly<Record<EnrollView['path'], string>> = {
  iam: 'Set up a YubiKey',
  console: 'With AWS’s page',
  import: 'Use what is there',
};

type StepState = EnrollView['steps'][number]['state'];
export const stepStateWords: Readonly<Record<StepState, string>> = {
  todo: 'to do',
  now: 'now',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

export interface PageWords {
  readonly title: string;
  readonly text: string;
}

const works: Readonly<Record<EnrollWork, PageWords>> = {
  checking: { title: 'Asking AWS who this is', text: 'Which user the access key belongs to, and which MFA devices it has.' },
  session: { title: 'One touch for a session', text: 'A user who has a device may change devices only with an MFA session.' },
  creating: { title: 'Creating the device', text: 'AWS makes the device and its secret.' },
  storing: {
    title: 'Storing the account on the YubiKey',
    text: 'The secret goes straight to the key and is wiped here. Leave the key in.',
  },
  enabling: { title: 'Enabling the device', text: 'AWS checks both codes.' },
  'waiting-for-aws': { title: 'AWS spreads the news', text: 'A new device is known everywhere after a few seconds.' },
  proving: { title: 'Proving it', text: 'A fresh code opens a session, as it will every day.' },
  writing: { title: 'Writing the profiles', text: 'Only the lines you saw are added.' },
  undoing: { title: 'Undoing', text: 'What this run made goes, in AWS and on the YubiKey.' },
  looking: { title: 'Looking at what is there', text: 'In AWS and on the YubiKey.' },
};
export const workWords = (what: EnrollWork): PageWords => works[what];

export const spareWords: Readonly<Record<SpareChoice, PageWords>> = {
  none: { title: 'No spare', text: 'Lose this key, and an administrator has to let you in again.' },
  device: { title: 'A spare with a device of its own', text: 'Best: either key can be removed without the other.' },
  'same-seed': { title: 'A spare with the same codes', text: 'One device in AWS; both keys make its codes, and both must go together.' },
};

/** Why asking for a touch is on. */
export const touchWords = {
  on: 'A code is made only when somebody touches the key. A program on this computer cannot take one unseen.',
  off: 'Any program on this computer can take a code while the key is plugged in, and nobody will notice.',
  never: 'This key cannot ask for a touch.',
} as const;

/** Title and sentence of a page without a problem. */
export const pageWords = (view: EnrollView): PageWords => {
  const { page } = view;
  switch (page.kind) {
    case 'user':
      return {
        title: 'Whose YubiKey is it?',
        text: 'Profiles with an access key of an IAM user. The device is made for the user that you choose.',
      };
    case 'key':
      return { title: 'Which YubiKey?', text: `It will make the codes of ${page.user}.` };
    case 'working':
      return workWords(page.what);
    case 'codes':
      return page.refused
        ? {
            title: 'AWS refused these two codes',
            text: 'It happens when one was used or its time had passed. The next pair follows by itself.',
          }
        : {
            title: page.touches === 0 ? 'Touch your YubiKey' : page.touches === 1 ? 'Touch once more' : 'Both codes are there',
            text: 'AWS wants two codes in a row. The YubiKey makes the next one right away, so there is no wait.',
          };
    case 'spare':
      return page.spare === 'same-seed'
        ? {
            title: 'Put in the other key',
            text: 'It gets the same account and makes the same codes. The secret waits in memory until then, and nowhere else.',
          }
        : { title: 'Put in the other key', text: 'It gets a device of its own, so that losing one key locks nobody out.' };
    case 'profiles':
      return {
        title: page.diff.length === 0 ? 'The profiles know this device' : 'Tell your profiles about it',
        text: 'With this line, Roletap, the aws command and every SDK know which device to ask.',
      };
    case 'secret':
      return {
        title: 'Give the secret of the QR code',
        text: 'In AWS’s console: your user, Security credentials, Assign MFA device, Authenticator app. Then show the QR code or the secret key.',
      };
    case 'two-codes':
      return {
        title: 'Type these two codes into AWS’s page',
        text: 'The first into “MFA code 1”, the second into “MFA code 2”. Then choose Add MFA.',
      };
    case 'device':
      return view.path === 'import'
        ? {
            title: 'Which MFA device is it?',
            text: 'The account is on the key already. Tell whose codes it makes; nothing on the key is changed.',
          }
        : { title: 'Which device did AWS make?', text: 'Its ARN stands in the console, under your user, Security credentials, MFA.' };
    case 'found':
      return {
        title: 'This was not finished',
        text: `Setting up the ${whoseDevice(page.deviceName, page.user)} was interrupted. This is what is there now.`,
      };
    case 'done':
      if (view.now.device?.state !== 'enabled')
        return { title: 'This run is over', text: 'No device was proved in it, and Roletap does not ask about it again.' };
      return { title: 'Your YubiKey opens AWS', text: 'AWS took a code of it. From now on: click a role, touch the key.' };
  }
};

/** A note under the page's words; undefined where there is none. */
export const secretNote = (view: EnrollView): string | undefined => {
  const stored = view.now.keys.find((key) => key.state === 'stored');
  if (stored === undefined || view.page.kind !== 'codes' || view.path !== 'iam') return undefined;
  return `The secret went from AWS straight to ${theKey(stored.serial)}. It was not shown and is not stored on this computer.`;
};

/** What a screen reader says when something changed within a page; empty when nothing did. A new page is said by its heading. */
export const wizardAnnouncement = (before: EnrollView | undefined, after: EnrollView): string => {
  if (before === undefined || before.id !== after.id || before.page.kind !== after.page.kind) return '';
  const said = pageWords(after).title;
  return pageWords(before).title === said || after.problem !== undefined ? '' : asSentence(said);
};
