import { defined } from '../../base/defined.ts';
import type { CardState, KeyView } from '../../contract/card-view.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** The keys that are plugged in, or those with this serial. Problems: what is wrong with the card service. */
export const pluggedKeys = (card: CardState, serial?: number): Result<readonly KeyView[]> => {
  if (card.kind === 'no-service') return failed(card.problem);
  return ok(card.kind === 'present' ? card.keys.filter((key) => serial === undefined || key.serial === serial) : []);
};

/** The same where one at least is needed. Problems: those of the card service, yubikey-missing, yubikey-not-plugged. */
export const neededKeys = (card: CardState, serial?: number): Result<readonly KeyView[]> => {
  const keys = pluggedKeys(card, serial);
  if (!keys.ok || keys.value.length > 0) return keys;
  if (card.kind === 'present' && serial !== undefined)
    return failed({ code: 'yubikey-not-plugged', serial, plugged: card.keys.flatMap((key) => key.serial ?? []) });
  const others = card.kind === 'no-key' ? card.others : undefined;
  return failed({ code: 'yubikey-missing', ...defined({ serial, others }) });
};
