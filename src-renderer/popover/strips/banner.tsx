import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { Button } from '../../ui/button.tsx';
import { MoreWords, useDisclosure } from '../../ui/disclosure.tsx';
import { WarnIcon } from '../../ui/drawings/icons.tsx';
import { Prose } from '../../ui/prose.tsx';
import * as styles from './banner.module.css';
import { OpenFile } from './open-file.tsx';

/** What keeps codes from being made, above roles that stay in view: one line that opens. */
export const Banner = ({ snapshot, problem }: { readonly snapshot: Snapshot; readonly problem: Problem }) => {
  const more = useDisclosure();
  const words = problemWords(problem);
  return (
    <section className={styles.banner} aria-label={words.title}>
      <Button kind="bare" className={styles.bannerButton} {...more.button}>
        <WarnIcon size={15} />
        <b data-matters>{words.title}</b>
        <MoreWords>{more.open ? kitTexts.less : kitTexts.whatToDo}</MoreWords>
      </Button>
      <div {...more.panel} className={styles.bannerMore}>
        <Prose text={words.happened} />
        <Prose text={words.advice} blocks />
        <OpenFile snapshot={snapshot} problem={problem} kind="small" />
      </div>
    </section>
  );
};
