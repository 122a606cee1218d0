import { useState } from 'react';
import type { Alert } from '../../../src-main/contract/alerts.ts';
import { alertWords } from '../../../src-main/words/alerts.ts';
import { shortLeft, spokenLeft } from '../../../src-main/words/grammar.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { stripTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { leftUntil } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Button, DismissButton } from '../../ui/button.tsx';
import { MoreButton, useDisclosure } from '../../ui/disclosure.tsx';
import { ChevronIcon, RenewIcon, TerminalIcon, WarnIcon } from '../../ui/drawings/icons.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Prose } from '../../ui/prose.tsx';
import * as styles from './strips.module.css';

/** The most pressing first. */
const order: readonly Alert['kind'][] = ['touch-wanted', 'ends-soon', 'signed-out', 'renewal-failed', 'certificate-ends'];
/** More than these are behind a button. */
const shownAtOnce = 2;

/** What a person should hear of, above all else in the window; each can be put away. */
export const Alerts = ({ alerts }: { readonly alerts: readonly Alert[] }) => {
  const [all, setAll] = useState(false);
  if (alerts.length === 0) return null;
  const sorted = order.flatMap((kind) => alerts.filter((alert) => alert.kind === kind));
  const hidden = sorted.length - shownAtOnce;
  return (
    <section className={styles.strips} aria-label={stripTexts.alerts}>
      <ul>
        {(all ? sorted : sorted.slice(0, shownAtOnce)).map((alert) => (
          <AlertStrip key={alert.id} alert={alert} />
        ))}
      </ul>
      {hidden <= 0 ? null : (
        <Button kind="bare" className={styles.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? stripTexts.fewer : stripTexts.moreAlerts(hidden)} <ChevronIcon size={13} />
        </Button>
      )}
    </section>
  );
};

const AlertStrip = ({ alert }: { readonly alert: Alert }) => {
  const send = useSend();
  const words = alertWords(alert);
  return (
    <li className={styles.strip} data-tone={words.tone} data-alert={alert.kind}>
      {alert.kind === 'ends-soon' ? <AlertRing ends={alert.ends} /> : <AlertIcon kind={alert.kind} />}
      <div className={styles.text} data-matters>
        <b>{words.title}</b>
        <p>{words.text}</p>
        {alert.kind === 'renewal-failed' ? <Advice text={problemWords(alert.problem).advice} /> : null}
      </div>
      {words.action === undefined ? null : (
        <Button
          kind="small"
          className={styles.action}
          aria-label={stripTexts.answer(words.action, words.title)}
          onClick={() => send('answerAlert', { alert: alert.id })}
        >
          {alert.kind === 'ends-soon' ? <RenewIcon size={13} /> : null} {words.action}
        </Button>
      )}
      <DismissButton className={styles.dismiss} title={words.title} onDismiss={() => send('dismissAlert', { alert: alert.id })} />
    </li>
  );
};

const AlertIcon = ({ kind }: { readonly kind: Alert['kind'] }) => (
  <span className={styles.icon}>{kind === 'touch-wanted' ? <TerminalIcon size={17} /> : <WarnIcon size={17} />}</span>
);

/** An alert comes ten minutes before the end. */
const alertMillis = 600_000;

const AlertRing = ({ ends }: { readonly ends: number }) => {
  const now = useNow();
  const left = leftUntil(ends, now);
  return (
    <>
      <Ring tone="warn" share={Math.min(1, left / alertMillis)}>
        {shortLeft(left)}
      </Ring>
      <span className="spoken">{spokenLeft(left)}</span>
    </>
  );
};

const Advice = ({ text }: { readonly text: string }) => {
  const more = useDisclosure();
  return (
    <>
      <MoreButton className={styles.advice} disclosure={more}>
        {more.open ? kitTexts.less : kitTexts.whatToDo}
      </MoreButton>
      <div {...more.panel}>
        <Prose text={text} blocks />
      </div>
    </>
  );
};
