import { memo, type ReactNode, useState } from 'react';
import type { Millis, RoleView, SessionView } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../bridge.ts';
import { leftUntil, shareLeft, soonMillis } from '../countdown.ts';
import { looksLikeProduction, partitionName } from '../role-list.ts';
import { useNow } from '../use-snapshot.ts';
import { roleStateWords, waitingForWords } from '../words.ts';
import { duration, shortLeft, spokenLeft } from '../words-time.ts';
import { CheckIcon, CopyIcon, EnterIcon } from './icons.tsx';
import { Ring } from './ring.tsx';
import { RoleActions } from './role-actions.tsx';
import { RoleProblem } from './role-problem.tsx';

export interface RoleRowProps {
  readonly role: RoleView;
  readonly session?: SessionView;
  /** Which row of its group, from 1, and of how many. */
  readonly placeIndex: number;
  readonly placeOf: number;
  /** The row that the arrow keys start from: the only one in the tab order. */
  readonly isCurrent: boolean;
  /** Enter in the search takes this one. */
  readonly isFirstFound: boolean;
  readonly showAccount: boolean;
  /** The id of the question that this role waits for, so that it can be given up here. */
  readonly waiting?: string;
  /** Where it stands in the list, for the one who measures it. */
  readonly index: number;
  readonly itemKey: string;
  readonly measure: (element: HTMLElement | null) => void;
}

/** One role: the whole row taps in; with a session it copies `aws --profile TARGET` instead, and renewing has its own button. */
export const RoleRow = memo(
  ({ role, session, placeIndex, placeOf, isCurrent, isFirstFound, showAccount, waiting, index, itemKey, measure }: RoleRowProps) => {
    const send = useSend();
    const [copied, setCopied] = useState(false);
    const { state } = role;
    const times = state.kind === 'active' ? state : session;
    const copiesOnClick = state.kind === 'active';
    const act = () => {
      if (copiesOnClick) {
        setCopied(true);
        send('copyProfile', { target: role.target });
      } else if (role.can.tap) send('tap', { role: role.id });
    };
    return (
      <li
        ref={measure}
        className="row"
        data-index={index}
        data-key={itemKey}
        data-state={rowState(role, times)}
        data-role={role.id}
        aria-posinset={placeIndex}
        aria-setsize={placeOf}
      >
        <div className="row-line">
          <button
            type="button"
            className="row-main"
            data-row={role.id}
            tabIndex={isCurrent ? 0 : -1}
            aria-disabled={!copiesOnClick && !role.can.tap}
            aria-keyshortcuts={copiesOnClick ? 'Enter R Delete' : 'Enter'}
            onClick={act}
          >
            <RowRing role={role} {...(times === undefined ? {} : { times })} />
            <span className="row-text">
              <span className="row-title">
                <b className="row-name" data-matters dir="auto">
                  {role.profile}
                </b>
                {looksLikeProduction(role.profile) ? <span className="tag tag-prod">prod</span> : null}
                {state.kind === 'active' && state.expiring ? <span className="tag tag-soon">{roleStateWords(state)}</span> : null}
              </span>
              <RowSubtitle role={role} showAccount={showAccount} />
              {times === undefined ? null : (
                <span className="row-command">
                  <code data-matters>{`aws --profile ${shellName(role.target)}`}</code>
                  <span className="row-copy" data-copied={copied} onAnimationEnd={() => setCopied(false)}>
                    {copied ? <CheckIcon size={13} /> : <CopyIcon size={13} />}
                    {copied ? <span>Copied</span> : null}
                  </span>
                </span>
              )}
            </span>
            {state.kind === 'idle' && times === undefined && role.can.tap ? (
              <span className="row-go" data-always={isFirstFound}>
                Tap in{isFirstFound ? <EnterIcon size={13} /> : null}
              </span>
            ) : null}
          </button>
          <RoleActions role={role} hasSession={times !== undefined} {...(waiting === undefined ? {} : { waiting })} />
        </div>
        {state.kind === 'failed' ? <RoleProblem role={role} problem={state.problem} /> : null}
      </li>
    );
  },
);

interface Times {
  readonly since: Millis;
  readonly expires: Millis;
}

const rowState = (role: RoleView, times: Times | undefined): string =>
  role.state.kind === 'active' && role.state.expiring
    ? 'expiring'
    : role.state.kind === 'idle' && times !== undefined
      ? 'active'
      : role.state.kind;

/** The letter that stands for a role at rest. */
const initial = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase();

/** A profile name as a shell takes it whole. */
const shellName = (name: string): string => (/^[\w.@%+=:,/-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

const RowSubtitle = ({ role, showAccount }: { readonly role: RoleView; readonly showAccount: boolean }) => {
  if (role.state.kind === 'waiting') {
    return <WaitingText reason={role.state.for} {...(role.state.until === undefined ? {} : { until: role.state.until })} />;
  }
  const parts: readonly ReactNode[] = [
    role.roleName,
    duration(role.durationSeconds),
    ...(showAccount ? [role.accountId, partitionName(role.partition)] : []),
    ...(role.externalId ? ['external id'] : []),
  ].filter((part) => part !== undefined);
  return (
    <span className="row-sub" data-matters>
      {parts.join(' · ')}
    </span>
  );
};

const WaitingText = ({ reason, until }: { readonly reason: Parameters<typeof waitingForWords>[0]; readonly until?: Millis }) => (
  <span className="row-sub row-sub-waiting">
    {waitingForWords(reason)}
    {until === undefined || reason !== 'step' ? '' : <Seconds until={until} />}
  </span>
);

const Seconds = ({ until }: { readonly until: Millis }) => {
  const now = useNow();
  return <span className="tabular">{`, ${Math.ceil(leftUntil(until, now) / 1000)} s`}</span>;
};

const RowRing = ({ role, times }: { readonly role: RoleView; readonly times?: Times }) => {
  const { state } = role;
  if (state.kind === 'waiting') {
    if (state.for === 'touch') return <Ring tone="touch" />;
    return <Ring tone="busy" />;
  }
  if (state.kind === 'failed' && times === undefined) return <Ring tone="danger">!</Ring>;
  if (times === undefined) return <Ring tone="still">{initial(role.profile)}</Ring>;
  return <CountingRing times={times} />;
};

/** Minutes that are left, seconds in the last one. */
const CountingRing = ({ times }: { readonly times: Times }) => {
  const now = useNow();
  const left = leftUntil(times.expires, now);
  return (
    <>
      <Ring tone={left <= soonMillis ? 'warn' : 'good'} share={shareLeft(times.since, times.expires, now)}>
        {shortLeft(left)}
      </Ring>
      <span className="spoken">{`${spokenLeft(left)}, `}</span>
    </>
  );
};
