import type { StrayKey } from '../../../contract/access-keys/stray-keys.ts';

/** An access key that lies about: what it is, and what to do. */
export const strayKeyWords = (key: StrayKey, where: 'window' | 'terminal'): { readonly detail: string; readonly advice: string } => {
  switch (key.where) {
    case 'backup':
      return {
        detail: `${key.file} にアクセスキーのコピーがあります。`,
        advice:
          where === 'terminal'
            ? 'コピーを削除してください。他人に読み取られた可能性があれば、新しいアクセスキーを作成してください: `roletap rotate`'
            : 'コピーを削除してください。他人に読み取られた可能性があれば、アクセスキーをローテーションしてください。',
      };
    case 'shell':
      return {
        detail: `${key.file} の ${key.line} 行目で、起動するすべてのプログラムにアクセスキーが渡されています。`,
        advice: moveIt[where],
      };
    case 'environment':
      return {
        detail: '環境変数にアクセスキーがあります。すべてのプロファイルより優先され、起動するすべてのプログラムから読み取れます。',
        advice: moveIt[where],
      };
  }
};

const moveIt = {
  terminal: 'そのキーで `roletap add` を実行してから、AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を設定している箇所から削除してください。',
  window: 'そのキーを Roletap に追加してから、AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を設定している箇所から削除してください。',
} as const;
