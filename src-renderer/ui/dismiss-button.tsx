import { CrossIcon } from './icons.tsx';

/** Puts away a thing that was told; `title` is the thing's own, for those who hear it. */
export const DismissButton = ({ title, onDismiss }: { readonly title: string; readonly onDismiss: () => void }) => (
  <button type="button" className="icon-button" aria-label={`Dismiss: ${title}`} title="Dismiss" onClick={onDismiss}>
    <CrossIcon size={14} />
  </button>
);
