import { useCopied } from '../hooks/use-copied.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';

/** Copies, and says so for a moment in the place of its own words, which keep their room. */
export const CopyButton = ({
  label,
  onCopy,
  onlyIcon = false,
}: {
  readonly label: string;
  /** Whether what it began is a copy at once. */
  readonly onCopy: () => boolean;
  readonly onlyIcon?: boolean;
}) => {
  const [copied, showCopied] = useCopied();
  const copy = () => {
    if (onCopy()) showCopied();
  };
  return (
    <>
      {onlyIcon ? (
        <button type="button" className="icon-button" aria-label={label} title="Copy" onClick={copy}>
          {copied ? <CheckIcon /> : <CopyIcon />}
        </button>
      ) : (
        <button type="button" className="small-button copy-button" aria-label={label} onClick={copy}>
          {copied ? <CheckIcon size={13} /> : <CopyIcon size={13} />}
          <span className="copy-words">
            <span data-off={copied}>{label}</span>
            <span data-off={!copied}>Copied</span>
          </span>
        </button>
      )}
      <span className="spoken" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
};
