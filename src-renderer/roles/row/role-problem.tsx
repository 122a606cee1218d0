import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button, DismissButton } from '../../ui/button.tsx';
import { MoreWords, useDisclosure } from '../../ui/disclosure.tsx';
import { KeyIcon, RenewIcon } from '../../ui/drawings/icons.tsx';
import { Prose } from '../../ui/prose.tsx';
import * as styles from './role-problem.module.css';

/** Failures that end when the key has an account and the profile its device. */
const wantsSetUp: ReadonlySet<Problem['code']> = new Set(['account-missing', 'mfa-serial-missing']);

/** Failures of the YubiKey or its reader: a code of another MFA device does as well. */
const wantsCode: ReadonlySet<Problem['code']> = new Set([
  'account-missing',
  'yubikey-missing',
  'yubikey-other-needed',
  'password-needed',
  'card-service-missing',
  'card-service-silent',
  'card-access-denied',
]);

/** What may help at once. */
const offerFor = (problem: Problem, canBeFresh: boolean) => {
  if (canBeFresh) return { command: 'tapFresh', text: rowTexts.tryFresh } as const;
  if (problem.code === 'login-over') return { command: 'tapSigningIn', text: rowTexts.signIn } as const;
  if (problem.code === 'target-temporary' && problem.keys === 'expired')
    return { command: 'tapReplacing', text: rowTexts.replaceKeys } as const;
  const isToken =
    (problem.code === 'no-code-device' && problem.has === 'hardware') || (problem.code === 'mfa-serial-bad' && problem.why === 'hardware');
  return isToken || wantsCode.has(problem.code) ? ({ command: 'tapTyped', text: rowTexts.typeCode } as const) : undefined;
};

/** Why the last tap of a role failed, under its row: the title at once, the rest on a click, and a way to put it away. */
export const RoleProblem = ({
  role,
  problem,
  canBeFresh,
}: {
  readonly role: RoleView;
  readonly problem: Problem;
  /** The refusal may be the age of the MFA session. */
  readonly canBeFresh: boolean;
}) => {
  const send = useSend();
  const more = useDisclosure();
  const words = problemWords(problem);
  const offer = offerFor(problem, canBeFresh);
  return (
    <div className={styles.rowProblem}>
      <div className={styles.rowProblemLine}>
        <Button kind="bare" className={styles.rowProblemTitle} {...more.button}>
          <b>{words.title}</b>
          <MoreWords>{more.open ? kitTexts.less : kitTexts.whatToDo}</MoreWords>
        </Button>
        <DismissButton title={words.title} onDismiss={() => send('dismiss', { role: role.id })} />
      </div>
      <div className={styles.rowProblemOffer}>
        {offer ? (
          <Button kind="small" onClick={() => send(offer.command, { role: role.id })}>
            <KeyIcon size={13} /> {offer.text}
          </Button>
        ) : null}
        {role.can.tap ? (
          <Button kind="small" aria-label={rowTexts.tryAgainOf(role.profile)} onClick={() => send('tap', { role: role.id })}>
            <RenewIcon size={13} /> {kitTexts.tryAgain}
          </Button>
        ) : null}
      </div>
      <div {...more.panel} className={styles.rowProblemMore}>
        <Prose text={words.happened} />
        <Prose text={words.advice} blocks />
        {wantsSetUp.has(problem.code) ? (
          <Button kind="small" onClick={() => send('openEnroll', { source: role.source, path: 'iam' })}>
            <KeyIcon size={13} /> {rowTexts.setUpKey}
          </Button>
        ) : null}
      </div>
    </div>
  );
};
