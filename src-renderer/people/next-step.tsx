import { type ReactNode, useRef } from 'react';
import type { NextStep, Person } from '../../src-main/contract/team/people.ts';
import type { Removal } from '../../src-main/contract/team/remove.ts';
import { peopleTexts } from '../../src-main/words/team/page.ts';
import { stepWords } from '../../src-main/words/team/people.ts';
import { removeSaid } from '../../src-main/words/team/remove.ts';
import { enrollSheet, rescueSheet, rowTexts } from '../../src-main/words/team/sheets.ts';
import { simulateTexts } from '../../src-main/words/team/simulate.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { useCopied } from '../ui/copy-button.tsx';
import { CheckIcon, ConsoleIcon, CrossIcon, KeyIcon, ListIcon, MoreIcon, ShieldIcon, WarnIcon } from '../ui/drawings/icons.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { Popup } from '../ui/popup.tsx';
import * as styles from './people-table.module.css';

/** What the person alone can do, in their own terminal. */
const commands: { readonly [S in NextStep]?: string } = { 'rotate-key': 'roletap rotate' };

/** What is done in the window; the rest in IAM's console. */
const enrolled: readonly NextStep[] = ['add-mfa', 'add-spare'];

/** What is removed here. */
const removed: { readonly [S in NextStep]?: Removal } = { 'remove-unused': 'access', 'delete-second-key': 'keys' };

/** The next step for somebody, as a button that does it. */
export const NextStepButton = ({ person: { name, arn, next } }: { readonly person: Person }) => {
  const send = useSend();
  const command = commands[next];
  if (next === 'none') return <span className={styles.nothing}>{peopleTexts.nothingToDo}</span>;
  const words = stepWords(next);
  const label = rowTexts.stepFor(words, name);
  if (command !== undefined) return <CopyStep words={words} label={label} command={command} />;
  const what = removed[next];
  const act = () =>
    enrolled.includes(next)
      ? send('openSheet', { kind: 'enroll', user: name })
      : what === undefined
        ? send('openIamUser', { arn })
        : send('openSheet', { kind: 'remove', user: name, what });
  return (
    <Button kind="link" aria-label={label} onClick={act}>
      {words}
    </Button>
  );
};

const CopyStep = ({ words, label, command }: { readonly words: string; readonly label: string; readonly command: string }) => {
  const code = useRef<HTMLElement>(null);
  const [copied, follow] = useCopied();
  const copy = async (): Promise<boolean> => {
    const selection = window.getSelection();
    if (code.current === null || selection === null) return false;
    selection.selectAllChildren(code.current);
    const isCopied = document.execCommand('copy');
    selection.removeAllRanges();
    return isCopied;
  };
  return (
    <>
      <Button kind="link" aria-label={label} title={rowTexts.rotate} onClick={() => void follow(copy())}>
        {words}
      </Button>{' '}
      <code ref={code} className={styles.command}>
        {command}
      </code>
      <span role="status">{copied ? <CheckIcon size={12} /> : null}</span>
    </>
  );
};

/** What else can be done for somebody. */
export const PersonMenu = ({ person: { name, arn, isRoot } }: { readonly person: Person }) => {
  const send = useSend();
  return (
    <Popup label={rowTexts.more(name)} button={<MoreIcon />} menu>
      {(close) => {
        const item = (words: string, icon: ReactNode, act: () => unknown) => (
          <MenuItem
            icon={icon}
            onPick={() => {
              close();
              act();
            }}
          >
            {words}
          </MenuItem>
        );
        return (
          <>
            {isRoot ? null : (
              <>
                {item(enrollSheet.open, <KeyIcon />, () => send('openSheet', { kind: 'enroll', user: name }))}
                {item(rescueSheet.open, <WarnIcon />, () => send('openSheet', { kind: 'rescue', user: name }))}
                {item(removeSaid.open, <CrossIcon />, () => send('openSheet', { kind: 'remove', user: name, what: 'access' }))}
                {item(rowTexts.require, <ShieldIcon />, () => send('openEnforce', { user: name }))}
                {item(simulateTexts.open, <ListIcon />, () => send('openSimulate', { user: name }))}
              </>
            )}
            {item(rowTexts.console, <ConsoleIcon />, () => send('openIamUser', { arn }))}
          </>
        );
      }}
    </Popup>
  );
};
