import { useId, useState } from 'react';
import type { Problem } from '../../src-main/contract/problems.ts';
import type { RoleView } from '../../src-main/contract/snapshot.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { useSend } from '../store/bridge.ts';
import { DismissButton } from '../ui/dismiss-button.tsx';
import { ChevronIcon, KeyIcon } from '../ui/icons.tsx';
import { Prose } from '../ui/prose.tsx';

/** Failures that end when the key has an account and the profile its device. */
const wantsSetUp: ReadonlySet<Problem['code']> = new Set(['account-missing', 'mfa-serial-missing']);

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
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = problemWords(problem);
  return (
    <div className="row-problem">
      <div className="row-problem-line">
        <button type="button" className="row-problem-title" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <b>{words.title}</b>
          <span className="more-words">
            {open ? 'Less' : 'What to do'} <ChevronIcon size={13} />
          </span>
        </button>
        <DismissButton title={words.title} onDismiss={() => send('dismiss', { role: role.id })} />
      </div>
      {canBeFresh ? (
        <div className="row-problem-fresh">
          <button type="button" className="small-button" onClick={() => send('tapFresh', { role: role.id })}>
            <KeyIcon size={13} /> Try with a fresh touch
          </button>
        </div>
      ) : null}
      <div id={id} hidden={!open} className="row-problem-more">
        <Prose text={words.happened} />
        <Prose text={words.advice} blocks />
        {wantsSetUp.has(problem.code) ? (
          <button type="button" className="small-button" onClick={() => send('openEnroll', { source: role.source, path: 'iam' })}>
            <KeyIcon size={13} /> Set up this YubiKey
          </button>
        ) : null}
      </div>
    </div>
  );
};
