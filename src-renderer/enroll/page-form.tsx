import type { ReactNode } from 'react';
import * as styles from './page-form.module.css';

/** The page's own form: the main button in the footer submits it, and Enter in a field does the same. */
export const pageFormId = 'wizard-page';

export const PageForm = ({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: ReactNode }) => (
  <form
    id={pageFormId}
    className={styles.page}
    autoComplete="off"
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
  >
    {children}
  </form>
);
