import { type CardState, isHeld, type KeyView } from '../../contract/card-view.ts';
import type { KeyWords } from '../../words/keys.ts';
import { counted, yourKey } from './grammar.ts';
import { problemWords } from './problems/problem-words.ts';

export type { KeyWords };

/** What is said of the YubiKeys that are plugged in. */

/** A YubiKey's state in a few words; empty when all is well. */
export const keyWords = (key: KeyView): KeyWords => {
  if (isHeld(key)) return { text: `von ${key.heldBy ?? 'einem anderen Programm'} belegt`, tone: 'warn' };
  switch (key.oath) {
    case 'reading':
      return { text: 'wird gelesen…', tone: 'off' };
    case 'locked':
      return { text: 'gesperrt', tone: 'warn' };
    case 'disabled':
      return { text: 'OATH deaktiviert', tone: 'warn' };
    case 'unreadable':
      return { text: 'nicht lesbar', tone: 'warn' };
    case 'ready':
      return { text: key.busy ? 'beschäftigt' : '', tone: 'good' };
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
      return 'Sucht einen YubiKey';
    case 'no-service':
      return problemWords(card.problem).title;
    case 'no-key':
      return card.others === undefined ? 'Kein YubiKey' : 'Kein YubiKey, aber eine andere Karte';
    case 'present':
      return card.keys.length === 1 ? (card.keys[0]?.name ?? 'YubiKey') : counted(card.keys.length, { one: 'YubiKey', other: 'YubiKeys' });
  }
};

/** Who has to be unlocked, for the button and the menu item. */
export const unlockWords = (key: KeyView): string => `${yourKey(key.serial)} entsperren`;
