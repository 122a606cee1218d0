import type { FirstRunView, FoundSource } from '../../src-main/contract/access-keys/first-run.ts';
import type { KeyPlaceView } from '../../src-main/contract/access-keys/key-place.ts';
import { strayKeyName } from '../../src-main/contract/access-keys/stray-keys.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { strayKeyWords } from '../../src-main/words/access-keys/stray-keys.ts';
import { noticeWords } from '../../src-main/words/notices.ts';
import { keyPlaceTexts } from '../../src-main/words/window/devices.ts';
import { doorWords, filesDoorTexts } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { KeyMoves } from '../access-keys/key-place.tsx';
import { useLanding } from '../hooks/use-landing.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Prose } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './first-run.module.css';
import { SourceHead } from './source-head.tsx';

/** What the AWS files hold, what is wrong in them, and one next step each. */
export const FilesDoor = ({
  view: { sources, strays },
  snapshot,
  close,
}: {
  readonly view: FirstRunView;
  readonly snapshot: Snapshot;
  readonly close: () => void;
}) => {
  const send = useSend();
  const heading = usePage('files', close);
  const { files, notices } = snapshot;
  const flaws = notices.filter(({ kind }) => kind === 'profile' || kind === 'file' || kind === 'problem');
  return (
    <Page
      heading={heading}
      title={filesDoorTexts.title}
      about={<span data-matters>{filesDoorTexts.about(files.config, files.credentials)}</span>}
      actions={<Button onClick={close}>{kitTexts.close}</Button>}
    >
      <section className={styles.changes} aria-label={filesDoorTexts.found}>
        <h2 className={styles.group}>{filesDoorTexts.found}</h2>
        {sources.length === 0 ? (
          <div className={text.empty}>
            <p>{filesDoorTexts.none}</p>
            <Button kind="primary" onClick={() => send('openFirstRun', { door: 'key', source: '' })}>
              {doorWords.key.title}
            </Button>
          </div>
        ) : (
          <ul className={styles.cards}>
            {sources.map((source) => (
              <FoundProfile key={source.profile} source={source} place={snapshot.keyPlace} />
            ))}
          </ul>
        )}
      </section>
      {flaws.length + strays.length === 0 ? null : (
        <section className={styles.changes} aria-label={filesDoorTexts.missing}>
          <h2 className={styles.group}>{filesDoorTexts.missing}</h2>
          <ul className={styles.cards}>
            {flaws.map((notice) => {
              const words = noticeWords(notice);
              return (
                <li key={JSON.stringify(notice)} className={styles.card}>
                  <b data-matters>{words.title}</b>
                  <Prose text={words.text} blocks />
                </li>
              );
            })}
            {strays.map((stray) => {
              const { detail, advice } = strayKeyWords(stray, 'window');
              return (
                <li key={strayKeyName(stray)} className={styles.card} data-stray={stray.where}>
                  <b data-matters>{detail}</b>
                  <Prose text={advice} blocks />
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </Page>
  );
};

/** One of the sources: its way to the first tap, and for a key that lies in the file, the way out of it. */
const FoundProfile = ({ source, place }: { readonly source: FoundSource; readonly place: KeyPlaceView | undefined }) => {
  const { profile, kind } = source;
  const send = useSend();
  const part = useLanding<HTMLLIElement>();
  const own = place?.source === profile ? place : undefined;
  return (
    <li ref={part} className={styles.card} data-row-of={profile} data-part>
      <SourceHead source={source} door="files">
        {kind !== 'file' || own?.plan !== undefined ? null : (
          <Button
            kind="small"
            disabled={own?.state === 'working'}
            aria-label={filesDoorTexts.keepOf(profile)}
            data-lands
            onClick={() => send('planKeyMove', { source: profile, what: 'keep' })}
          >
            {keyPlaceTexts.keep}
          </Button>
        )}
      </SourceHead>
      {own === undefined ? null : <KeyMoves view={own} />}
    </li>
  );
};
