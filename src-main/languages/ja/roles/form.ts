import type { AddRoleView } from '../../../contract/tools.ts';
import type { TypedArn } from '../../../contract/typed-arn.ts';
import { duration } from '../grammar.ts';
import { countedOptions, type Option } from '../settings.ts';
import { partitionName } from './role.ts';

/** Sentences of the form for a role by hand. Pure. */

export const roleFormTitle = ({ role }: Pick<AddRoleView, 'role'>): string => (role === undefined ? 'ロールを追加' : `${role} を編集`);

/** What the ARN says so far; empty where there is nothing to say. */
export const arnWords = (arn: TypedArn): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  switch (arn.kind) {
    case 'empty':
    case 'partial':
      return { text: '受け取ったまま貼り付けてください: arn:aws:iam::ACCOUNT:role/NAME', tone: 'off' };
    case 'other':
      return { text: 'ロール ARN ではありません。', tone: 'warn' };
    case 'pattern':
      return {
        text: /^\d/.test(arn.accountId)
          ? 'ワイルドカードです。* をロール名に置き換えてください。'
          : 'ワイルドカードです。* を 12 桁のアカウント ID とロール名に置き換えてください。',
        tone: 'warn',
      };
    case 'role': {
      const elsewhere = partitionName(arn.partition);
      return {
        text: `アカウント ${arn.accountId} のロール ${arn.name}${elsewhere === undefined ? '' : ` (AWS ${elsewhere})`}`,
        tone: 'good',
      };
    }
  }
};

/** What can be chosen for a session's life; 0 is what the settings say. */
export const roleDurations = (chosen: number, preferred: number): readonly Option<number>[] => [
  { value: 0, label: `既定 (${duration(preferred)})` },
  ...countedOptions('roleSeconds', chosen === 0 ? preferred : chosen),
];

export const removeRoleWords = (isOpen: boolean): string =>
  `一覧とお気に入りから削除されます。AWS では何も変わりません。${
    isOpen ? '開いているセッションは、期限が来るか終了するまで残ります。' : ''
  }`;
