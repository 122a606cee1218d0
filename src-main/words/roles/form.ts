import type { AddRoleView } from '../../contract/tools.ts';
import type { TypedArn } from '../../contract/typed-arn.ts';
import { duration } from '../grammar.ts';
import { countedOptions, type Option } from '../settings.ts';
import { partitionName } from './role.ts';

/** Sentences of the form for a role by hand. Pure. */

export const roleFormTitle = ({ role }: Pick<AddRoleView, 'role'>): string => (role === undefined ? 'Add a role' : `Edit ${role}`);

/** What the ARN says so far; empty where there is nothing to say. */
export const arnWords = (arn: TypedArn): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  switch (arn.kind) {
    case 'empty':
    case 'partial':
      return { text: 'Paste it as you received it: arn:aws:iam::ACCOUNT:role/NAME', tone: 'off' };
    case 'other':
      return { text: 'This isn’t a role ARN.', tone: 'warn' };
    case 'pattern':
      return {
        text: /^\d/.test(arn.accountId)
          ? 'This is a wildcard: replace * with the role’s name.'
          : 'This is a wildcard: replace * with the 12-digit account ID and the role’s name.',
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
  { value: 0, label: `Default (${duration(preferred)})` },
  ...countedOptions('roleSeconds', chosen === 0 ? preferred : chosen),
];

export const removeRoleWords = (isOpen: boolean): string =>
  `It will be removed from the list and your favourites. Nothing changes in AWS.${
    isOpen ? ' Its session stays open until it ends or you end it.' : ''
  }`;
