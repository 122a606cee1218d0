import { type ReactNode, useRef } from 'react';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { CopyButton } from './copy-button.tsx';
import * as styles from './prose.module.css';

/** A sentence with `text to type` between backticks. With `blocks`, what has a space in it becomes a command to copy. */
export const Prose = ({
  text,
  blocks = false,
  className = '',
}: {
  readonly text: string;
  readonly blocks?: boolean;
  readonly className?: string;
}) => {
  const parts = proseParts(text, blocks);
  const only = parts[0];
  if (only === undefined) return null;
  return (
    <div className={`${styles.prose} ${className}`}>
      {parts.map((part) =>
        part.kind === 'command' ? (
          <CommandBlock key={part.key} text={part.text} />
        ) : (
          <p key={part.key}>
            {part.pieces.map((piece) =>
              piece.code ? <code key={piece.key}>{piece.text}</code> : <span key={piece.key}>{piece.text}</span>,
            )}
          </p>
        ),
      )}
    </div>
  );
};

interface Piece {
  readonly key: number;
  readonly text: string;
  readonly code: boolean;
}
type Part =
  | { readonly kind: 'text'; readonly key: number; readonly pieces: readonly Piece[] }
  | { readonly kind: 'command'; readonly key: number; readonly text: string };

/** Splits advice at its commands; the stop or comma behind a command goes, the colon before it stays. */
export const proseParts = (text: string, blocks: boolean): readonly Part[] => {
  const parts: Part[] = [];
  let pieces: Piece[] = [];
  const close = () => {
    if (pieces.some((piece) => piece.text.trim() !== '')) parts.push({ kind: 'text', key: parts.length, pieces });
    pieces = [];
  };
  let afterBlock = false;
  text.split('`').forEach((piece, index) => {
    const code = index % 2 === 1;
    if (code && blocks && piece.includes(' ')) {
      close();
      parts.push({ kind: 'command', key: parts.length, text: piece });
      afterBlock = true;
      return;
    }
    const shown = afterBlock && !code ? piece.replace(/^[.,。、]?\s*/, '') : piece;
    if (!code) afterBlock = false;
    if (shown !== '') pieces.push({ key: index, text: shown, code });
  });
  close();
  return parts;
};

/** Text to copy whole: a click on the button takes it, so does a click into it. `label` is what is heard of the button. */
export const CommandBlock = ({ text, label = kitTexts.copyText }: { readonly text: string; readonly label?: string }) => {
  const code = useRef<HTMLElement>(null);
  const copy = async (): Promise<boolean> => {
    const selection = window.getSelection();
    if (code.current === null || selection === null) return false;
    selection.selectAllChildren(code.current);
    // The window has no permission for the clipboard; a copy of what is selected, on a click, needs none.
    return document.execCommand('copy');
  };
  return (
    <CommandFrame isLong={text.includes('\n')} copy={<CopyButton kind="icon" label={label} onCopy={copy} />}>
      <code ref={code}>{text}</code>
    </CommandFrame>
  );
};

/** The frame of a text to copy, with its button. */
export const CommandFrame = ({
  isLong = false,
  copy,
  children,
}: {
  /** More than one line. */
  readonly isLong?: boolean;
  readonly copy: ReactNode;
  readonly children: ReactNode;
}) => (
  <div className={styles.command} data-long={isLong}>
    <pre>{children}</pre>
    {copy}
  </div>
);

/** A short text in a line, with what stands between backticks as code. */
export const CodeText = ({ text }: { readonly text: string }) =>
  proseParts(text, false).map((part) =>
    part.kind === 'command' ? null : part.pieces.map(({ key, code, text: piece }) => (code ? <code key={key}>{piece}</code> : piece)),
  );
