import type { ReactNode } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { cardWords } from '../../src-main/words/keys.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { accessKeyWords, deviceWords, rolesWords, setupTexts, yubikeyWords } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { rowTexts } from '../../src-main/words/window/roles.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Page } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import { CommandBlock, Prose } from '../ui/prose.tsx';
import * as styles from './setup-list.module.css';

interface Step {
  readonly name: string;
  readonly done: boolean;
  readonly about: ReactNode;
  /** The one next step, while it is this step's turn. */
  readonly next?: ReactNode;
}

/** How many roles are offered for the first tap. */
const offered = 4;

/** From an access key to the first tap: each tick is what the snapshot tells now, whoever did it. */
export const SetupList = ({
  source,
  snapshot,
  close,
}: {
  readonly source: string;
  readonly snapshot: Snapshot;
  readonly close: () => void;
}) => {
  const heading = usePage(`setup ${source}`, close);
  const steps = useSteps(source, snapshot);
  const now = steps.findIndex(({ done }) => !done);
  const isReady = now < 0;
  const active = snapshot.roles.find((role) => role.source === source && role.state.kind === 'active');
  return (
    <Page
      heading={heading}
      title={isReady ? setupTexts.ready : setupTexts.title}
      about={isReady ? setupTexts.readyAbout : setupTexts.about}
      actions={<Button onClick={close}>{kitTexts.close}</Button>}
    >
      {active === undefined ? null : <CommandBlock text={rowTexts.command(active.target)} />}
      <ol className={styles.steps} aria-label={setupTexts.steps}>
        {steps.map(({ name, done, about, next }, index) => (
          <li key={name} data-state={done ? 'done' : index === now ? 'now' : 'later'} aria-current={index === now ? 'step' : undefined}>
            <i className={styles.disc} aria-hidden="true">
              {done ? <CheckIcon size={13} /> : index + 1}
            </i>
            <div className={styles.text}>
              <b>{name}</b>
              <span className="spoken">{done ? setupTexts.done : index === now ? setupTexts.now : setupTexts.later}</span>
              <div className={styles.about} data-matters>
                {about}
              </div>
            </div>
            {index === now && next !== undefined ? <div className={styles.next}>{next}</div> : null}
          </li>
        ))}
      </ol>
    </Page>
  );
};

const useSteps = (source: string, snapshot: Snapshot): readonly Step[] => {
  const send = useSend();
  const { card, setup = { roles: 0, opened: false }, discovery, roles } = snapshot;
  const [key] = card.kind === 'present' ? card.keys : [];
  const search = discovery.find((view) => view.source === source);
  const isSearching = search?.state === 'reading';
  const own = roles.filter((role) => role.source === source);
  const failure = own.find((role) => role.state.kind === 'failed')?.state;
  // A sign-in takes no code of a YubiKey.
  const isSignIn = setup.kind === 'login' || setup.kind === 'sso';
  const steps: readonly (Step & { readonly isDevice?: true })[] = [
    { name: isSignIn ? setupTexts.signIn : setupTexts.accessKey, done: setup.source !== undefined, about: accessKeyWords(setup) },
    {
      name: setupTexts.yubikey,
      isDevice: true,
      done: key !== undefined,
      about:
        key !== undefined ? (
          yubikeyWords(key)
        ) : card.kind === 'no-service' ? (
          <Prose text={problemWords(card.problem).advice} blocks />
        ) : card.kind === 'starting' ? (
          cardWords(card)
        ) : (
          setupTexts.insert
        ),
    },
    {
      name: setupTexts.device,
      isDevice: true,
      done: setup.device !== undefined,
      about: deviceWords(setup),
      next:
        setup.unfinished === undefined ? (
          <Button kind="primary" onClick={() => send('openEnroll', { source, path: 'iam' })}>
            {setupTexts.setUp}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => send('resumeEnroll', { enroll: setup.unfinished ?? '' })}>
            {setupTexts.goOn}
          </Button>
        ),
    },
    {
      name: setupTexts.roles,
      done: setup.roles > 0,
      about: (
        <>
          {isSearching ? setupTexts.searching : rolesWords(setup)}
          {search?.problem === undefined || isSearching ? null : <InlineProblem problem={search.problem} />}
        </>
      ),
      next: isSearching ? (
        <Ring tone="busy" />
      ) : (
        <>
          <Button kind="primary" onClick={() => send('findRoles', { source })}>
            {setupTexts.find}
          </Button>
          <Button onClick={() => send('openAddRole', { role: '', roleArn: '', source })}>{setupTexts.addByHand}</Button>
        </>
      ),
    },
    {
      name: setupTexts.tap,
      done: setup.opened,
      about: (
        <>
          {setup.opened ? setupTexts.tapped : setup.roles > 0 ? setupTexts.tapHint : setupTexts.tapLater}
          {failure?.kind === 'failed' ? <InlineProblem problem={failure.problem} /> : null}
        </>
      ),
      next: own.slice(0, offered).map((role) => (
        <Button
          key={role.id}
          kind="small"
          disabled={!role.can.tap}
          aria-label={setupTexts.tapInTo(role.profile)}
          onClick={() => send('tap', { role: role.id })}
        >
          {role.profile}
        </Button>
      )),
    },
  ];
  return isSignIn ? steps.filter(({ isDevice }) => !isDevice) : steps;
};
