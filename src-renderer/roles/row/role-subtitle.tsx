import { Fragment, type ReactNode } from 'react';
import type { AwsAccountView } from '../../../src-main/contract/preferences.ts';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import type { Millis } from '../../../src-main/contract/values.ts';
import { duration } from '../../../src-main/words/grammar.ts';
import { limitsWords } from '../../../src-main/words/limits/kinds.ts';
import { waitingForWords } from '../../../src-main/words/questions.ts';
import { originWords, partitionName, roleNameWords, sourceKindWords } from '../../../src-main/words/roles/role.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { leftUntil } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Swatch } from '../../ui/drawings/icons.tsx';
import * as rowText from '../../ui/row-text.module.css';
import * as styles from './row.module.css';

/** The line under a role's name: where it is and what it is, or what it waits for. What has no room is in the tooltip, whole. */
export const RoleSubtitle = ({
  role,
  hasSession,
  account,
  showAccount,
}: {
  readonly role: RoleView;
  readonly hasSession: boolean;
  readonly account?: AwsAccountView | undefined;
  readonly showAccount: boolean;
}) => {
  const { state } = role;
  if (state.kind === 'waiting') return <WaitingText reason={state.for} until={state.until} after={state.after} />;
  const place = account?.alias ?? role.accountId;
  const words = [
    roleNameWords(role),
    hasSession || role.signIn ? undefined : duration(role.durationSeconds),
    showAccount ? partitionName(role.partition) : undefined,
    role.externalId ? rowTexts.externalId : undefined,
    role.limits && role.limits.kind !== 'read-only' ? limitsWords(role.limits) : undefined,
    originWords(role),
    sourceKindWords(role),
  ].filter((text) => text !== undefined);
  const parts: readonly (readonly [key: string, shown: ReactNode])[] = [
    ...(showAccount ? [['account', <Chip key="account" name={place} colour={account?.colour ?? 'none'} />] as const] : []),
    ...words.map((text) => [text, text] as const),
  ];
  return (
    <span className={`${rowText.sub} ${styles.sub}`} title={(showAccount ? [place, ...words] : words).join(' · ')}>
      {parts.map(([key, shown], index) => (
        <Fragment key={key}>
          {index === 0 ? '' : ' · '}
          <bdi>{shown}</bdi>
        </Fragment>
      ))}
    </span>
  );
};

/** The name of an AWS account on its colour. */
const Chip = ({ name, colour }: { readonly name: string; readonly colour: AwsAccountView['colour'] }) => (
  <span className={styles.account} data-colour={colour}>
    <Swatch colour={colour} />
    {name}
  </span>
);

const WaitingText = ({
  reason,
  until,
  after,
}: {
  readonly reason: Parameters<typeof waitingForWords>[0];
  readonly until?: Millis | undefined;
  readonly after?: Problem | undefined;
}) => (
  <span className={`${rowText.sub} ${styles.subWaiting}`} data-matters>
    {waitingForWords(reason, after)}
    {until === undefined || reason !== 'step' ? '' : <Seconds until={until} />}
  </span>
);

const Seconds = ({ until }: { readonly until: Millis }) => {
  const now = useNow();
  return <span className="tabular">{rowTexts.nextIn(Math.ceil(leftUntil(until, now) / 1000))}</span>;
};
