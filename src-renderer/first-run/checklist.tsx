import type { ReactNode } from 'react';
import type { SetupView } from '../../src-main/contract/access-keys/first-run.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { asSentence } from '../../src-main/words/grammar.ts';
import { cardWords } from '../../src-main/words/keys.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { accessKeyWords, deviceWords, rolesWords, setupTexts, yubikeyWords } from '../../src-main/words/window/first-run.ts';
import { cardProblem } from '../popover/main-view.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CheckIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import { Prose } from '../ui/prose.tsx';
import * as styles from './checklist.module.css';
import { type SetupStepName, setupSteps } from './setup-steps.ts';

interface StepProps {
  readonly snapshot: Snapshot;
  readonly done: boolean;
  /** It is this step's turn: its button is the main one. */
  readonly isNow: boolean;
}

type NextProps = Omit<StepProps, 'done'>;

/** How many roles are offered for the first tap. */
const offered = 4;

const kindFor = (isNow: boolean) => (isNow ? 'primary' : 'plain');

/** The steps to the first tap, ticked as the snapshot tells; each that is not done has its one next step beside it. */
export const Checklist = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const steps = setupSteps(snapshot);
  const now = steps.findIndex(({ done }) => !done);
  const isSignIn = steps.every(({ name }) => name !== 'device');
  return (
    <ol className={styles.steps} aria-label={setupTexts.steps}>
      {steps.map(({ name, done }, index) => {
        const isNow = index === now;
        const { About, Next } = parts[name];
        return (
          <li key={name} data-state={done ? 'done' : isNow ? 'now' : 'later'} aria-current={isNow ? 'step' : undefined}>
            <i className={styles.disc} aria-hidden="true">
              {done ? <CheckIcon size={13} /> : index + 1}
            </i>
            <div className={styles.text}>
              <b>{name === 'accessKey' && isSignIn ? setupTexts.signIn : setupTexts[name]}</b>
              <span className="spoken">{done ? setupTexts.done : isNow ? setupTexts.now : setupTexts.later}</span>
              <div className={styles.about} data-matters>
                <About snapshot={snapshot} done={done} isNow={isNow} />
              </div>
            </div>
            {done || Next === undefined ? null : (
              <div className={styles.next}>
                <Next snapshot={snapshot} isNow={isNow} />
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
};

const none: SetupView = { roles: 0, opened: false };

const sourceOf = ({ setup }: Snapshot): string => setup?.source ?? '';

const searchOf = (snapshot: Snapshot) => snapshot.discovery.find((view) => view.source === sourceOf(snapshot));

const ownRoles = (snapshot: Snapshot) => snapshot.roles.filter((role) => role.source === sourceOf(snapshot));

const AccessKeyNext = ({ isNow }: NextProps) => {
  const send = useSend();
  return (
    <Button kind={kindFor(isNow)} onClick={() => send('openFirstRun', { door: 'key', source: '' })}>
      {setupTexts.addKey}
    </Button>
  );
};

const YubiKeyAbout = ({ snapshot: { card } }: StepProps) => {
  const problem = cardProblem({ card });
  const [key] = card.kind === 'present' ? card.keys : [];
  if (problem !== undefined && (problem.code !== 'yubikey-missing' || problem.others !== undefined)) {
    const { title, advice } = problemWords(problem, { where: 'window' });
    return (
      <>
        <p>{asSentence(title)}</p>
        <Prose text={advice} blocks />
      </>
    );
  }
  return key !== undefined ? yubikeyWords(key) : card.kind === 'starting' ? cardWords(card) : setupTexts.insert;
};

export const DeviceNext = ({ snapshot, isNow }: NextProps) => {
  const send = useSend();
  const unfinished = snapshot.setup?.unfinished;
  return (
    <Button
      kind={kindFor(isNow)}
      onClick={() =>
        unfinished === undefined
          ? send('openEnroll', { source: sourceOf(snapshot), path: 'iam' })
          : send('resumeEnroll', { enroll: unfinished })
      }
    >
      {unfinished === undefined ? setupTexts.setUp : setupTexts.goOn}
    </Button>
  );
};

const RolesAbout = ({ snapshot }: StepProps) => {
  const search = searchOf(snapshot);
  if (search?.state === 'reading') return setupTexts.searching;
  return (
    <>
      {rolesWords(snapshot.setup ?? none)}
      {search?.problem === undefined ? null : <InlineProblem problem={search.problem} />}
    </>
  );
};

export const RolesNext = ({ snapshot, isNow }: NextProps) => {
  const send = useSend();
  const source = sourceOf(snapshot);
  if (searchOf(snapshot)?.state === 'reading') return <Ring tone="busy" />;
  return (
    <>
      <Button kind={kindFor(isNow)} onClick={() => send('findRoles', { source })}>
        {setupTexts.find}
      </Button>
      <Button onClick={() => send('openAddRole', { role: '', roleArn: '', source })}>{setupTexts.addByHand}</Button>
    </>
  );
};

const TapAbout = ({ snapshot, done }: StepProps) => {
  const failure = ownRoles(snapshot).find((role) => role.state.kind === 'failed')?.state;
  return (
    <>
      {done ? setupTexts.tapped : (snapshot.setup ?? none).roles > 0 ? setupTexts.tapHint : setupTexts.tapLater}
      {failure?.kind === 'failed' ? <InlineProblem problem={failure.problem} /> : null}
    </>
  );
};

const TapNext = ({ snapshot }: NextProps) => {
  const send = useSend();
  return ownRoles(snapshot)
    .slice(0, offered)
    .map((role) => (
      <Button
        key={role.id}
        kind="small"
        disabled={!role.can.tap}
        aria-label={setupTexts.tapInTo(role.profile)}
        onClick={() => send('tap', { role: role.id })}
      >
        {role.profile}
      </Button>
    ));
};

/** What stands at each step: how far it is, and what brings it further. A YubiKey is inserted by hand. */
const parts: Readonly<
  Record<SetupStepName, { readonly About: (props: StepProps) => ReactNode; readonly Next?: (props: NextProps) => ReactNode }>
> = {
  accessKey: { About: ({ snapshot }) => accessKeyWords(snapshot.setup ?? none), Next: AccessKeyNext },
  yubikey: { About: YubiKeyAbout },
  device: { About: ({ snapshot }) => deviceWords(snapshot.setup ?? none), Next: DeviceNext },
  roles: { About: RolesAbout, Next: RolesNext },
  tap: { About: TapAbout, Next: TapNext },
};
