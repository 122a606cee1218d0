import type { RescuePlanView, RescueStep } from '../../../contract/team/rescue.ts';
import { clockTime, counted, listed, shortDay } from '../grammar.ts';

const steps: { readonly [S in RescueStep]: (on: string) => string } = {
  keys: (on) => (on === '' ? 'アクセスキーを調べて無効にする' : `${on} を無効にする`),
  devices: (on) => (on === '' ? 'MFA デバイスを調べて、紛失したものを削除する' : `${on} を削除する`),
  sessions: (on) => `${on} の開いている MFA セッションを取り消す`,
  key: (on) => `${on} のアクセスキーを作成する`,
  invite: (on) => `招待 ${on} を書き込む`,
  lift: (on) => `後で ${on} のポリシーを外す`,
};

export const rescueStepWords = ({ name, on }: { readonly name: RescueStep; readonly on: string }): string => steps[name](on);

export const rescueSaid = {
  plan: ({ user, accountId, source }: Pick<RescuePlanView, 'user' | 'accountId' | 'source'>): string =>
    `「${source}」の権限で、アカウント ${accountId} の ${user} が紛失したものを使えないようにします:`,
  unread: '一部を読み取る権限がありません。残りはそのまま実行されます:',
  noWayBack: '削除した MFA デバイスは元に戻せません。シークレットが失われるためです。',
  roleSessions: (user: string): string => `${user} がすでに開いたロールセッションは、終わるまで (最長 12 時間) 続きます。`,
  whichDevice: (names: readonly string[]): string => `紛失したものを --device で指定するか、--all を付けてください: ${listed(names)}`,
  askDevice: (user: string): string => `${user} のどの MFA デバイスを紛失しましたか？`,
  needsYes: 'ここでは確認できません。実行するには --yes を付けてください',
  done: ({ user, devices, keys }: Pick<RescuePlanView, 'user' | 'devices' | 'keys'>): string =>
    `${user}: ${counted(devices.length, { other: '個の MFA デバイス' })}を削除し、${counted(keys.length, { other: '個のアクセスキー' })}を無効にし、開いている MFA セッションを取り消しました。`,
  next: (user: string): string =>
    `次に、${user} がコンソールにサインインして YubiKey を追加するか、新しいアクセスキー入りの招待を送ってください。`,
  later: (id: string, at: number): string =>
    `${shortDay(at, true)} ${clockTime(at)} 以降に、ポリシーを外してください: roletap team rescue --resume ${id}`,
  lifted: (user: string): string => `完了しました。${user} の古いセッションに対するポリシーを外しました。`,
  waysOn: (id: string): string => `続行: roletap team rescue --resume ${id}    元に戻す: roletap team rescue --undo ${id}`,
  undone: (user: string): string => `元に戻しました。${user} のアクセスキーは再び有効で、セッションの取り消しも解除されました。`,
} as const;
