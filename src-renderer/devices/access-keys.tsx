import { useId, useState } from 'react';
import type { KeyPlaceView } from '../../src-main/contract/access-keys/key-place.ts';
import { type GraceDays, graceChoices, type KeysPageView } from '../../src-main/contract/access-keys/rotation.ts';
import type { AccessKeyView } from '../../src-main/contract/problems/rotation.ts';
import { accessKeyWords, alsoInWords, otherUserWords, rotationPageWords } from '../../src-main/words/access-keys/rotation.ts';
import { accessKeyTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { KeyPlace } from '../access-keys/key-place.tsx';
import { useLanding } from '../hooks/use-landing.ts';
import { useSend } from '../store/bridge.ts';
import { useNow } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as form from '../ui/form-field.module.css';
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import * as pageStyles from '../ui/page.module.css';
import { ProblemBody } from '../ui/problem.tsx';
import { Prose } from '../ui/prose.tsx';
import { Tag } from '../ui/tag.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';

const dayMillis = 86_400_000;

/** What was clicked, and waits for a yes. */
type Asked = { readonly what: 'rotate' } | { readonly what: 'drop' | 'finish'; readonly accessKeyId: string };

/** Before an access key goes, or a new one comes. */
const AccessKeyDialog = ({
  asked,
  also,
  warning,
  onAnswer,
}: {
  readonly asked: Asked;
  /** Other profiles that get the new key. */
  readonly also: string | undefined;
  readonly warning: string | undefined;
  /** With a yes: after how many days the old key is deleted. */
  readonly onAnswer: (yes: boolean, graceDays: GraceDays) => void;
}) => {
  const id = useId();
  const [graceDays, setGraceDays] = useState<GraceDays>(1);
  const texts = {
    rotate: [accessKeyTexts.askRotate, accessKeyTexts.rotateHelp, accessKeyTexts.rotateNow],
    drop: [accessKeyTexts.askDrop('accessKeyId' in asked ? asked.accessKeyId : ''), accessKeyTexts.dropHelp, accessKeyTexts.dropNow],
    finish: [
      accessKeyTexts.askFinish('accessKeyId' in asked ? asked.accessKeyId : ''),
      accessKeyTexts.finishHelp,
      accessKeyTexts.finishNow,
    ],
  } as const;
  const [title, help, yes] = texts[asked.what];
  return (
    <Dialog
      title={title}
      onStay={() => onAnswer(false, graceDays)}
      buttons={
        <>
          <Button onClick={() => onAnswer(false, graceDays)}>{kitTexts.cancel}</Button>
          <Button kind={asked.what === 'rotate' ? 'primary' : 'danger'} onClick={() => onAnswer(true, graceDays)}>
            {yes}
          </Button>
        </>
      }
    >
      <p>{help}</p>
      {also === undefined ? null : <p data-matters>{also}</p>}
      {asked.what === 'finish' ? null : (
        <FormField id={id} label={accessKeyTexts.grace}>
          <select
            id={id}
            className={form.select}
            value={graceDays}
            onChange={(event) => setGraceDays(graceChoices.find((days) => String(days) === event.target.value) ?? graceDays)}
          >
            {graceChoices.map((days) => (
              <option key={days} value={days}>
                {accessKeyTexts.graceOf(days)}
              </option>
            ))}
          </select>
        </FormField>
      )}
      {warning === undefined ? null : (
        <Note tone="warn">
          <p data-matters>{warning}</p>
        </Note>
      )}
    </Dialog>
  );
};

/** The access keys of the source's user, their age and last use, and the way to a new one. */
export const AccessKeys = ({
  source,
  view,
  oldDays,
  place,
}: {
  readonly source: string;
  readonly view: KeysPageView | undefined;
  /** A key that is older is to be rotated; 0 for none. */
  readonly oldDays: number;
  readonly place: KeyPlaceView | undefined;
}) => {
  const send = useSend();
  const now = useNow();
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const part = useLanding<HTMLElement>();
  const { seen, problem, state } = view?.source === source ? view : { state: 'ready' as const };
  const keys = seen?.keys ?? [];
  const rotation = seen?.rotation;
  const isInactive = rotation?.oldKeyState === 'inactive';
  const busy = state !== 'ready';
  const own = keys.find(({ isOwn }) => isOwn);
  const answer = (yes: boolean, graceDays: GraceDays) => {
    setAsked(undefined);
    if (!yes || asked === undefined) return;
    if (asked.what === 'finish') send('finishRotation', { source });
    else send('rotateAccessKey', { source, drop: asked.what === 'drop' ? asked.accessKeyId : '', graceDays });
  };
  const buttonFor = (key: AccessKeyView) => {
    const { accessKeyId, isOwn } = key;
    if (isInactive && accessKeyId === rotation?.oldKey)
      return (
        <>
          <Button kind="small" disabled={busy} onClick={() => send('undoRotation', { source })}>
            {accessKeyTexts.undo}
          </Button>
          <Button kind="small" isHarsh disabled={busy} onClick={() => setAsked({ what: 'finish', accessKeyId })}>
            {accessKeyTexts.finish}
          </Button>
        </>
      );
    if (isInactive) return null;
    if (isOwn)
      return keys.length > 1 && rotation === undefined ? null : (
        <Button kind="small" disabled={busy} onClick={() => setAsked({ what: 'rotate' })}>
          {accessKeyTexts.rotate}
        </Button>
      );
    return rotation ? null : (
      <Button
        kind="small"
        isHarsh
        disabled={busy}
        aria-label={accessKeyTexts.dropOf(accessKeyId)}
        onClick={() => setAsked({ what: 'drop', accessKeyId })}
      >
        {accessKeyTexts.drop}
      </Button>
    );
  };
  return (
    <section ref={part} className={styles.leftovers} aria-labelledby="access-keys-title" data-part>
      <h2 id="access-keys-title" className={pageStyles.listTitle} tabIndex={-1} data-lands>
        {accessKeyTexts.title}
      </h2>
      {place?.source === source ? <KeyPlace view={place} /> : null}
      {seen === undefined ? (
        <div>
          <Button kind="small" disabled={busy} onClick={() => send('lookAccessKeys', { source })}>
            {accessKeyTexts.show}
          </Button>
        </div>
      ) : null}
      {state === 'working' ? (
        <Note mark={<Ring tone="busy" />} role="status">
          <p tabIndex={-1} data-lands>
            {accessKeyTexts.working}
          </p>
        </Note>
      ) : null}
      {problem === undefined ? null : <ProblemBody problem={problem} source={source} />}
      {keys.length === 0 ? null : (
        <ul className={styles.deviceList}>
          {keys.map((key) => (
            <li className={styles.device} key={key.accessKeyId}>
              <div className={styles.deviceLine}>
                <div className={styles.deviceText}>
                  <p data-matters>
                    {accessKeyWords(key, now)}{' '}
                    {key.active && oldDays > 0 && now - key.createdAt > oldDays * dayMillis ? (
                      <Tag kind="soon">{accessKeyTexts.old(oldDays)}</Tag>
                    ) : null}
                  </p>
                </div>
                <div className={styles.deviceButtons}>{buttonFor(key)}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {rotation === undefined ? null : (
        <div className={text.sub} data-matters>
          <Prose text={rotationPageWords(rotation, now)} />
        </div>
      )}
      {asked === undefined ? null : (
        <AccessKeyDialog
          asked={asked}
          also={asked.what === 'finish' ? undefined : alsoInWords(seen?.alsoIn ?? [])}
          warning={asked.what === 'rotate' && own ? otherUserWords(own, now) : undefined}
          onAnswer={answer}
        />
      )}
    </section>
  );
};
