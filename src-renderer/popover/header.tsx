import type { KeyView } from '../../src-main/contract/card-view.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { cardWords, keyWords, unlockWords } from '../../src-main/words/keys.ts';
import { kitTexts, roletap } from '../../src-main/words/window/kit.ts';
import { headerTexts } from '../../src-main/words/window/popover.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon, LockIcon } from '../ui/drawings/icons.tsx';
import { TopBar } from '../ui/page.tsx';
import { Popup } from '../ui/popup.tsx';
import { Dot, Tag } from '../ui/tag.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './header.module.css';
import { HeaderButtons } from './header-buttons.tsx';

/** Which YubiKey is there and how it is, and what concerns no single role. */
export const Header = ({ snapshot }: { readonly snapshot: Snapshot }) => (
  <TopBar className={styles.header}>
    <h1 className="spoken">{roletap}</h1>
    <Chip snapshot={snapshot} />
    {snapshot.demo ? <Tag kind="demo">{headerTexts.demo}</Tag> : null}
    <span className="grow" />
    <HeaderButtons snapshot={snapshot} />
  </TopBar>
);

const Chip = ({ snapshot: { card, waiting } }: { readonly snapshot: Snapshot }) => {
  if (card.kind !== 'present') {
    return (
      <div className={styles.chip} data-tone="off">
        <Dot tone={card.kind === 'no-service' ? 'warn' : 'off'} />
        <span className={styles.chipName} data-matters>
          {card.kind === 'no-service' ? headerTexts.noService : cardWords(card)}
        </span>
      </div>
    );
  }
  const [only] = card.keys;
  if (card.keys.length === 1 && only !== undefined) return <OneKey view={only} isAsked={waiting.length > 0} />;
  const tone = card.keys.some((key) => keyWords(key).tone === 'good') ? 'good' : 'warn';
  return (
    <Popup
      label={cardWords(card)}
      className={`${styles.chip} ${styles.chipButton}`}
      button={
        <>
          <Dot tone={tone} />
          <span className={styles.chipName} dir="auto">
            {cardWords(card)}
          </span>
          <ChevronIcon size={14} />
        </>
      }
    >
      {() => (
        <ul className={styles.keyList}>
          {card.keys.map((key) => (
            <li key={key.id}>
              <OneKey view={key} />
            </li>
          ))}
        </ul>
      )}
    </Popup>
  );
};

/** `isAsked`: a question says already what the key is busy with. */
const OneKey = ({ view, isAsked = false }: { readonly view: KeyView; readonly isAsked?: boolean }) => {
  const send = useSend();
  const words = keyWords(isAsked ? { ...view, busy: false } : view);
  return (
    <div className={styles.chip} data-tone={words.tone}>
      <Dot tone={words.tone} />
      <span className={styles.chipText}>
        <span className={styles.chipName} dir="auto" title={view.name}>
          {view.name}
        </span>{' '}
        {view.serial === undefined ? null : <small className={text.serial}>{view.serial}</small>}
        {words.text === '' || view.oath === 'locked' ? null : (
          <small className={styles.chipState} data-tone={words.tone} title={words.text}>
            {words.text}
          </small>
        )}
      </span>
      {view.oath === 'locked' ? (
        <Button kind="small" aria-label={unlockWords(view)} onClick={() => send('unlock', { keyId: view.id })}>
          <LockIcon size={13} /> {kitTexts.unlock}
        </Button>
      ) : null}
    </div>
  );
};
