import type { EnrollForStep, EnrollForView } from '../../../contract/team/enroll.ts';

const steps: { readonly [S in EnrollForStep]: (on: string) => string } = {
  device: (on) => `YubiKey に MFA デバイス ${on} を作成する`,
  enable: (on) => `2 つのコードで ${on} 用に有効にする`,
};

export const enrollForStepWords = ({ name, on }: { readonly name: EnrollForStep; readonly on: string }): string => steps[name](on);

type Facts = Pick<EnrollForView, 'user' | 'keyName' | 'keySerial'>;

const keyWords = ({ keyName, keySerial }: Facts): string => (keySerial === undefined ? keyName : `YubiKey ${keySerial}`);

export const enrollForSaid = {
  plan: (facts: Facts & Pick<EnrollForView, 'accountId' | 'source'>): string =>
    `「${facts.source}」の権限で、${keyWords(facts)} をアカウント ${facts.accountId} の ${facts.user} の MFA デバイスにします:`,
  needsYes: 'ここでは確認できません。登録するには --yes を付けてください',
  done: (facts: Facts): string =>
    `完了しました。${keyWords(facts)} を ${facts.user} に渡してください。シークレットは YubiKey の中だけにあります。`,
  waysOn: (id: string): string => `続行: roletap team enroll --resume ${id}    元に戻す: roletap team enroll --undo ${id}`,
  undone: (facts: Facts): string => `元に戻しました。${keyWords(facts)} は ${facts.user} のデバイスではなくなりました。`,
} as const;
