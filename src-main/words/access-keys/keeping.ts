import { shellWord } from '../../contract/text.ts';
import { listed } from '../grammar.ts';

/** What the terminal says while an access key is added or moved. */
export const accessKeysSaid = {
  askId: 'Access key ID (not shown): ',
  askSecret: 'Secret access key (not shown): ',
  askName: (offered: string) => `Profile name [${offered}]: `,
  askRegion: (offered: string) => `Region [${offered}]: `,
  belongsTo: (userArn: string) => `AWS accepted the key. It belongs to ${userArn}.`,
  changes: (file: string) => `This changes ${file}:`,
  mayWrite: 'Write this? [y/N] ',
  askPassphrase: 'Passphrase (not shown): ',
  needsPassphrase: 'A passphrase is needed',
  repeatPassphrase: 'Repeat the passphrase: ',
  passphrasesDiffer: 'the passphrases don’t match',
  noKeyring: 'This computer has no keyring. Where should the access key go?',
  places: ['sealed with a passphrase, asked once per login', 'in your credentials file, which all your programs can read'],
  /** Where nobody can be asked and there is no keyring. */
  addElsewhere: 'note: use --passphrase to seal the key with a passphrase, or --in-file to keep it in the credentials file.',
  keepElsewhere: 'note: use --passphrase to seal the key with a passphrase.',
  unlocked: 'Unlocked until you log out.',
  needsYes: 'Can’t ask here: use --yes to write the changes',
  needsKey: 'Pass the access key ID and secret on standard input, one per line, or use --csv FILE',
  added: (profile: string, kept: 'keyring' | 'passphrase' | 'file') =>
    `Added “${profile}”. Its access key is ${{ keyring: 'in your keyring, not in a file', passphrase: 'sealed with your passphrase', file: 'in your credentials file, which all your programs can read' }[kept]}.`,
  /** `hasDevice`: the user has an MFA device that makes codes. */
  next: (profile: string, hasDevice: boolean) =>
    hasDevice
      ? `Next, open a session with this user’s MFA device: \`roletap tap ${shellWord(profile)}\`.`
      : `Next, make your YubiKey this user’s MFA device: \`roletap enroll --source ${shellWord(profile)}\`.`,
  roles: (roles: readonly string[]) =>
    `This removes mfa_serial from ${listed(roles)}: the source profile will provide an MFA session, so \`aws\` needs no second code.`,
  moved: (profile: string, kept: 'keyring' | 'passphrase') =>
    `The access key of “${profile}” is ${kept === 'keyring' ? 'in your keyring' : 'sealed with your passphrase'} and no longer in your AWS files.`,
  rotate: (profile: string) =>
    `Backups may still contain it. To make those worthless, rotate the key: \`roletap rotate ${shellWord(profile)}\`.`,
  putBack: (profile: string) => `The access key of “${profile}” is back in your credentials file.`,
} as const;
