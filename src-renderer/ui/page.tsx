import { type ComponentProps, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import * as styles from './page.module.css';
import * as text from './text.module.css';

/** A page of the wide window: its title, what is done with all of it, and under them what scrolls. */
export const Page = ({
  title,
  heading,
  about,
  actions,
  foot,
  part,
  place,
  children,
}: {
  readonly title: string;
  /** The title takes the focus when the page opens. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** A line under the title. */
  readonly about?: ReactNode;
  readonly actions: ReactNode;
  /** Stays in view under what scrolls. */
  readonly foot?: ReactNode;
  /** Of `useLanding`, for all of the page. */
  readonly part?: RefObject<HTMLDivElement | null>;
  /** When it changes, the page is scrolled back to its beginning, where what is new stands. */
  readonly place?: string;
  readonly children: ReactNode;
}) => {
  const body = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (place === undefined) return;
    // In a small window, all of the page scrolls, and not its body only.
    for (let at: HTMLElement | null = body.current; at !== null; at = at.parentElement) at.scrollTop = 0;
  }, [place]);
  return (
    <div ref={part} data-part={part ? true : undefined} className={styles.page}>
      <header className={styles.pageHead}>
        <div className={styles.pageWho}>
          <h1 ref={heading} tabIndex={-1} className={text.title} data-matters>
            {title}
          </h1>
          {about === undefined ? null : <p className={styles.pageSub}>{about}</p>}
        </div>
        {actions}
      </header>
      <main ref={body} className={styles.pageBody}>
        {children}
      </main>
      {foot}
    </div>
  );
};

/** What can be done with a page, at its foot. */
export const PageFoot = ({ children }: { readonly children: ReactNode }) => <footer className={styles.pageFoot}>{children}</footer>;

/** The first line of the popover: what it shows, and what is done with all of it. */
export const TopBar = ({ className, children }: { readonly className: string; readonly children: ReactNode }) => (
  <header className={`${styles.topBar} ${className}`}>{children}</header>
);

/** A window with one thing to say, in its middle. */
export const Centred = (props: ComponentProps<'main'>) => <main className={styles.centred} {...props} />;

/** In place of a page's body while there is nothing to do but wait. */
export const Working = ({ ring, children }: { readonly ring: ReactNode; readonly children: ReactNode }) => (
  <div className={styles.working} data-working>
    {ring}
    {children}
  </div>
);
