import type { EnrollForStep, EnrollForView } from '../../contract/team/enroll.ts';

const steps: { readonly [S in EnrollForStep]: (on: string) => string } = {
  device: (on) => `Create the MFA device ${on} on the YubiKey`,
  enable: (on) => `Enable it for ${on} with two codes`,
};

export const enrollForStepWords = ({ name, on }: { readonly name: EnrollForStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<EnrollForView, 'user' | 'keyName' | 'keySerial'>;

const keyWords = ({ keyName, keySerial }: Facts): string => (keySerial === undefined ? `this ${keyName}` : `YubiKey ${keySerial}`);

export const enrollForSaid = {
  plan: (facts: Facts & Pick<EnrollForView, 'accountId' | 'source'>): string =>
    `This makes ${keyWords(facts)} an MFA device of ${facts.user} in account ${facts.accountId}, with the rights of “${facts.source}”:`,
  needsYes: 'Can’t ask here: use --yes to enroll the YubiKey',
  done: (facts: Facts): string => `Done. Give ${keyWords(facts)} to ${facts.user}. Its secret is on the YubiKey only.`,
  waysOn: (id: string): string => `continue: roletap team enroll --resume ${id}    undo: roletap team enroll --undo ${id}`,
  undone: (facts: Facts): string => `Undone. ${keyWords(facts)} is no longer a device of ${facts.user}.`,
} as const;
