import type { AddStep, StepState, TeamPlanView } from '../../../contract/team/plan.ts';
import { listed } from '../grammar.ts';

const steps: { readonly [S in AddStep]: (on: string) => string } = {
  user: (on) => `Den Benutzer ${on} erstellen`,
  group: (on) => `Die Gruppe ${on} erstellen`,
  'own-mfa': (on) => `${on} das eigene MFA verwalten lassen`,
  member: (on) => `Den Benutzer zu ${on} hinzufügen`,
  policies: (on) => `${on} anhängen`,
  password: () => 'Ein Einmalpasswort erstellen',
  key: () => 'Einen Zugriffsschlüssel erstellen',
  invite: (on) => (on === '' ? 'Das Einmalpasswort kopieren' : `Die Einladung ${on} schreiben`),
};

/** What a step does, as a button or a line would say it. */
export const teamStepWords = ({ name, on }: { readonly name: AddStep; readonly on: string }): string => steps[name](on);

const states: { readonly [S in StepState]: string } = { there: 'vorhanden', todo: '', begun: 'unklar', done: 'erledigt' };

export const stepStateWords = (state: StepState): string => states[state];

export const planSaid = {
  plan: ({ user, accountId, source }: Pick<TeamPlanView, 'user' | 'accountId' | 'source'>): string =>
    `${user} kommt zum Konto ${accountId} hinzu, mit den Rechten von „${source}“:`,
  undoes: (actions: readonly string[]): string => `Zum Rückgängigmachen nötig: ${listed(actions)}.`,
  confirm: 'Ausführen? [y/N] ',
  needsYesHere: 'Hier ist keine Rückfrage möglich: --yes verwenden',
  needsYes: 'Hier ist keine Rückfrage möglich: die Person mit --yes hinzufügen',
  step: (text: string): string => `Erledigt: ${text}`,
  added: (user: string, arn: string): string => `${user} (${arn}) ist hinzugefügt.`,
  signIn: (url: string): string => `Anmeldeseite: ${url}`,
  invite: (file: string, isSealed: boolean): string =>
    isSealed
      ? `Die Einladung ist ${file}. Die Passphrase auf anderem Weg mitteilen, etwa am Telefon.`
      : `Die Einladung ist ${file}. Sie enthält kein Geheimnis.`,
  copied: (seconds: number): string => `Das Einmalpasswort ist in der Zwischenablage. Roletap leert sie in ${seconds} s.`,
  passphrase: 'Passphrase der Einladung (wird nicht angezeigt): ',
  needsPassphrase: 'Die Einladung braucht eine Passphrase als erste Zeile der Standardeingabe',
  waysOn: (id: string): string => `fortsetzen: roletap team add --resume ${id}    rückgängig: roletap team add --undo ${id}`,
  undone: (user: string): string => `Rückgängig gemacht. ${user} gibt es nicht mehr.`,
  noneUnfinished: 'Nichts ist unterbrochen.',
} as const;

export const inviteSaid = {
  whose: (user: string, account: string): string => `Einladung für ${user} im Konto ${account}.`,
  askPassphrase: 'Passphrase der Einladung (wird nicht angezeigt): ',
  noKey: 'Die Einladung enthält keinen Zugriffsschlüssel. Auf der Anmeldeseite einen erstellen und hier eingeben.',
  roles: (names: readonly string[]): string => `Jetzt in \`roletap roles\`: ${listed(names)}.`,
} as const;
