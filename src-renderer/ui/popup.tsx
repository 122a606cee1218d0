import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import * as styles from './popup.module.css';

/**
 * A button that opens a panel over the window. Focus goes in and comes back; the browser closes it on Escape, on a click outside, and when
 * a question comes up. `menu` makes it a menu: arrows move between its items, the arrow back closes it.
 */
export const Popup = ({
  label,
  className,
  button,
  menu = false,
  tabbable = true,
  children,
}: {
  readonly label: string;
  /** A look of its own; an icon's without. */
  readonly className?: string;
  readonly button: ReactNode;
  readonly menu?: boolean;
  /** Whether Tab stops at the button; the keys of what is around it reach it otherwise. */
  readonly tabbable?: boolean;
  readonly children: (close: () => void) => ReactNode;
}) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={opener}
        kind={className === undefined ? 'icon' : 'bare'}
        tabIndex={tabbable ? 0 : -1}
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup={menu ? 'menu' : 'dialog'}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        // While the panel is open it is the browser's to close, by this button too.
        popoverTarget={open ? id : undefined}
        onClick={(event) => {
          // The click that opens it must not reach what it has become: the one that closes it.
          if (!open) event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </Button>
      {open ? (
        <Panel id={id} label={label} menu={menu} opener={opener} onClosed={() => setOpen(false)}>
          {children}
        </Panel>
      ) : null}
    </>
  );
};

/** Apart from the button, so that a closed one costs a list of many rows next to nothing. */
const Panel = ({
  id,
  label,
  menu,
  opener,
  onClosed,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly menu: boolean;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onClosed: () => void;
  readonly children: (close: () => void) => ReactNode;
}) => {
  const panel = useRef<HTMLDivElement>(null);
  const close = () => panel.current?.hidePopover();

  useLayoutEffect(() => {
    if (panel.current === null || opener.current === null) return;
    // Where the browser gives the focus back to.
    opener.current.focus();
    panel.current.showPopover();
    place(panel.current, opener.current.getBoundingClientRect());
    (items(panel.current)[0] ?? panel.current).focus();
  }, [opener]);

  // It would stay where it is while its button moves.
  useEffect(() => {
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && !panel.current?.contains(target)) panel.current?.hidePopover();
    };
    document.addEventListener('scroll', onScroll, true);
    return () => document.removeEventListener('scroll', onScroll, true);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    // Escape among them: the window must not take it as well.
    event.stopPropagation();
    if (panel.current === null) return;
    if (event.key === 'Tab') close();
    if (!menu) return;
    const all = items(panel.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'ArrowLeft') close();
    else if (next === undefined) return;
    else all[(next + all.length) % all.length]?.focus();
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is one of two that take a label
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is one of two that take keys
    <div
      ref={panel}
      id={id}
      popover="auto"
      className={styles.popup}
      role={menu ? 'menu' : 'dialog'}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={({ newState }) => {
        if (newState === 'closed') onClosed();
      }}
    >
      {children(close)}
    </div>
  );
};

const items = (panel: HTMLElement): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>('button:not(:disabled)')];

/** A panel with less height than this is worse than one that covers its button. Pixels. */
const leastHeight = 150;

/** Under the button or above it, where there is more room, and scrolled where that is too little; never past an edge of the window. */
const place = (panel: HTMLElement, anchor: DOMRect): void => {
  const edge = 8;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const wanted = document.dir === 'rtl' ? anchor.left : anchor.right - width;
  const left = Math.max(edge, Math.min(wanted, window.innerWidth - width - edge));
  const below = window.innerHeight - edge - (anchor.bottom + 4);
  const above = anchor.top - 4 - edge;
  const isBelow = height <= below || (height > above && below >= above);
  const room = isBelow ? below : above;
  const shown = height > room && room >= leastHeight ? room : height;
  if (shown < height) panel.style.maxBlockSize = `${shown}px`;
  const wantedTop = isBelow ? anchor.bottom + 4 : anchor.top - 4 - shown;
  const top = Math.max(edge, Math.min(wantedTop, window.innerHeight - shown - edge));
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
};
