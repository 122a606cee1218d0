import { memo } from 'react';
import type { AwsAccountView } from '../../../src-main/contract/preferences.ts';
import type { RoleView, SessionView } from '../../../src-main/contract/snapshot.ts';
import { limitsKinds } from '../../../src-main/words/limits/kinds.ts';
import { endWords, lacksLineWords, roleStateWords } from '../../../src-main/words/roles/role.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { useCopied } from '../../ui/copy-button.tsx';
import { CheckIcon, CopyIcon, PinIcon } from '../../ui/drawings/icons.tsx';
import { keysHeard } from '../../ui/keys/keys.tsx';
import * as rowText from '../../ui/row-text.module.css';
import { Tag } from '../../ui/tag.tsx';
import { RoleActions } from './role-actions.tsx';
import { RoleProblem } from './role-problem.tsx';
import { RoleRing, type Times } from './role-ring.tsx';
import { RoleSubtitle } from './role-subtitle.tsx';
import * as styles from './row.module.css';

interface BodyProps {
  readonly role: RoleView;
  readonly session?: SessionView | undefined;
  readonly account?: AwsAccountView | undefined;
  /** The row that the arrow keys start from: the only one in the tab order. */
  readonly isCurrent: boolean;
  readonly showAccount: boolean;
  /** Its session is in no file, and its target cannot ask for it yet. */
  readonly lacksLine: boolean;
  /** The id of the question that this role waits for, so that it can be given up here. */
  readonly waiting?: string | undefined;
}

interface RoleRowProps extends BodyProps {
  /** Which row of its group, from 1, and of how many. */
  readonly placeIndex: number;
  readonly placeOf: number;
  /** Where it stands in the list, for the one who measures it. */
  readonly index: number;
  readonly itemKey: string;
  readonly measure: (element: HTMLElement | null) => void;
}

/** One role in its place of the list. The place changes with each letter of a search, what it shows does not: that is drawn apart. */
export const RoleRow = ({ placeIndex, placeOf, index, itemKey, measure, ...body }: RoleRowProps) => (
  <li
    ref={measure}
    className={styles.row}
    data-index={index}
    data-key={itemKey}
    data-state={rowState(body.role, timesOf(body.role, body.session))}
    data-role={body.role.id}
    data-colour={body.account?.colour}
    data-grave={body.role.guard === 'on' || body.role.production === true}
    aria-posinset={placeIndex}
    aria-setsize={placeOf}
  >
    <RowBody {...body} />
  </li>
);

const timesOf = ({ state }: RoleView, session: SessionView | undefined): Times | undefined => (state.kind === 'active' ? state : session);

/** The whole row taps in; with a session it copies `aws --profile TARGET` instead (or opens the tools, where that would not work yet), and renewing has its own button. */
const RowBody = memo(({ role, session, account, isCurrent, showAccount, lacksLine, waiting }: BodyProps) => {
  const send = useSend();
  const [copied, followCopy] = useCopied();
  const { state } = role;
  const times = timesOf(role, session);
  const copiesOnClick = state.kind === 'active';
  const act = () => {
    if (copiesOnClick && lacksLine) send('openTools', { role: role.id });
    else if (copiesOnClick) followCopy(send('copyProfile', { target: role.target }));
    else if (role.can.tap) send('tap', { role: role.id });
  };
  return (
    <>
      <div className={styles.line} data-quiet={times === undefined && waiting === undefined}>
        <Button
          kind="bare"
          className={styles.main}
          data-row={role.id}
          tabIndex={isCurrent ? 0 : -1}
          aria-disabled={!copiesOnClick && !role.can.tap}
          aria-keyshortcuts={`Enter ArrowRight ${copiesOnClick ? `${keysHeard('CommandOrControl+R')} Delete` : ''}`.trim()}
          onClick={act}
        >
          <RoleRing role={role} times={times} />
          <span className={`${rowText.title} ${styles.title}`}>
            <b className={rowText.name} data-matters dir="auto">
              {role.profile}
            </b>
            <Tags role={role} />
            {times === undefined || state.kind === 'waiting' ? null : (
              <span className={`${styles.end} tabular`}>{endWords(state, times.expires)}</span>
            )}
          </span>
          <RoleSubtitle role={role} showAccount={showAccount} hasSession={times !== undefined} account={account} />
          {times === undefined ? null : lacksLine ? (
            <span className={styles.command} data-matters>
              {lacksLineWords(role.target)}
            </span>
          ) : (
            <span className={styles.command} title={rowTexts.command(role.target)}>
              <code>{rowTexts.command(role.target)}</code>
              <span className={styles.copy} data-copied={copied}>
                {copied ? <CheckIcon size={13} /> : <CopyIcon size={13} />}
                {copied ? <span>{kitTexts.copied}</span> : null}
              </span>
            </span>
          )}
          {state.kind === 'idle' && times === undefined && role.can.tap ? <span className={styles.go}>{rowTexts.tapIn}</span> : null}
        </Button>
        <RoleActions role={role} hasSession={times !== undefined} tabbable={isCurrent || times !== undefined} waiting={waiting} />
      </div>
      {state.kind === 'failed' ? <RoleProblem role={role} problem={state.problem} canBeFresh={state.fresh === true} /> : null}
    </>
  );
});

const Tags = ({ role }: { readonly role: RoleView }) => (
  <>
    {role.limits ? <Tag kind="limited">{limitsKinds[role.limits.kind]}</Tag> : null}
    {role.guard === 'on' ? (
      <Tag kind="guarded">{kitTexts.guarded}</Tag>
    ) : role.production === true ? (
      <Tag kind="prod">{rowTexts.prod}</Tag>
    ) : null}
    {role.pinned && role.guard !== 'on' && role.via !== 'direct' ? (
      <span className={styles.pinned} title={rowTexts.keptAlive}>
        <PinIcon size={13} />
        <span className="spoken">{rowTexts.keptAliveHeard}</span>
      </span>
    ) : null}
    {role.state.kind === 'active' && role.state.expiring ? <Tag kind="soon">{roleStateWords(role.state)}</Tag> : null}
  </>
);

const rowState = (role: RoleView, times: Times | undefined): string =>
  role.state.kind === 'active' && role.state.expiring
    ? 'expiring'
    : role.state.kind === 'idle' && times !== undefined
      ? 'active'
      : role.state.kind;
