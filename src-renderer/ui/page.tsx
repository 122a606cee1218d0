import type { ReactNode, RefObject } from 'react';
import * as styles from './page.module.css';

/** A page of the wide window: its title, what is done with all of it, and under them what scrolls. */
export const Page = ({
  title,
  heading,
  about,
  actions,
  foot,
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
  readonly children: ReactNode;
}) => (
  <div className={styles.page}>
    <header className={styles.pageHead}>
      <div className={styles.pageWho}>
        <h1 ref={heading} tabIndex={-1} className="pane-title" data-matters>
          {title}
        </h1>
        {about === undefined ? null : <p className={styles.pageSub}>{about}</p>}
      </div>
      {actions}
    </header>
    <main className={styles.pageBody}>{children}</main>
    {foot}
  </div>
);
