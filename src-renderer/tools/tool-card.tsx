import { useState } from 'react';
import type { EnvironmentFormat, ToolLine } from '../../src-main/contract/tools.ts';
import { clipboardWords } from '../../src-main/words/roles/role.ts';
import { checkWords, endpointVariables, formatOptions, toolWords } from '../../src-main/words/tools.ts';
import { toolPageTexts } from '../../src-main/words/window/tools.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { CheckIcon } from '../ui/drawings/icons.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as form from '../ui/form-field.module.css';
import { InlineProblem } from '../ui/problem.tsx';
import { CommandFrame } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './tool-card.module.css';

interface EnvironmentProps {
  readonly role: string;
  /** A session is there, so that its keys are copied without a tap. */
  readonly isOpen: boolean;
  readonly clipboardSeconds: number;
}

/** One way to use a role: what to copy, and whether it works now. */
export const ToolCard = ({ line, ...environment }: EnvironmentProps & { readonly line: ToolLine }) => {
  const { role } = environment;
  const send = useSend();
  const { tool, check, problem } = line;
  const { title, text: about } = toolWords(tool);
  return (
    <li className={styles.tool}>
      <div className={styles.toolHead}>
        <div className={styles.toolText}>
          <h2 className={styles.toolTitle}>{title}</h2>
          <p className={text.sub}>{about}</p>
        </div>
        <Button kind="small" disabled={check === 'checking'} onClick={() => send('checkTool', { role, tool })}>
          {toolPageTexts.check}
          <span className="spoken">{toolPageTexts.checkOf(title)}</span>
        </Button>
      </div>
      {line.text === '' ? (
        <CopyEnvironment {...environment} />
      ) : (
        <CommandFrame copy={<CopyButton kind="icon" label={toolPageTexts.copyOf(title)} onCopy={() => send('copyTool', { role, tool })} />}>
          <code data-matters>{line.text}</code>
        </CommandFrame>
      )}
      {check === 'none' ? null : check === 'failed' ? (
        <div role="alert">{problem === undefined ? null : <InlineProblem problem={problem} />}</div>
      ) : (
        <p className={styles.toolCheck} data-check={check}>
          {check === 'checking' ? <Ring tone="busy" /> : <CheckIcon size={14} />}
          {checkWords(line)}
        </p>
      )}
    </li>
  );
};

/** The variables are a secret: they go straight to the clipboard, and leave it like a code. */
const CopyEnvironment = ({ role, isOpen, clipboardSeconds }: EnvironmentProps) => {
  const send = useSend();
  const [format, setFormat] = useState<EnvironmentFormat>('sh');
  const copy = (how: 'endpoint' | 'keys') => async () => {
    const taken = await send('copyEnvironment', { role, format, how });
    // Without a session the keys take a tap first.
    return taken && (how === 'endpoint' || isOpen);
  };
  return (
    <div className={styles.toolEnvironment}>
      <p className={text.sub}>
        <code data-matters>{endpointVariables}</code>
      </p>
      <div className={styles.toolButtons}>
        <label className={styles.toolFormat}>
          <span>{toolPageTexts.format}</span>
          <select
            className={form.select}
            value={format}
            onChange={(event) => setFormat(formatOptions.find(({ value }) => value === event.target.value)?.value ?? 'sh')}
          >
            {formatOptions.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <CopyButton label={toolPageTexts.copyEndpoint} onCopy={copy('endpoint')} />
        <CopyButton label={toolPageTexts.copyKeys} onCopy={copy('keys')} />
      </div>
      <p className={text.sub}>{clipboardWords(clipboardSeconds)}</p>
    </div>
  );
};
