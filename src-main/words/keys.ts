import { type CardState, isHeld, type KeyView } from '../contract/card-view.ts';
import { counted, theKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

/** What is said of the YubiKeys that are plugged in. */

export interface KeyWords {
  readonly text: string;
  readonly tone: 'good' | 'warn' | 'off';
}

/** A YubiKey's state in a few words; empty when all is well. */
export const keyWords = (key: KeyView): KeyWords => {
  if (isHeld(key)) return { text: `in use by ${key.heldBy ?? 'another program'}`, tone: 'warn' };
  switch (key.oath) {
    case 'reading':
      return { text: 'reading…', tone: 'off' };
    case 'locked':
      return { text: 'locked', tone: 'warn' };
    case 'disabled':
      return { text: 'OATH disabled', tone: 'warn' };
    case 'unreadable':
      return { text: 'can’t be read', tone: 'warn' };
    case 'ready':
      return { text: key.busy ? 'busy' : '', tone: 'good' };
  }
};

/** What is there in place of a YubiKey, by readers. */
export const noKeyWords = (others: readonly string[]): string => {
  const { happened, advice } = problemWords({ code: 'yubikey-missing', others }, { where: 'terminal' });
  return `${happened} ${advice}`;
};

/** The card state as one line. */
export const cardWords = (card: CardState): string => {
  switch (card.kind) {
    case 'starting':
      return 'Looking for a YubiKey';
    case 'no-service':
      return problemWords(card.problem).title;
    case 'no-key':
      return card.others === undefined ? 'No YubiKey' : 'No YubiKey, but another card';
    case 'present':
      return card.keys.length === 1 ? (card.keys[0]?.name ?? 'YubiKey') : counted(card.keys.length, { one: 'YubiKey', other: 'YubiKeys' });
  }
};

/** Who has to be unlocked, for the button and the menu item. */
export const unlockWords = (key: KeyView): string => `Unlock ${theKey(key.serial)}`;
