import { type CardState, isHeld, type KeyView } from '../../contract/card-view.ts';
import type { KeyWords } from '../../words/keys.ts';
import { counted, theKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What is said of the YubiKeys that are plugged in. */

export type { KeyWords };

/** A YubiKey's state in a few words; empty when all is well. */
export const keyWords = (key: KeyView): KeyWords => {
  if (isHeld(key)) return { text: key.heldBy === undefined ? '別のプログラムが使用中' : `${key.heldBy} が使用中`, tone: 'warn' };
  switch (key.oath) {
    case 'reading':
      return { text: '読み取り中…', tone: 'off' };
    case 'locked':
      return { text: 'ロック中', tone: 'warn' };
    case 'disabled':
      return { text: 'OATH が無効', tone: 'warn' };
    case 'unreadable':
      return { text: '読み取り不可', tone: 'warn' };
    case 'ready':
      return { text: key.busy ? '処理中' : '', tone: 'good' };
  }
};

/** What is there in place of a YubiKey, by readers. */
export const noKeyWords = (others: readonly string[]): string => {
  const { happened, advice } = problemWords({ code: 'yubikey-missing', others }, { where: 'terminal' });
  return `${happened}${advice}`;
};

/** The card state as one line. */
export const cardWords = (card: CardState): string => {
  switch (card.kind) {
    case 'starting':
      return 'YubiKey を探しています';
    case 'no-service':
      return problemWords(card.problem).title;
    case 'no-key':
      return card.others === undefined ? 'YubiKey なし' : 'YubiKey ではなく別のカードがあります';
    case 'present':
      return card.keys.length === 1 ? (card.keys[0]?.name ?? 'YubiKey') : counted(card.keys.length, { other: '個の YubiKey' });
  }
};

/** Who has to be unlocked, for the button and the menu item. */
export const unlockWords = (key: KeyView): string => `${theKey(key.serial)} のロックを解除`;
