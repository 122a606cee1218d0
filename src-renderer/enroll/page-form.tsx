import type { ReactNode } from 'react';

/** The page's own form: the main button in the footer submits it, and Enter in a field does the same. */
export const pageFormId = 'wizard-page';

export const PageForm = ({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: ReactNode }) => (
  <form
    id={pageFormId}
    className="page"
    autoComplete="off"
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
  >
    {children}
  </form>
);
