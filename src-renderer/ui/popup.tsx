import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

/**
 * A button that opens a panel over the window. Focus goes in and comes back; Escape, a click outside or a chosen item
 * closes it. `menu` makes it a menu: arrows move between its items, the arrow back closes it.
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
  readonly className: string;
  readonly button: ReactNode;
  readonly menu?: boolean;
  /** Whether Tab stops at the button; the keys of what is around it reach it otherwise. */
  readonly tabbable?: boolean;
  readonly children: (close: () => void) => ReactNode;
}) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        tabIndex={tabbable ? 0 : -1}
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup={menu ? 'menu' : 'dialog'}
        aria-expanded={open}
        {...(open ? { 'aria-controls': id } : {})}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <Panel id={id} label={label} menu={menu} opener={opener} close={close} leave={() => setOpen(false)}>
          {children(close)}
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
  close,
  leave,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly menu: boolean;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly close: () => void;
  /** Closes it where the focus is somewhere else already. */
  readonly leave: () => void;
  readonly children: ReactNode;
}) => {
  const panel = useRef<HTMLDivElement>(null);
  const leaveNow = useRef(leave);
  useLayoutEffect(() => {
    leaveNow.current = leave;
  });

  useLayoutEffect(() => {
    if (panel.current === null || opener.current === null) return;
    place(panel.current, opener.current.getBoundingClientRect());
    items(panel.current)[0]?.focus();
  }, [opener]);

  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target;
      if (target instanceof Node && !panel.current?.contains(target) && !opener.current?.contains(target)) leaveNow.current();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('scroll', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('scroll', outside, true);
    };
  }, [opener]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (panel.current === null) return;
    if (event.key === 'Escape' || event.key === 'Tab' || (menu && event.key === 'ArrowLeft')) {
      if (event.key !== 'Tab') event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    event.stopPropagation();
    if (!menu) return;
    const all = items(panel.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  };

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is one of two that take a label
    // biome-ignore lint/a11y/noStaticElementInteractions: the role is one of two that take keys
    <div ref={panel} id={id} className="popup" role={menu ? 'menu' : 'dialog'} aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
};

const items = (panel: HTMLElement): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>('button:not(:disabled)')];

/** Under the button, or above it where there is no room; never past an edge of the window. */
const place = (panel: HTMLElement, anchor: DOMRect): void => {
  const edge = 8;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const wanted = document.dir === 'rtl' ? anchor.left : anchor.right - width;
  const left = Math.max(edge, Math.min(wanted, window.innerWidth - width - edge));
  const below = anchor.bottom + 4;
  const top = below + height + edge <= window.innerHeight ? below : Math.max(edge, anchor.top - height - 4);
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
};
