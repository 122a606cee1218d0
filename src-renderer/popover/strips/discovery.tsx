import { useState } from 'react';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import type { DiscoveryView } from '../../../src-main/contract/tools.ts';
import { discoveryWords, unreadWords } from '../../../src-main/words/discovery.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { stripTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { Button, DismissButton } from '../../ui/button.tsx';
import { MoreButton, useDisclosure } from '../../ui/disclosure.tsx';
import { CheckIcon, EditIcon, WarnIcon } from '../../ui/drawings/icons.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import * as styles from './strips.module.css';

/** A result is news for this long. Milliseconds. */
const newsMillis = 10 * 60_000;

/** One reading of one source; a new reading is news again. */
const readingOf = ({ source, state, at }: DiscoveryView): string => `${source} ${state} ${at ?? ''}`;

/** How far reading roles from IAM is, and for a while what came of it, until it is put away. */
export const Discovery = ({ snapshot: { discovery, now } }: { readonly snapshot: Snapshot }) => {
  const [away, putAway] = useState<readonly string[]>([]);
  const shown = discovery.filter(
    (view) =>
      view.state === 'reading' ||
      (!away.includes(readingOf(view)) && (view.state === 'failed' || (view.state === 'done' && now - (view.at ?? 0) < newsMillis))),
  );
  if (shown.length === 0) return null;
  return (
    <section className={styles.strips} aria-label={stripTexts.discovery}>
      <ul>
        {shown.map((view) => (
          <DiscoveryStrip key={readingOf(view)} view={view} onAway={() => putAway([...away, readingOf(view)])} />
        ))}
      </ul>
    </section>
  );
};

const DiscoveryStrip = ({ view, onAway }: { readonly view: DiscoveryView; readonly onAway: () => void }) => {
  const more = useDisclosure();
  const words = discoveryWords(view);
  const hasMore = view.state === 'done' && view.unread.length + view.patterns.length > 0;
  return (
    <li className={styles.strip} data-tone={view.state === 'failed' ? 'danger' : 'quiet'} data-discovery={view.state}>
      {view.state === 'reading' ? (
        <Ring tone="busy" />
      ) : (
        <span className={styles.icon} data-good={view.state === 'done'}>
          {view.state === 'done' ? <CheckIcon size={17} /> : <WarnIcon size={17} />}
        </span>
      )}
      <div className={styles.text} data-matters>
        <b>{words.title}</b>
        {words.text === undefined ? null : <p>{words.text}</p>}
      </div>
      {hasMore ? (
        <MoreButton className={styles.action} disclosure={more}>
          {more.open ? kitTexts.less : stripTexts.show}
        </MoreButton>
      ) : null}
      {view.state === 'reading' ? null : <DismissButton className={styles.dismiss} title={words.title} onDismiss={onAway} />}
      {hasMore ? (
        <div {...more.panel} className={styles.panel}>
          <Patterns view={view} />
          {view.unread.length === 0 ? null : <h3>{stripTexts.unread}</h3>}
          <ul className={styles.list}>
            {view.unread.map((part) => (
              <li key={`${part.what} ${part.name ?? ''}`} data-matters>
                {unreadWords(part)}
              </li>
            ))}
            {words.advice === undefined ? null : <li data-matters>{words.advice}</li>}
          </ul>
        </div>
      ) : null}
    </li>
  );
};

/** A pattern cannot be listed; with the name of a role in it, it becomes one. */
const Patterns = ({ view }: { readonly view: DiscoveryView }) => {
  const send = useSend();
  if (view.patterns.length === 0) return null;
  return (
    <>
      <h3>{stripTexts.patterns}</h3>
      <ul className={styles.patterns}>
        {view.patterns.map(({ pattern }) => (
          <li key={pattern}>
            <code data-matters>{pattern}</code>
            <Button
              kind="small"
              aria-label={stripTexts.nameItOf(pattern)}
              onClick={() => send('openAddRole', { role: '', roleArn: pattern, source: view.source })}
            >
              <EditIcon size={12} /> {stripTexts.nameIt}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
};
