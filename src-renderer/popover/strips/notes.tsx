import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { notesWords } from '../../../src-main/words/notices.ts';
import { stripTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { useDisclosure } from '../../ui/disclosure.tsx';
import { ChevronIcon, InfoIcon, WarnIcon } from '../../ui/drawings/icons.tsx';
import { Prose } from '../../ui/prose.tsx';
import * as styles from './notes.module.css';

/** Things to know that stop nothing: one line that opens. */
export const Notes = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const more = useDisclosure();
  const all = notesWords(snapshot);
  const worst = all.find((words) => words.tone === 'warn') ?? all[0];
  if (worst === undefined) return null;
  const keys = new Map<string, number>();
  const keyed = all.map((words) => {
    const seen = keys.get(words.text) ?? 0;
    keys.set(words.text, seen + 1);
    return { words, key: `${words.text} ${seen}` };
  });
  return (
    <section className={styles.notes} data-tone={worst.tone} aria-label={stripTexts.notes}>
      <Button kind="bare" className={styles.notesButton} {...more.button}>
        {worst.tone === 'warn' ? <WarnIcon size={15} /> : <InfoIcon size={15} />}
        <span className={styles.notesTitle}>{worst.title}</span>
        {all.length > 1 ? <span className={styles.notesCount}>{stripTexts.moreNotes(all.length)}</span> : null}
        <ChevronIcon size={14} />
      </Button>
      <ul {...more.panel}>
        {keyed.map(({ words, key }) => (
          <li key={key} data-tone={words.tone}>
            <b>{words.title}</b>
            <Prose text={words.text} />
            {words.devicesOf === undefined ? null : <OpenDevices source={words.devicesOf} text={words.action ?? ''} />}
            {words.renews === undefined ? null : <RenewCertificate profile={words.renews} text={words.action ?? ''} />}
            {words.stores === undefined ? null : <StoreCertificate text={words.action ?? ''} />}
            {words.keysOf === undefined ? null : <OpenDevices source={words.keysOf} text={words.action ?? ''} withKeys />}
          </li>
        ))}
      </ul>
    </section>
  );
};

const OpenDevices = ({ source, text, withKeys }: { readonly source: string; readonly text: string; readonly withKeys?: boolean }) => {
  const send = useSend();
  return (
    <Button
      kind="small"
      className={styles.noteAction}
      onClick={() => {
        send('openDevices', { source });
        if (withKeys) send('lookAccessKeys', { source });
      }}
    >
      {text}
    </Button>
  );
};

const StoreCertificate = ({ text }: { readonly text: string }) => {
  const send = useSend();
  return (
    <Button kind="small" className={styles.noteAction} onClick={() => send('openCertificates', null)}>
      {text}
    </Button>
  );
};

const RenewCertificate = ({ profile, text }: { readonly profile: string; readonly text: string }) => {
  const send = useSend();
  return (
    <Button kind="small" className={styles.noteAction} onClick={() => send('renewRole', { profile })}>
      {text}
    </Button>
  );
};
