import { type FormEvent, useEffect, useId, useMemo, useState } from 'react';
import type { ActivityView } from '../../../src-main/contract/activity.ts';
import type { AwsAccountView } from '../../../src-main/contract/preferences.ts';
import type { ShownTrailEvent, TrailPageView } from '../../../src-main/contract/sessions/trail.ts';
import { callsWords, lastDeviceWords, trailGapWords, trailSaid, trailTexts } from '../../../src-main/words/trail/trail.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { Prose } from '../../ui/prose.tsx';
import * as styles from './trail.module.css';
import { TrailTable } from './trail-table.tsx';

const eventsOf = (json: string): readonly ShownTrailEvent[] => JSON.parse(json) as readonly ShownTrailEvent[];

/** What CloudTrail saw on the day: what was done with each session, who signed in, and one by one the calls, the newest first. */
export const Trail = ({ view, accounts }: { readonly view: ActivityView; readonly accounts: readonly AwsAccountView[] }) => {
  const send = useSend();
  const { trail, begins } = view;
  // Nothing is asked of AWS before somebody looks here.
  const isThere = trail !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each day is read once by itself
  useEffect(() => {
    if (!isThere) void send('readTrail', { regions: [] });
  }, [begins, isThere]);
  return trail === undefined ? null : <ReadTrail key={begins} trail={trail} accounts={accounts} />;
};

const ReadTrail = ({ trail, accounts }: { readonly trail: TrailPageView; readonly accounts: readonly AwsAccountView[] }) => {
  const [everyone, setEveryone] = useState(false);
  const [onlyOthers, setOnlyOthers] = useState(false);
  const events = useMemo(() => eventsOf(trail.events), [trail.events]);
  const shown = useMemo(
    () => events.filter(({ isMine, origin }) => (isMine || everyone) && (!onlyOthers || origin === 'elsewhere')),
    [events, everyone, onlyOthers],
  );
  const nameOf = (accountId: string) => accounts.find((account) => account.accountId === accountId)?.alias ?? accountId;
  return (
    <>
      <div className={styles.bar}>
        <Regions trail={trail} />
        <Button kind="small" aria-pressed={onlyOthers} onClick={() => setOnlyOthers(!onlyOthers)}>
          {trailTexts.onlyOthers}
        </Button>
        <Button kind="small" aria-pressed={everyone} onClick={() => setEveryone(!everyone)}>
          {trailTexts.everyone}
        </Button>
        <span className={styles.summary} role="status">
          {trail.isReading ? trailSaid.reading(trail.count) : trailSaid.delay}
        </span>
      </div>
      {trail.gaps.length === 0 ? null : (
        <Note className={styles.note} tone="warn" role="status">
          {trail.gaps.map((gap) => {
            const words = trailGapWords(gap, nameOf(gap.accountId));
            return <Prose key={words} text={words} blocks />;
          })}
        </Note>
      )}
      <Summary trail={trail} everyone={everyone} nameOf={nameOf} />
      {shown.length > 0 ? <TrailTable events={shown} /> : null}
    </>
  );
};

/** Which regions are asked beside the roles' own, and the button that asks. */
const Regions = ({ trail: { isReading, regions } }: { readonly trail: TrailPageView }) => {
  const send = useSend();
  const id = useId();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReading) void send('stopTrail', null);
    else void send('readTrail', { regions: typed.split(/[\s,]+/).filter((name) => name !== '') });
  };
  return (
    <form className={styles.regions} onSubmit={submit}>
      <label htmlFor={id}>{trailTexts.regions}</label>
      <input
        id={id}
        value={typed}
        placeholder={regions.join(', ')}
        title={trailTexts.regionsHint}
        spellCheck={false}
        maxLength={600}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button kind="small" type="submit">
        {isReading ? trailTexts.stop : trailTexts.again}
      </Button>
    </form>
  );
};

const Summary = ({
  trail: { sessions, devices, isReading, count },
  everyone,
  nameOf,
}: {
  readonly trail: TrailPageView;
  readonly everyone: boolean;
  readonly nameOf: (accountId: string) => string;
}) => {
  if (sessions.length === 0 && count === 0) return isReading ? null : <p className={styles.none}>{trailSaid.none}</p>;
  return (
    <div className={styles.summaries}>
      <ul aria-label={trailTexts.sessions}>
        {sessions.map((session) => (
          <li key={session.accessKeyId} data-matters>
            <b dir="auto">{session.profile}</b> <bdi>{nameOf(session.accountId)}</bdi>
            {` · ${session.calls === 0 ? trailSaid.unused : callsWords(session)}`}
            {session.services.length === 0 ? null : ` · ${session.services.slice(0, 4).join(', ')}`}
            {session.from.length === 0 ? null : ` · ${session.from.slice(0, 3).join(', ')}`}
          </li>
        ))}
      </ul>
      <ul aria-label={trailTexts.signIns}>
        {devices
          .filter(({ isMine }) => isMine || everyone)
          .map((device) => (
            <li key={device.who} data-matters>
              {lastDeviceWords(device)}
            </li>
          ))}
      </ul>
    </div>
  );
};
