import type { AddRoleView } from '../../contract/tools.ts';
import type { TypedArn } from '../../contract/typed-arn.ts';
import { duration } from '../english.ts';
import { countedOptions, type Option } from '../settings.ts';
import { partitionName } from './role.ts';

/** Sentences of the form for a role by hand. Pure. */

export const roleFormTitle = ({ role }: Pick<AddRoleView, 'role'>): string => (role === undefined ? 'Add a role' : `Edit ${role}`);

/** What the ARN says so far; empty where there is nothing to say. */
export const arnWords = (arn: TypedArn): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  switch (arn.kind) {
    case 'empty':
    case 'partial':
      return { text: 'As whoever gave you the role wrote it: arn:aws:iam::ACCOUNT:role/NAME', tone: 'off' };
    case 'other':
      return { text: 'This is not the ARN of a role.', tone: 'warn' };
    case 'pattern':
      return {
        text: /^\d/.test(arn.accountId)
          ? 'A pattern: put the role’s name in the place of *.'
          : 'A pattern: put an account’s 12 digits and a role’s name in the place of *.',
        tone: 'warn',
      };
    case 'role': {
      const elsewhere = partitionName(arn.partition);
      return { text: `Role ${arn.name} in account ${arn.accountId}${elsewhere === undefined ? '' : `, AWS ${elsewhere}`}`, tone: 'good' };
    }
  }
};

/** What can be chosen for a session's life; 0 is what the settings say. */
export const roleDurations = (chosen: number, preferred: number): readonly Option<number>[] => [
  { value: 0, label: `As the settings say (${duration(preferred)})` },
  ...countedOptions('roleSeconds', chosen === 0 ? preferred : chosen),
];

export const removeRoleWords = (isOpen: boolean): string =>
  `It leaves the list, with its pin and its star. Nothing changes in AWS.${
    isOpen ? ' Its open session stays where it is until it ends or you end it.' : ''
  }`;
