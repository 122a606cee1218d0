import type { KeyView } from '../../src-main/contract/card-view.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { cardWords, keyWords, unlockWords } from '../../src-main/words/keys.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon, LockIcon } from '../ui/drawings/icons.tsx';
import { Popup } from '../ui/popup.tsx';
import { Tag } from '../ui/tag.tsx';
import { HeaderButtons } from './header-buttons.tsx';

/** Which YubiKey is there and how it is, and what concerns no single role. */
export const Header = ({ snapshot }: { readonly snapshot: Snapshot }) => (
  <header className="header">
    <h1 className="spoken">Roletap</h1>
    <Chip snapshot={snapshot} />
    {snapshot.demo ? <Tag kind="demo">Demo</Tag> : null}
    <span className="grow" />
    <HeaderButtons snapshot={snapshot} />
  </header>
);

const Chip = ({ snapshot: { card } }: { readonly snapshot: Snapshot }) => {
  if (card.kind !== 'present') {
    return (
      <div className="chip" data-tone="off">
        <span className="dot" data-tone={card.kind === 'no-service' ? 'warn' : 'off'} />
        <span className="chip-name" data-matters>
          {card.kind === 'no-service' ? 'No card service' : cardWords(card)}
        </span>
      </div>
    );
  }
  const [only] = card.keys;
  if (card.keys.length === 1 && only !== undefined) return <OneKey view={only} />;
  const tone = card.keys.some((key) => keyWords(key).tone === 'good') ? 'good' : 'warn';
  return (
    <Popup
      label={cardWords(card)}
      className="chip chip-button"
      button={
        <>
          <span className="dot" data-tone={tone} />
          <span className="chip-name">{cardWords(card)}</span>
          <ChevronIcon size={14} />
        </>
      }
    >
      {() => (
        <ul className="key-list">
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

const OneKey = ({ view }: { readonly view: KeyView }) => {
  const send = useSend();
  const words = keyWords(view);
  return (
    <div className="chip" data-tone={words.tone}>
      <span className="dot" data-tone={words.tone} />
      <span className="chip-text">
        <span className="chip-name" data-matters>
          {view.name}
        </span>{' '}
        {view.serial === undefined ? null : <small className="serial">{view.serial}</small>}
        {words.text === '' || view.oath === 'locked' ? null : (
          <small className="chip-state" data-tone={words.tone}>
            {words.text}
          </small>
        )}
      </span>
      {view.oath === 'locked' ? (
        <Button kind="small" aria-label={unlockWords(view)} onClick={() => send('unlock', { keyId: view.id })}>
          <LockIcon size={13} /> Unlock
        </Button>
      ) : null}
    </div>
  );
};
