import type { KeyboardEvent, RefObject } from 'react';
import { boxTexts } from '../../../src-main/words/window/box.ts';
import { Button } from '../../ui/button.tsx';
import { CrossIcon, SearchIcon } from '../../ui/drawings/icons.tsx';
import * as roles from '../roles.module.css';
import * as styles from './box.module.css';
import type { BoxItem, Found } from './box-items.ts';
import { optionId } from './results.tsx';
import type { Box } from './use-box.ts';

/** A page of the list under it. */
const page = 7;

/** Where everything is typed. It keeps the keyboard while the arrows walk what was found. */
export const SearchField = ({
  input,
  box,
  listId,
  onPick,
  onDown,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly box: Box;
  readonly listId: string;
  readonly onPick: (item: BoxItem) => void;
  /** The arrow down while nothing is typed. */
  readonly onDown: () => void;
}) => {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter and arrows of an input method are its own.
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const lines = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (!box.isOpen) {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      onDown();
    } else if (lines !== undefined) {
      event.preventDefault();
      box.move(lines);
    } else if (event.key === 'Enter') {
      // Whatever has the keyboard next must not hear the same press; and a key that is held down does nothing twice.
      event.preventDefault();
      if (!event.repeat && box.current !== undefined) onPick(box.current);
    } else if (event.key === 'ArrowRight' && selectionStart === value.length && box.current?.kind === 'role') {
      event.preventDefault();
      box.enter(box.current.role);
    } else if (['ArrowLeft', 'Backspace'].includes(event.key) && box.scope !== undefined && selectionEnd === 0) {
      event.preventDefault();
      box.leave();
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element for it is younger than the oldest Chromium that this runs in
    <div className={roles.search} role="search">
      <SearchIcon />
      {box.scope === undefined ? null : (
        <span className={styles.scope} title={box.scope.profile}>
          {box.scope.profile}
        </span>
      )}
      <input
        ref={input}
        type="text"
        inputMode="search"
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-label={box.scope === undefined ? boxTexts.label : boxTexts.moreFor(box.scope.profile)}
        aria-keyshortcuts="/"
        aria-autocomplete="list"
        aria-expanded={box.isOpen}
        aria-controls={box.isOpen ? listId : undefined}
        aria-activedescendant={box.current === undefined ? undefined : optionId(box.current.key)}
        placeholder={boxTexts.label}
        value={box.typed}
        onChange={(event) => box.type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.count} role="status">
        {box.isOpen && box.scope === undefined ? boxTexts.count(countOf(box.found)) : ''}
      </span>
      {box.isOpen ? (
        <Button
          kind="icon"
          aria-label={boxTexts.clearSearch}
          title={boxTexts.clear}
          onClick={() => {
            box.close();
            input.current?.focus();
          }}
        >
          <CrossIcon size={14} />
        </Button>
      ) : (
        <kbd>/</kbd>
      )}
    </div>
  );
};

const countOf = ({ roles: found, deeds }: Found): number => found.length + deeds.length;
