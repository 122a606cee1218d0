import { useState } from 'react';
import type { EnvironmentFormat, ToolLine } from '../../src-main/contract/tools.ts';
import { useSend } from '../bridge.ts';
import { checkWords, endpointVariables, formatOptions, toolWords } from '../words-tools.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { Ring } from './ring.tsx';
import { InlineProblem } from './wizard-problem.tsx';

/** One way to use a role: what to copy, and whether it works now. */
export const ToolCard = ({ role, line }: { readonly role: string; readonly line: ToolLine }) => {
  const send = useSend();
  const { tool, text, check, problem } = line;
  const { title, text: about } = toolWords(tool);
  return (
    <li className="tool">
      <div className="tool-head">
        <div className="tool-text">
          <h2 className="tool-title">{title}</h2>
          <p className="option-sub">{about}</p>
        </div>
        <button type="button" className="small-button" disabled={check === 'checking'} onClick={() => send('checkTool', { role, tool })}>
          Check<span className="spoken">{` that “${title}” works`}</span>
        </button>
      </div>
      {text === '' ? (
        <CopyEnvironment role={role} />
      ) : (
        <div className="command tool-line">
          <pre>
            <code data-matters>{text}</code>
          </pre>
          <CopyButton label={`Copy the line of “${title}”`} onCopy={() => send('copyTool', { role, tool })} />
        </div>
      )}
      {check === 'none' ? null : check === 'failed' ? (
        <div role="alert">{problem === undefined ? null : <InlineProblem problem={problem} />}</div>
      ) : (
        <p className="tool-check" data-check={check}>
          {check === 'checking' ? <Ring tone="busy" /> : <CheckIcon size={14} />}
          {checkWords(line)}
        </p>
      )}
    </li>
  );
};

const CopyButton = ({ label, onCopy }: { readonly label: string; readonly onCopy: () => void }) => {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={copied ? `${label}: copied` : label}
      title="Copy"
      onClick={() => {
        setCopied(true);
        onCopy();
      }}
    >
      {copied ? <CheckIcon /> : <CopyIcon />}
    </button>
  );
};

/** The variables are a secret: they go straight to the clipboard, and leave it like a code. */
const CopyEnvironment = ({ role }: { readonly role: string }) => {
  const send = useSend();
  const [format, setFormat] = useState<EnvironmentFormat>('sh');
  return (
    <div className="tool-environment">
      <p className="option-sub">
        <code data-matters>{endpointVariables}</code>
      </p>
      <div className="tool-buttons">
        <label className="tool-format">
          <span>For</span>
          <select
            className="select"
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
        <button type="button" className="small-button" onClick={() => send('copyEnvironment', { role, format, how: 'endpoint' })}>
          <CopyIcon size={13} /> Copy the endpoint
        </button>
        <button type="button" className="small-button" onClick={() => send('copyEnvironment', { role, format, how: 'keys' })}>
          <CopyIcon size={13} /> Copy the keys
        </button>
      </div>
      <p className="option-sub">A secret: it leaves the clipboard like a code.</p>
    </div>
  );
};
