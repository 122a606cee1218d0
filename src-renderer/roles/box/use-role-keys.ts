import { useEffect } from 'react';
import { isCommandDown } from '../../ui/keys/keys.tsx';
import { type Deed, deedByName, order } from '../role-deeds.ts';
import { type BoxSource, factsIn } from './box-items.ts';
import type { Box } from './use-box.ts';

interface RoleKeys {
  readonly box: Box;
  readonly source: BoxSource;
  readonly run: (deed: Deed) => unknown;
  /** `selects`: and what stands there, so that the next letter replaces it. */
  readonly focusSearch: (selects: boolean) => void;
  readonly focusList: () => void;
  readonly hide: () => void;
}

const isTyping = ({ target }: KeyboardEvent): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** A letter, a digit or a sign, also one that an accent or an input method begins; not the space, which presses what has the keyboard. */
const isLetter = (event: KeyboardEvent): boolean =>
  (event.key.length === 1 || event.key === 'Dead' || event.key === 'Process') &&
  event.key !== ' ' &&
  !event.metaKey &&
  ((!event.ctrlKey && !event.altKey) || event.getModifierState('AltGraph'));

/** The keys of the whole window, wherever in it the keyboard is: none of them while a question, a dialog or a menu is open. */
export const useRoleKeys = ({ box, source, run, focusSearch, focusList, hide }: RoleKeys): void => {
  useEffect(() => {
    /** With Ctrl or Command: of the row that has the keyboard, or of the selected line. */
    const onCommand = (event: KeyboardEvent): boolean => {
      const key = event.key.toLowerCase();
      if (key === 'f' || key === 'k') focusSearch(true);
      else if (key === ',') run(order('openSettings', null));
      else if (key === 'o' || key === 'r') {
        const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-role]')?.dataset.role : undefined;
        const selected = box.current?.kind === 'role' ? box.current.role : (box.current?.facts?.role ?? box.scope);
        const role = at === undefined ? selected : source.roles.find(({ id }) => id === at);
        const deed = role && deedByName(key === 'o' ? 'console' : 'renew', factsIn(source)(role));
        if (deed !== undefined && !event.repeat) run(deed);
      } else return false;
      return true;
    };
    const onPlain = (event: KeyboardEvent): boolean => {
      // In an empty search a slash is the start of a search, not the beginning of a name.
      if (event.key === '/' && (!isTyping(event) || box.typed === '')) focusSearch(true);
      else if (event.key === '?' && (!isTyping(event) || box.typed === '')) run({ kind: 'shortcuts' });
      else if (event.key === 'F5') run(order('refresh', null));
      else if (event.key === 'Escape') {
        if (box.isOpen || box.typed !== '') box.leave();
        else hide();
      } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target === document.body) focusList();
      else return false;
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // The same press is not for what has come to have the keyboard by it.
      if (event.repeat && event.key === 'Enter') event.preventDefault();
      if (event.defaultPrevented || document.querySelector('dialog[open], [popover]') !== null) return;
      if (isCommandDown(event) ? onCommand(event) : onPlain(event)) event.preventDefault();
      // The letter goes where the keyboard is by then.
      else if (!isTyping(event) && isLetter(event)) focusSearch(false);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [box, source, run, focusSearch, focusList, hide]);
};
