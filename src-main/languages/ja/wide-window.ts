import { questionsIn, wideSubject } from '../../contract/question-place.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { activityAnnouncement } from './activity.ts';
import { devicesAnnouncement } from './devices.ts';
import { shortArn } from './enroll/facts.ts';
import { pageWords, wizardAnnouncement } from './enroll/pages.ts';
import { asSentence, together } from './grammar.ts';
import { toolsAnnouncement } from './tools.ts';
import { setupAnnouncement } from './window/first-run.ts';
import { roletap } from './window/kit.ts';

/** What a touch is for, as the wide window knows it; without a full stop. Undefined: the question's own words say it best. */
export const touchReason = (snapshot: Snapshot): string | undefined => {
  const { enroll, devices } = snapshot;
  const [waiting] = questionsIn('wide', snapshot);
  if (waiting?.kind !== 'touch') return undefined;
  const plain = waiting.for.kind === 'code' ? `${shortArn(waiting.for.account)} のコードを生成します` : undefined;
  if (enroll?.page.kind === 'two-codes') return 'AWS コンソールには連続する 2 つのコードが必要です';
  const doing = enroll === undefined ? devices?.working?.what : enroll.page.kind === 'working' ? enroll.page.what : undefined;
  if (doing === 'proving') return 'デバイスをテストします';
  if (doing === 'session') return 'MFA セッションを開きます';
  return doing === 'resync' ? 'AWS には連続する 2 つのコードが必要です' : plain;
};

const subjects: { readonly [K in NonNullable<ReturnType<typeof wideSubject>>]: string } = {
  enroll: 'MFA デバイスをセットアップ',
  devices: 'MFA デバイス',
  settings: '設定',
  tools: 'ツールで使用',
  addRole: 'ロールを追加',
  firstRun: 'セットアップ',
  activity: 'アクティビティ',
  certificates: '証明書',
  team: 'ユーザー',
};

/** The title of the wide window: what it shows, and whose it is. */
export const wideTitle = (snapshot: Parameters<typeof wideSubject>[0]): string => {
  const subject = wideSubject(snapshot);
  return subject === undefined ? roletap : `${subjects[subject]} – ${roletap}`;
};

/** What a screen reader says in the wide window after a new snapshot; empty when nothing worth saying changed. */
export const wideAnnouncement = (before: Snapshot | undefined, after: Snapshot): string => {
  const said: string[] = [];
  if (after.enroll !== undefined) said.push(wizardAnnouncement(before?.enroll, after.enroll));
  else if (wideSubject(after) !== 'devices') {
    // The other pages say what changes in places that a screen reader follows by itself.
    if (after.tools !== undefined) said.push(toolsAnnouncement(before?.tools, after.tools));
    if (before?.firstRun !== undefined && after.firstRun?.stage.kind === 'setup') said.push(setupAnnouncement(before.setup, after.setup));
    if (before?.activity !== undefined && after.activity !== undefined) said.push(activityAnnouncement(before.activity, after.activity));
  } else if (after.devices !== undefined) said.push(devicesAnnouncement(before?.devices, after.devices));
  // A sheet is said by its own focus; the touch that is shown in place is not.
  const touched = (snapshot: Snapshot) => questionsIn('wide', snapshot).find(({ kind }) => kind === 'touch')?.id;
  const touch = touched(after);
  if (touch !== undefined && touch !== (before === undefined ? undefined : touched(before)) && after.enroll?.page.kind === 'codes') {
    const { title } = pageWords(after.enroll);
    if (!said.includes(asSentence(title))) said.push(asSentence(title));
  }
  return together(...said);
};
