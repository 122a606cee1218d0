import { useId, useState } from 'react';
import type { Problem } from '../../src-main/contract/problems.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { ChevronIcon, WarnIcon } from '../ui/icons.tsx';
import { Prose } from '../ui/prose.tsx';

/** What keeps codes from being made, above roles that stay in view: one line that opens. */
export const Banner = ({ problem }: { readonly problem: Problem }) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = problemWords(problem);
  return (
    <section className="banner" aria-label={words.title}>
      <button type="button" className="banner-button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <WarnIcon size={15} />
        <b data-matters>{words.title}</b>
        <span className="more-words">
          {open ? 'Less' : 'What to do'} <ChevronIcon size={13} />
        </span>
      </button>
      <div id={id} hidden={!open} className="banner-more">
        <Prose text={words.happened} />
        <Prose text={words.advice} blocks />
      </div>
    </section>
  );
};
