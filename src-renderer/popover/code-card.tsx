import type { CodeView, Snapshot } from '../../src-main/contract/snapshot.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { spacedCode, waitingForWords } from '../../src-main/words/questions.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { codeTexts } from '../../src-main/words/window/popover.ts';
import { useSend } from '../store/bridge.ts';
import { leftUntil, shareLeft, stepLeft } from '../store/countdown.ts';
import { useNow } from '../store/use-snapshot.ts';
import { Button, DismissButton } from '../ui/button.tsx';
import { CheckIcon, CopyIcon, RenewIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Prose } from '../ui/prose.tsx';
import * as styles from './code-card.module.css';

/** The bottom of the window: a code of the account, one click and a touch away. Not there without an account. */
export const CodeCard = ({ snapshot }: { readonly snapshot: Snapshot }) =>
  snapshot.code.account === undefined ? null : (
    <section className={styles.codeCard} data-state={snapshot.code.state.kind} aria-label={codeTexts.section}>
      <Card code={snapshot.code} account={snapshot.code.account} enabled={snapshot.can.copyCode} touch={needsTouch(snapshot)} />
    </section>
  );

const needsTouch = ({ card, code }: Snapshot): boolean =>
  card.kind !== 'present' ||
  card.keys.find((key) => key.id === code.account?.keyId)?.accounts.find((account) => account.id === code.account?.id)?.touch !==
    'not-required';

const Card = ({
  code: { state },
  account,
  enabled,
  touch,
}: {
  readonly code: CodeView;
  readonly account: NonNullable<CodeView['account']>;
  readonly enabled: boolean;
  readonly touch: boolean;
}) => {
  const send = useSend();
  const now = useNow();
  const copy = () => send('copyCode', { keyId: account.keyId, account: account.id });
  const stepSeconds = Math.ceil(stepLeft(now) / 1000);
  const button = (
    <Button className={styles.codeCopy} disabled={!enabled} onClick={copy}>
      <CopyIcon size={15} /> {codeTexts.copy}
    </Button>
  );
  switch (state.kind) {
    case 'idle':
      return (
        <>
          <Ring tone="good" share={stepLeft(now) / 30_000}>
            {stepSeconds}
          </Ring>
          <div className={styles.codeText}>
            <b className={styles.codeName} data-matters>
              {account.label}
            </b>
            <span className="tabular">{codeTexts.idle(touch)}</span>
          </div>
          {button}
        </>
      );
    case 'waiting': {
      const until = state.until;
      return (
        <>
          <Ring
            tone={state.for === 'touch' ? 'touch' : until === undefined ? 'busy' : 'good'}
            share={until === undefined ? 0 : leftUntil(until, now) / 30_000}
          >
            {until === undefined ? undefined : Math.ceil(leftUntil(until, now) / 1000)}
          </Ring>
          <div className={styles.codeText}>
            <b className={styles.codeName} data-matters>
              {account.label}
            </b>
            <span className="tabular">{waitingForWords(state.for)}</span>
          </div>
        </>
      );
    }
    case 'copied': {
      const left = leftUntil(state.clearsAt, now);
      return (
        <>
          <Ring tone="good" share={shareLeft(state.copiedAt, state.clearsAt, now)}>
            <CheckIcon />
          </Ring>
          <div className={styles.codeText}>
            <b className={styles.codeDigits}>{spacedCode(state.shown)}</b>
            <span className="tabular">{codeTexts.onClipboard(Math.ceil(left / 1000))}</span>
          </div>
          {button}
        </>
      );
    }
    case 'failed': {
      const words = problemWords(state.problem);
      return (
        <>
          <Ring tone="danger">!</Ring>
          <div className={styles.codeText}>
            <b className={styles.codeName}>{words.title}</b>
            <Prose text={words.advice} blocks />
            <Button kind="small" disabled={!enabled} onClick={copy}>
              <RenewIcon size={13} /> {kitTexts.tryAgain}
            </Button>
          </div>
          <DismissButton title={words.title} onDismiss={() => send('dismissCode', null)} />
        </>
      );
    }
  }
};
