import { type ReactNode, useEffect, useState } from 'react';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { Button } from './button.tsx';
import * as styles from './copy-button.module.css';
import { CheckIcon, CopyIcon } from './drawings/icons.tsx';

/** In milliseconds: long enough for a glance. */
const shownFor = 1800;

/** Whether to say "Copied", and the way to begin: said once `copying` came to true, for a moment, from the last copy on. */
export const useCopied = (): readonly [copied: boolean, follow: (copying: Promise<boolean>) => Promise<void>] => {
  const [copies, setCopies] = useState(0);
  useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), shownFor);
    return () => clearTimeout(timer);
  }, [copies]);
  const follow = async (copying: Promise<boolean>): Promise<void> => {
    if (await copying) setCopies((before) => before + 1);
  };
  return [copies > 0, follow];
};

/** Copies, and says so for a moment in the place of its own words, which keep their room. */
export const CopyButton = ({
  label,
  words = label,
  done = kitTexts.copied,
  kind = 'small',
  more,
  onCopy,
}: {
  /** What is heard. */
  readonly label: string;
  /** What is read. */
  readonly words?: string;
  readonly done?: string;
  readonly kind?: 'small' | 'icon';
  /** Heard after the words. */
  readonly more?: ReactNode;
  /** Whether it is on the clipboard now, or on its way there. */
  readonly onCopy: () => Promise<boolean>;
}) => {
  const [copied, follow] = useCopied();
  const copy = () => void follow(onCopy());
  return (
    <>
      {kind === 'icon' ? (
        <Button kind="icon" aria-label={label} title={kitTexts.copy} onClick={copy}>
          {copied ? <CheckIcon /> : <CopyIcon />}
        </Button>
      ) : (
        <Button kind="small" aria-label={label} onClick={copy}>
          <span className={styles.copyStates}>
            <span data-off={copied}>
              <CopyIcon size={13} /> {words}
            </span>
            <span data-off={!copied}>
              <CheckIcon size={13} /> {done}
            </span>
          </span>
          {more}
        </Button>
      )}
      <span className="spoken" role="status">
        {copied ? done : ''}
      </span>
    </>
  );
};
