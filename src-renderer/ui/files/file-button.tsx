import { type ReactNode, useRef } from 'react';
import { Button } from '../button.tsx';

/** Opens the system's dialog for one file. `label`: what a screen reader calls the field behind it. */
export const FileButton = ({
  label,
  accept,
  kind,
  disabled,
  onFile,
  children,
}: {
  readonly label: string;
  /** As in HTML's `accept`; every file without it. */
  readonly accept?: string;
  readonly kind?: 'plain' | 'small';
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}) => {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={kind ?? 'plain'} disabled={disabled ?? false} onClick={() => field.current?.click()}>
        {children}
      </Button>
      <input
        ref={field}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          // The same file may be chosen again, after it was changed.
          target.value = '';
        }}
      />
    </>
  );
};
