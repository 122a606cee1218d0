import type { FirstRunView, FoundSource } from '../../src-main/contract/access-keys/first-run.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { elsewhereLines, elsewhereTexts } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Page } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import { CommandBlock } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './first-run.module.css';
import { SourceHead } from './source-head.tsx';

/** The lines that each keeper of keys takes. A profile of such a kind stands above them as soon as it is in the file, and is checked on a click. */
export const Elsewhere = ({
  view: { sources },
  snapshot: { files },
  close,
}: {
  readonly view: FirstRunView;
  readonly snapshot: Snapshot;
  readonly close: () => void;
}) => {
  const heading = usePage('elsewhere', close);
  const found = sources.filter(({ kind }) => elsewhereLines.some(({ kinds }) => kinds.includes(kind)));
  return (
    <Page
      heading={heading}
      title={elsewhereTexts.title}
      about={<span data-matters>{elsewhereTexts.about(files.config)}</span>}
      actions={<Button onClick={close}>{kitTexts.close}</Button>}
    >
      <div role="status">
        {found.length === 0 ? null : (
          <section className={styles.changes} aria-label={elsewhereTexts.found}>
            <h2 className={styles.group}>{elsewhereTexts.found}</h2>
            <ul className={styles.cards}>
              {found.map((source) => (
                <FoundCard key={source.profile} source={source} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <ul className={styles.cards}>
        {elsewhereLines.map(({ name, hint, lines }) => (
          <li key={name} className={styles.card}>
            <b>{name}</b>
            <p className={text.sub}>{hint}</p>
            <CommandBlock text={lines} label={elsewhereTexts.copyOf(name)} />
          </li>
        ))}
      </ul>
    </Page>
  );
};

const FoundCard = ({ source }: { readonly source: FoundSource }) => {
  const { profile, check, problem } = source;
  const send = useSend();
  return (
    <li className={styles.card} data-check={check}>
      <SourceHead source={source} door="elsewhere">
        <Button
          kind="small"
          disabled={check === 'checking'}
          aria-label={elsewhereTexts.checkOf(profile)}
          onClick={() => send('checkSource', { source: profile })}
        >
          {elsewhereTexts.check}
        </Button>
      </SourceHead>
      {check === 'checking' ? (
        <p className={styles.working}>
          <Ring tone="busy" /> {elsewhereTexts.checking}
        </p>
      ) : check === 'works' ? (
        <p className={styles.works}>
          <CheckIcon size={14} /> {elsewhereTexts.works}
        </p>
      ) : problem === undefined ? null : (
        <InlineProblem problem={problem} />
      )}
    </li>
  );
};
