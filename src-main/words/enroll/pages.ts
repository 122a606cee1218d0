import type { EnrollStep, EnrollView, EnrollWork, SpareChoice } from '../../contract/enroll.ts';
import { asSentence, theKey } from '../grammar.ts';
import { whoseDevice } from './facts.ts';

/** Every sentence of the wizard that is not about a problem: for window and terminal. Pure: a view in, text out. */

export const stepWords: Readonly<Record<EnrollStep, string>> = {
  user: 'IAM user',
  key: 'YubiKey',
  create: 'Create device',
  codes: 'Two codes',
  spare: 'Spare key',
  proof: 'Test',
  profiles: 'Profiles',
  secret: 'Secret',
  device: 'Device in AWS',
};

/** What the wizard is called, at its side. */
export const pathWords: Readonly<Record<EnrollView['path'], string>> = {
  iam: 'Set up a YubiKey',
  console: 'With the AWS console',
  import: 'Use an existing account',
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
  checking: { title: 'Looking up the IAM user', text: 'Checking whose access key this is and which MFA devices the user has.' },
  session: { title: 'Opening an MFA session', text: 'A user who has an MFA device needs one to change devices.' },
  creating: { title: 'Creating the device', text: 'AWS creates the device and its secret.' },
  storing: {
    title: 'Storing the account on the YubiKey',
    text: 'The secret goes straight to the key and is erased here. Don’t remove the key.',
  },
  enabling: { title: 'Enabling the device', text: 'AWS is checking both codes.' },
  'waiting-for-aws': { title: 'Waiting for AWS', text: 'A new device takes a few seconds to work everywhere.' },
  proving: { title: 'Testing the device', text: 'One more code, used the way you will use it every day.' },
  writing: { title: 'Updating your profiles', text: 'Adding only the lines you saw.' },
  undoing: { title: 'Undoing', text: 'Removing what this setup created in AWS and on the YubiKey.' },
  looking: { title: 'Checking what exists', text: 'In AWS and on the YubiKey.' },
};
export const workWords = (what: EnrollWork): PageWords => works[what];

export const spareWords: Readonly<Record<SpareChoice, PageWords>> = {
  none: { title: 'No spare', text: 'If you lose this key, only an administrator can let you back in.' },
  device: { title: 'A spare with its own device', text: 'Recommended: you can remove either key without the other.' },
  'same-seed': {
    title: 'A spare with the same codes',
    text: 'One device in AWS. Both keys generate its codes and can only be removed together.',
  },
};

/** Why asking for a touch is on. */
export const touchWords = {
  on: 'Someone must touch the key for each code. No program can get one unnoticed.',
  off: 'Any program on this computer can get a code unnoticed while the key is connected.',
  never: 'This key can’t require touch.',
} as const;

/** Title and sentence of a page without a problem. */
export const pageWords = (view: EnrollView): PageWords => {
  const { page } = view;
  switch (page.kind) {
    case 'user':
      return {
        title: 'Whose YubiKey is it?',
        text: 'Choose a profile with an IAM user’s access key. The MFA device is created for that user.',
      };
    case 'key':
      return { title: 'Which YubiKey?', text: `It will generate ${page.user}’s MFA codes.` };
    case 'working':
      return workWords(page.what);
    case 'codes':
      return page.refused
        ? {
            title: 'AWS rejected these two codes',
            text: 'One was already used or had expired. Roletap tries again with the next two.',
          }
        : {
            title: page.touches === 0 ? 'Touch your YubiKey' : page.touches === 1 ? 'Touch it again' : 'Got both codes',
            text: 'AWS needs two codes in a row. Your YubiKey generates both right away, so there is no wait.',
          };
    case 'spare':
      return page.spare === 'same-seed'
        ? {
            title: 'Insert your second YubiKey',
            text: 'It gets the same OATH account and generates the same codes. Until then, the secret is only in memory.',
          }
        : { title: 'Insert your second YubiKey', text: 'It gets its own MFA device, so losing one key doesn’t lock you out.' };
    case 'profiles':
      return {
        title: page.diff.length === 0 ? 'Your profiles already use this device' : 'Update your profiles',
        text: 'This line tells Roletap, aws and every SDK which MFA device to use.',
      };
    case 'secret':
      return {
        title: 'Scan or paste the QR code',
        text: 'In the AWS console: your user, Security credentials, Assign MFA device, Authenticator app. Then show the QR code or secret key.',
      };
    case 'two-codes':
      return {
        title: 'Enter these codes in the console',
        text: 'Enter the first as “MFA code 1” and the second as “MFA code 2”. Then choose Add MFA.',
      };
    case 'device':
      return view.path === 'import'
        ? {
            title: 'Which MFA device is it?',
            text: 'The OATH account is already on the key. Choose the MFA device it belongs to. Nothing on the key changes.',
          }
        : { title: 'Which device did AWS create?', text: 'Find its ARN in the AWS console: your user, Security credentials, MFA.' };
    case 'found':
      return {
        title: 'Setup isn’t finished',
        text: `Setting up ${whoseDevice(page.deviceName, page.user)} was interrupted. This is what exists now.`,
      };
    case 'done':
      if (view.now.device?.state !== 'enabled') return { title: 'Setup stopped', text: 'No MFA device was set up.' };
      return { title: 'You’re all set', text: 'AWS accepted a code from your YubiKey. From now on: click a role, touch the key.' };
  }
};

/** A note under the page's words; undefined where there is none. */
export const secretNote = (view: EnrollView): string | undefined => {
  const stored = view.now.keys.find((key) => key.state === 'stored');
  if (stored === undefined || view.page.kind !== 'codes' || view.path !== 'iam') return undefined;
  return `The secret went from AWS straight to ${theKey(stored.serial)}. It was never shown or stored on this computer.`;
};

/** What a screen reader says when something changed within a page; empty when nothing did. A new page is said by its heading. */
export const wizardAnnouncement = (before: EnrollView | undefined, after: EnrollView): string => {
  if (before === undefined || before.id !== after.id || before.page.kind !== after.page.kind) return '';
  const said = pageWords(after).title;
  return pageWords(before).title === said || after.problem !== undefined ? '' : asSentence(said);
};
