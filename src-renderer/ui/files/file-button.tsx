import { type ReactNode, useRef } from 'react';
import { Button } from '../button.tsx';

/** Opens the system's dialog for a file, or several. `label`: what a screen reader calls the field behind it. */
export const FileButton = ({
  label,
  accept,
  kind,
  disabled,
  multiple,
  name,
  onFile,
  children,
}: {
  readonly label: string;
  /** As in HTML's `accept`; every file without it. */
  readonly accept?: string;
  readonly kind?: 'plain' | 'small';
  readonly disabled?: boolean;
  readonly multiple?: boolean;
  /** The button's, where its words alone don't say which one it is. */
  readonly name?: string;
  readonly onFile: (file: File, ...more: readonly File[]) => void;
  readonly children: ReactNode;
}) => {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={kind ?? 'plain'} disabled={disabled ?? false} aria-label={name} onClick={() => field.current?.click()}>
        {children}
      </Button>
      <input
        ref={field}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const [file, ...more] = target.files ?? [];
          if (file) onFile(file, ...more);
          // The same file may be chosen again, after it was changed.
          target.value = '';
        }}
      />
    </>
  );
};
