import type { EnrollForStep, EnrollForView } from '../../../contract/team/enroll.ts';

const steps: { readonly [S in EnrollForStep]: (on: string) => string } = {
  device: (on) => `Das MFA-Gerät ${on} auf dem YubiKey anlegen`,
  enable: (on) => `Es mit zwei Codes für ${on} aktivieren`,
};

export const enrollForStepWords = ({ name, on }: { readonly name: EnrollForStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<EnrollForView, 'user' | 'keyName' | 'keySerial'>;

const keyWords = ({ keyName, keySerial }: Facts): string => (keySerial === undefined ? keyName : `YubiKey ${keySerial}`);

export const enrollForSaid = {
  plan: (facts: Facts & Pick<EnrollForView, 'accountId' | 'source'>): string =>
    `${keyWords(facts)} wird ein MFA-Gerät von ${facts.user} im Konto ${facts.accountId}, mit den Rechten von „${facts.source}“:`,
  needsYes: 'Hier ist keine Rückfrage möglich: den YubiKey mit --yes einrichten',
  done: (facts: Facts): string => `Fertig. ${keyWords(facts)} gehört jetzt ${facts.user}. Das Geheimnis ist nur auf dem YubiKey.`,
  waysOn: (id: string): string => `fortsetzen: roletap team enroll --resume ${id}    rückgängig: roletap team enroll --undo ${id}`,
  undone: (facts: Facts): string => `Rückgängig gemacht. ${keyWords(facts)} ist kein Gerät von ${facts.user} mehr.`,
} as const;
