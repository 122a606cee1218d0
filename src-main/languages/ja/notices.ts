import type { DoorView } from '../../contract/alerts.ts';
import type { Notice, Snapshot } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import type { NoticeWords } from '../../words/notices.ts';
import { retiredKeyWords } from './access-keys/rotation.ts';
import { strayKeyWords } from './access-keys/stray-keys.ts';
import { date, duration, inSentence, span } from './grammar.ts';
import { flawWords } from './problems/file-flaws.ts';
import { problemWords } from './problems/problem-words.ts';

/** What there is to know that stops nothing. */

export type { NoticeWords };

/** Something to know that stops nothing. */
export const noticeWords = (notice: Notice, where: 'tray' | 'terminal' = 'tray'): NoticeWords => {
  switch (notice.kind) {
    case 'clock': {
      const off = span(Math.abs(notice.seconds));
      const isBehind = notice.seconds > 0;
      return {
        tone: 'warn',
        title: `時計が ${off}${isBehind ? '遅れています' : '進んでいます'}`,
        text: `このコンピューターの時計は AWS より ${off}${isBehind ? '遅れて' : '進んで'}います。Roletap はコードとカウントダウンを補正しますが、他のプログラムは補正しません。日付と時刻の自動設定をオンにしてください。`,
      };
    }
    case 'endpoint':
      return {
        tone: 'warn',
        title: 'カスタムエンドポイントを使用中です',
        text: `${notice.setting} により、リクエストは AWS ではなく ${notice.url} に送られます。自分で設定したものでなければ、削除してください。`,
      };
    case 'file': {
      const { what, readings, awsDiffers } = flawWords(notice.flaw);
      return {
        tone: awsDiffers ? 'warn' : 'info',
        title: `${baseName(notice.file)} の ${notice.line} 行目`,
        text: `${notice.file}:${notice.line}: ${what}${notice.detail === undefined ? '' : ` (${notice.detail})`}。${readings}`,
      };
    }
    case 'duration':
      return {
        tone: 'info',
        title: `セッションが ${duration(notice.gotSeconds)}に短縮されました`,
        text: `${duration(notice.askedSeconds)}を要求しましたが、${notice.roleArn} で許可されているのは ${duration(notice.gotSeconds)}です。次回からはこの時間を要求します。`,
      };
    case 'device-gone':
      return {
        tone: 'warn',
        title: 'プロファイルが別の MFA デバイスを使っています',
        text: `${notice.mfaSerial} はあなたの MFA デバイスではないため、${notice.used} を使いました。${
          where === 'terminal'
            ? `プロファイルを更新するには: \`roletap lost ${shellWord(notice.mfaSerial)} --source ${shellWord(notice.source)}\``
            : ''
        }`,
        ...(where === 'terminal' ? {} : { devicesOf: notice.source, action: 'プロファイルを更新…' }),
      };
    case 'stray-key': {
      const { detail, advice } = strayKeyWords(notice.key, where === 'terminal' ? 'terminal' : 'window');
      return { tone: 'warn', title: '保護されていないアクセスキー', text: `${detail}${advice}` };
    }
    case 'old-key':
      return {
        tone: 'warn',
        title: `「${notice.source}」のアクセスキーが古くなっています`,
        text: `${notice.accessKeyId} は作成から ${notice.days} 日経っています。${
          where === 'terminal' ? `ローテーションするには: \`roletap rotate ${shellWord(notice.source)}\`` : '1 回のタッチで新しくできます。'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'ローテーション…' }),
      };
    case 'certificate-awaited':
      return {
        tone: 'info',
        title: `証明書を待っています: ${notice.subject}`,
        text: `要求の作成日: ${date(notice.startedAt)}。${
          where === 'terminal' ? '証明書が届いたら: `roletap anywhere import FILE`' : '証明書が届いたら、ここで保存してください。'
        }`,
        ...(where === 'terminal' ? {} : { stores: true, action: '証明書を保存…' }),
      };
    case 'certificate-ends':
      return {
        tone: 'warn',
        title:
          notice.days < 0
            ? `「${notice.profile}」の証明書の有効期限が切れました`
            : `「${notice.profile}」の証明書の有効期限が近づいています`,
        text: `${notice.subject} の有効期限: ${date(notice.until)}。${
          where === 'terminal'
            ? `更新するには: \`roletap anywhere renew ${shellWord(notice.profile)}\``
            : '同じ鍵で新しい証明書を取得できます。'
        }`,
        ...(where === 'terminal' ? {} : { renews: notice.profile, action: '更新…' }),
      };
    case 'retired-key':
      return {
        tone: 'info',
        title: `「${notice.source}」のアクセスキーが新しくなりました`,
        text: `${retiredKeyWords(notice)}${
          where === 'terminal'
            ? `古いキーに戻すには: \`roletap rotate ${shellWord(notice.source)} --undo\`。今すぐ削除するには: \`roletap rotate ${shellWord(notice.source)} --finish\``
            : 'それまでは古いキーに戻せます。'
        }`,
        ...(where === 'terminal' ? {} : { keysOf: notice.source, action: 'アクセスキーを表示' }),
      };
    case 'profile': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: `${notice.profile}: ${inSentence(words.title)}`, text: `${words.happened}${words.advice}` };
    }
    case 'problem': {
      const words = problemWords(notice.problem);
      return { tone: 'warn', title: words.title, text: `${words.happened}${words.advice}` };
    }
    case 'home':
      return {
        tone: 'info',
        title: 'Roletap はトレイにあります',
        text: 'トレイのアイコンをクリックすると、このウィンドウがまた開きます。',
      };
    case 'demo':
      return {
        tone: 'info',
        title: 'これはデモです',
        text: `YubiKey と AWS はシミュレーションです (PIN は 314159)。あなたのファイルには触れず、デモ用の ${notice.config} と ${notice.credentials} を使います。`,
      };
  }
};

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Whether other programs can ask; a failure has its own words. */
export const doorWords = (door: DoorView): string =>
  door.state === 'open' ? 'オン: プログラムがセッションを要求できます' : 'オフ: プログラムはセッションを要求できません';

const doorNotices = (door: Snapshot['door']): readonly NoticeWords[] => {
  if (door.state !== 'failed') return [];
  const words = problemWords(door.problem);
  return [{ tone: 'warn', title: 'プログラムがセッションを要求できません', text: `${words.title}。${words.happened}${words.advice}` }];
};

/** Where sessions outlive the program, and what that means. */
export const keptWords = (kept: Snapshot['sessionsKept']): { readonly title: string; readonly text: string } =>
  ({
    keyring: {
      title: 'システムのキーリングで暗号化',
      text: '開いているセッションは再起動後も残ります。キーリングのロックが解除されている間は、他のプログラムからも読み取れます。',
    },
    login: {
      title: 'ログアウトするまでメモリに保持',
      text: 'システムのキーリングが見つかりませんでした。開いているセッションは、Roletap を再起動しても残りますが、ログアウトすると失われます。ディスクには何も保存されません。',
    },
    process: {
      title: '終了するまでメモリに保持',
      text: 'システムのキーリングが見つかりませんでした。再起動した後は、ロールを開き直してください。',
    },
  })[kept];

const keptNotices = (kept: Snapshot['sessionsKept']): readonly NoticeWords[] => {
  if (kept === 'keyring') return [];
  const until = kept === 'process' ? 'Roletap を終了' : 'ログアウト';
  return [
    {
      tone: 'info',
      title: `セッションは${kept === 'process' ? ' ' : ''}${until}するまで保持されます`,
      text: 'システムのキーリングが見つからなかったため、セッションはメモリにだけ保持されます。',
    },
  ];
};

/** All that there is to know and that stops nothing: the notices, where sessions are kept, and whether programs can ask. Pure. */
export const notesWords = (
  snapshot: Pick<Snapshot, 'notices' | 'door' | 'sessionsKept' | 'demo' | 'sessions' | 'mfaSessions'>,
): readonly NoticeWords[] => [
  ...snapshot.notices.map((notice) => noticeWords(notice)),
  ...doorNotices(snapshot.door),
  // What the demo holds is made up, and worth nothing to keep; and who has no session yet has nothing to lose.
  ...(snapshot.demo || snapshot.sessions.length + snapshot.mfaSessions.length === 0 ? [] : keptNotices(snapshot.sessionsKept)),
];

/** When the window itself fails to draw. */
export const faultWords = {
  title: 'このウィンドウで問題が発生しました',
  text: 'セッションは開いたままで、トレイのメニューも使えます。このウィンドウを閉じて開き直してください。',
} as const;
