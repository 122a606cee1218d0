import { Fragment, type ReactNode } from 'react';
import type { AwsAccountView } from '../../../src-main/contract/preferences.ts';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import type { Millis } from '../../../src-main/contract/values.ts';
import { duration } from '../../../src-main/words/english.ts';
import { waitingForWords } from '../../../src-main/words/questions.ts';
import { endWords, originWords, partitionName, roleNameWords, sourceKindWords } from '../../../src-main/words/roles/role.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { leftUntil } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Swatch } from '../../ui/drawings/icons.tsx';
import * as rowText from '../../ui/row-text.module.css';
import type { Times } from './role-ring.tsx';
import * as styles from './row.module.css';

/** The line under a role's name: where it is and what it is, or what it waits for. */
export const RoleSubtitle = ({
  role,
  times,
  account,
  showAccount,
}: {
  readonly role: RoleView;
  readonly times?: Times | undefined;
  readonly account?: AwsAccountView | undefined;
  readonly showAccount: boolean;
}) => {
  const { state } = role;
  if (state.kind === 'waiting') return <WaitingText reason={state.for} until={state.until} after={state.after} />;
  const parts: readonly (readonly [key: string, part: ReactNode] | undefined)[] = [
    showAccount
      ? [
          'account',
          <span key="account" className={styles.account}>
            <Swatch colour={account?.colour ?? 'none'} />
            {account?.alias ?? role.accountId}
          </span>,
        ]
      : undefined,
    ['role', roleNameWords(role)],
    times === undefined
      ? role.signIn
        ? undefined
        : [
            'life',
            <span key="life" className={styles.end}>
              {duration(role.durationSeconds)}
            </span>,
          ]
      : [
          'end',
          <span key="end" className={`${styles.end} tabular`}>
            {endWords(state, times.expires)}
          </span>,
        ],
    ...[
      showAccount ? partitionName(role.partition) : undefined,
      role.externalId ? rowTexts.externalId : undefined,
      originWords(role),
      sourceKindWords(role),
    ].map((text) => (text === undefined ? undefined : ([text, text] as const))),
  ];
  return (
    <span className={rowText.sub} data-matters>
      {parts
        .filter((part) => part !== undefined)
        .map(([key, part], index) => (
          <Fragment key={key}>
            {index === 0 ? '' : ' · '}
            <bdi>{part}</bdi>
          </Fragment>
        ))}
    </span>
  );
};

const WaitingText = ({
  reason,
  until,
  after,
}: {
  readonly reason: Parameters<typeof waitingForWords>[0];
  readonly until?: Millis | undefined;
  readonly after?: Problem | undefined;
}) => (
  <span className={`${rowText.sub} ${styles.subWaiting}`}>
    {waitingForWords(reason, after)}
    {until === undefined || reason !== 'step' ? '' : <Seconds until={until} />}
  </span>
);

const Seconds = ({ until }: { readonly until: Millis }) => {
  const now = useNow();
  return <span className="tabular">{rowTexts.nextIn(Math.ceil(leftUntil(until, now) / 1000))}</span>;
};
