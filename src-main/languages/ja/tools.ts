import {
  type EnvironmentFormat,
  environmentFormats,
  type ProcessPlanView,
  type Tool,
  type ToolLine,
  type ToolsView,
} from '../../contract/tools.ts';
import { endpointVariables } from '../../words/tools.ts';
import { together } from './grammar.ts';
import { formatNames } from './roles/role.ts';
import type { Option } from './settings.ts';

/** Sentences of the page "Use it in your tools". Pure. */

const toolTexts: Readonly<Record<Tool, { readonly title: string; readonly text: string }>> = {
  profile: {
    title: '名前で指定',
    text: 'aws、Terraform、すべての SDK で使えます。コマンドでプロファイル名を指定するか、AWS_PROFILE を設定してください。',
  },
  process: {
    title: 'credential_process',
    text: '設定ファイルに書く行です。このプロファイルを使うプログラムは、Roletap から認証情報を取得します。',
  },
  exec: {
    title: 'コマンドを 1 つ実行',
    text: 'このロールでコマンドを実行し、実行中は更新し続けます。2 つのハイフンの後にコマンドを書いてください。',
  },
  shell: {
    title: 'シェル',
    text: 'このロールでシェルを開きます。終わるには exit と入力します。',
  },
  endpoint: {
    title: '環境変数',
    text: 'ターミナルに貼り付ける変数です。自動で更新されるローカルエンドポイントか、セッションのキーを選べます。',
  },
};
export const toolWords = (tool: Tool): { readonly title: string; readonly text: string } => toolTexts[tool];

export { endpointVariables };

const works: Readonly<Record<Tool, string>> = {
  profile: '成功: プロファイルに認証情報があります。',
  process: '成功: 認証情報が返されました。',
  exec: '成功: プログラムはこのロールを使えます。',
  shell: '成功: プログラムはこのロールを使えます。',
  endpoint: '成功: エンドポイントとセッションが開いています。',
};

/** What came of a check that did not fail. */
export const checkWords = ({ tool, check }: Pick<ToolLine, 'tool' | 'check'>): string =>
  check === 'works' ? works[tool] : check === 'checking' ? '確認しています' : '';

export const formatOptions: readonly Option<EnvironmentFormat>[] = environmentFormats.map((value) => ({
  value,
  label: formatNames[value],
}));

/** Where the role's credentials lie now. `noFiles` is the setting. */
export const deliveryWords = ({ delivery, target }: Pick<ToolsView, 'delivery' | 'target'>, noFiles: boolean): string => {
  if (delivery === 'process') return `オン: 「${target}」は毎回 Roletap に問い合わせます。セッションはどのファイルにもありません。`;
  return noFiles
    ? `オフ: 設定で認証情報をファイルに書き込まないため、オンにするまで「${target}」の認証情報はありません。`
    : `オフ: セッションは認証情報ファイルに書き込まれ、あなたのどのプログラムからも読み取れます。オンにすると、代わりに「${target}」が Roletap に問い合わせます。`;
};

/** Whether the profile asks Roletap in the place of AWS's helper. */
export const helperWords = (helper: NonNullable<ToolsView['helper']>, profile: string): string => {
  if (helper === 'own') return `「${profile}」は毎回 Roletap に問い合わせます。セッションはどのファイルにもありません。`;
  return helper === 'calls'
    ? `オフ: 「${profile}」は aws_signing_helper を呼び出し、プログラムごとに PIN とタッチが必要です。オンにすると、同じ証明書で Roletap に問い合わせます。`
    : `オン: 「${profile}」は同じ証明書で Roletap に問い合わせます。オフにすると、aws_signing_helper の行に戻ります。`;
};

/** `helper`: as in `ToolsView`. */
export const planWords = (
  { what, alsoRemoves, hadPin }: ProcessPlanView,
  helper?: ToolsView['helper'],
): { readonly title: string; readonly yes: string; readonly also?: string } =>
  what === 'remove' && helper === 'own'
    ? { title: 'このロールが削除されます', yes: 'ロールを削除', also: '鍵と証明書は YubiKey に残り、ロールは AWS に残ります。' }
    : what === 'adopt'
      ? {
          title: '変更される内容',
          yes: 'プロファイルを変更',
          ...(hadPin
            ? { also: '行に含まれている YubiKey の PIN は削除されます。ファイルのコピーには残るため、その後で PIN を変更してください。' }
            : {}),
        }
      : what === 'write'
        ? {
            title: '書き込まれる内容',
            yes: 'ファイルに書き込む',
            ...(alsoRemoves === undefined
              ? {}
              : {
                  also: `${alsoRemoves.file} のセクション「${alsoRemoves.target}」は、そのキーがこの行より優先されるため削除されます。セッションは開いたままです。`,
                }),
          }
        : helper === 'took-over'
          ? { title: '変更される内容', yes: 'プロファイルを変更' }
          : { title: '削除される内容', yes: '行を削除' };

/** What a screen reader says after a change of the page. */
export const toolsAnnouncement = (before: ToolsView | undefined, after: ToolsView): string => {
  if (before === undefined || before.role !== after.role) return '';
  const checked = after.lines.flatMap((line) => {
    const was = before.lines.find(({ tool }) => tool === line.tool);
    return was?.check === 'checking' && line.check === 'works' ? [checkWords(line)] : [];
  });
  if (before.plan === undefined && after.plan !== undefined) checked.push(`${planWords(after.plan, after.helper).title}。`);
  if (before.helper !== after.helper) checked.push('プロファイルを変更しました。');
  else if (before.delivery !== after.delivery) checked.push(after.delivery === 'process' ? '行を書き込みました。' : '行を削除しました。');
  return together(...checked);
};
