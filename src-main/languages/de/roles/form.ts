import type { AddRoleView } from '../../../contract/tools.ts';
import type { TypedArn } from '../../../contract/typed-arn.ts';
import { duration } from '../grammar.ts';
import { countedOptions, type Option } from '../settings.ts';
import { partitionName } from './role.ts';

/** Sentences of the form for a role by hand. Pure. */

export const roleFormTitle = ({ role }: Pick<AddRoleView, 'role'>): string =>
  role === undefined ? 'Rolle hinzufügen' : `${role} bearbeiten`;

/** What the ARN says so far; empty where there is nothing to say. */
export const arnWords = (arn: TypedArn): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  switch (arn.kind) {
    case 'empty':
    case 'partial':
      return { text: 'Unverändert einfügen: arn:aws:iam::KONTO:role/NAME', tone: 'off' };
    case 'other':
      return { text: 'Das ist keine Rollen-ARN.', tone: 'warn' };
    case 'pattern':
      return {
        text: /^\d/.test(arn.accountId)
          ? 'Das ist ein Platzhalter: * durch den Namen der Rolle ersetzen.'
          : 'Das ist ein Platzhalter: * durch die 12-stellige Konto-ID und den Namen der Rolle ersetzen.',
        tone: 'warn',
      };
    case 'role': {
      const elsewhere = partitionName(arn.partition);
      return { text: `Rolle ${arn.name} in Konto ${arn.accountId}${elsewhere === undefined ? '' : `, AWS ${elsewhere}`}`, tone: 'good' };
    }
  }
};

/** What can be chosen for a session's life; 0 is what the settings say. */
export const roleDurations = (chosen: number, preferred: number): readonly Option<number>[] => [
  { value: 0, label: `Vorgabe (${duration(preferred)})` },
  ...countedOptions('roleSeconds', chosen === 0 ? preferred : chosen),
];

export const removeRoleWords = (isOpen: boolean): string =>
  `Die Rolle verschwindet aus der Liste und den Favoriten. In AWS ändert sich nichts.${
    isOpen ? ' Ihre Sitzung bleibt offen, bis sie endet oder beendet wird.' : ''
  }`;
