import { useCallback } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import type { ToolsView } from '../../src-main/contract/tools.ts';
import { sharingTexts } from '../../src-main/words/access-keys/sharing.ts';
import { roleNameWords, sourceKindWords } from '../../src-main/words/roles/role.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { toolPageTexts } from '../../src-main/words/window/tools.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { ProcessSwitch } from './process-switch.tsx';
import * as styles from './tool-card.module.css';
import { ToolCard } from './tool-card.tsx';

/** How a role gets into the hands of every tool: lines to copy, checks, and the line that keeps secrets off the disk. */
export const Tools = ({ view, snapshot }: { readonly view: ToolsView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage(view.role, close);
  const role = snapshot.roles.find(({ id }) => id === view.role);
  const kind = role && sourceKindWords(role);
  return (
    <Page
      heading={heading}
      title={toolPageTexts.title(view.profile)}
      about={
        <>
          <span data-matters>{toolPageTexts.profile(view.target)}</span>
          {role === undefined ? null : (
            <span className="tabular" data-matters>
              {toolPageTexts.role(roleNameWords(role), role.accountId)}
            </span>
          )}
          {kind === undefined || role === undefined ? null : <span data-matters>{toolPageTexts.source(role.source, kind)}</span>}
        </>
      }
      actions={<Button onClick={close}>{kitTexts.close}</Button>}
    >
      {view.sharesKey ? (
        <Note tone="warn">
          <p data-matters>{sharingTexts.fact(view.profile)}</p>
        </Note>
      ) : null}
      <ProcessSwitch view={view} noFiles={snapshot.preferences.noFiles} />
      <ul className={styles.toolList}>
        {view.lines.map((line) => (
          <ToolCard
            key={line.tool}
            role={view.role}
            line={line}
            isOpen={role?.state.kind === 'active'}
            clipboardSeconds={snapshot.preferences.clipboardSeconds}
          />
        ))}
      </ul>
    </Page>
  );
};
