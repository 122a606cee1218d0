import type { Preferences } from '../../contract/preferences.ts';
import type { countedOptions as englishOptions, Option, SettingsSection } from '../../words/settings.ts';
import { counted, duration, span } from './grammar.ts';

/** Sentences and choices of the page of settings. Pure. */

export const settingsSections = [
  { id: 'sessions', title: 'セッション' },
  { id: 'guarded', title: '保護されたロール' },
  { id: 'files', title: 'ファイルとプロファイル' },
  { id: 'general', title: '一般' },
  { id: 'programs', title: '他のプログラム' },
  { id: 'data', title: 'データ' },
  { id: 'about', title: 'Roletapについて' },
] as const;
export type { Option, SettingsSection };

type Counted = Parameters<typeof englishOptions>[0];
const minutes = (count: number) => count * 60;
const hours = (count: number) => count * 3600;
const steps: Readonly<Record<Counted, readonly number[]>> = {
  mfaSessionSeconds: [minutes(15), hours(1), hours(4), hours(8), hours(12), hours(24), hours(36)],
  roleSeconds: [minutes(15), minutes(30), hours(1), hours(2), hours(4), hours(8), hours(12)],
  guardSeconds: [minutes(15), minutes(30), minutes(45), hours(1)],
  inUseMinutes: [15, 30, 60, 120, 240, 480, 720],
  clipboardSeconds: [5, 10, 20, 30, 60, 120, 300],
  accessKeyDays: [0, 30, 60, 90, 180, 365],
};
const wordsOf: Readonly<Record<Counted, (value: number) => string>> = {
  mfaSessionSeconds: duration,
  roleSeconds: duration,
  guardSeconds: duration,
  inUseMinutes: (value) => duration(value * 60),
  clipboardSeconds: span,
  accessKeyDays: (days) => (days === 0 ? '促さない' : counted(days, { other: '日' })),
};

/** What can be chosen, with what is set, also when a person wrote another value into the file. */
export const countedOptions = (name: Counted, value: number): readonly Option<number>[] =>
  [...new Set([...steps[name], value])].sort((a, b) => a - b).map((step) => ({ value: step, label: wordsOf[name](step) }));

export const renewalOptions: readonly Option<Preferences['renewal']>[] = [
  { value: 'in-use', label: '使用中または開いたままにするロール' },
  { value: 'pinned', label: '開いたままにするロール' },
  { value: 'never', label: 'しない' },
];

export const pinOptions: readonly Option<Preferences['keepPin']>[] = [
  { value: 'until-removed', label: 'YubiKey を取り外すまで' },
  { value: 'until-locked', label: '画面をロックするまで' },
  { value: '1-hour', label: '1 時間' },
  { value: '15-minutes', label: '15 分' },
  { value: 'never', label: '記憶しない' },
];

export const themeOptions: readonly Option<Preferences['theme']>[] = [
  { value: 'system', label: 'システムに合わせる' },
  { value: 'light', label: 'ライト' },
  { value: 'dark', label: 'ダーク' },
];

export const settingErrors = {
  targetSuffix: '1～20 文字の英数字と _ . @ + % - を使ってください。',
  region: 'eu-central-1 のように AWS での表記で入力するか、空欄にしてください。',
} as const;

export const shortcutHints = {
  listening: '新しいショートカットのキーを押してください。Escape を押すと現在のままにします。',
  weak: 'Ctrl、Alt、またはシステムキーと組み合わせてください。そうしないと、他のプログラムでそのキーを使えなくなります。',
  unknown: 'そのキーはショートカットに使えません。',
} as const;

/** `keys` as they stand on the keyboard. */
export const shortcutTaken = (keys: string): string => `${keys} はすでに使われています。別のショートカットを選んでください。`;

export const resetWords = {
  goes: 'このページのすべての設定と、YubiKey やセッションの最大時間について Roletap が記憶した内容',
  stays: 'アカウントの名前と色、お気に入り、開いたままにするロール、保護されたロール、追加したロール、開いているセッション',
} as const;
