import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { otherWaysWords, removalWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { useSend } from '../store/bridge.ts';
import { Ask } from '../ui/dialog.tsx';
import { CheckIcon, WarnIcon } from '../ui/icons.tsx';

/** Before a device goes: what is done, and what else lets the person in. */
export const AskRemove = ({ view, confirm }: { readonly view: DevicesView; readonly confirm: NonNullable<DevicesView['confirm']> }) => {
  const send = useSend();
  const answer = (yes: boolean) => send('confirmRemove', { source: view.source, device: confirm.serial, yes });
  const ways = otherWaysWords(confirm);
  const device = view.devices.find(({ serial }) => serial === confirm.serial);
  return (
    <Ask
      title={`Remove ${shortArn(confirm.serial)}?`}
      onStay={() => answer(false)}
      buttons={
        <>
          <button type="button" className="button" onClick={() => answer(false)}>
            Keep it
          </button>
          <button type="button" className="button button-danger" onClick={() => answer(true)}>
            {confirm.isLast ? 'Remove the last device' : 'Remove it'}
          </button>
        </>
      }
    >
      <ol className="ask-list">
        {removalWords(device, confirm.serial).map((line) => (
          <li key={line} data-matters>
            {line}
          </li>
        ))}
      </ol>
      <div className="note" data-tone={ways.safe ? 'good' : 'warn'}>
        {ways.safe ? <CheckIcon size={15} /> : <WarnIcon size={15} />}
        <p className="note-body" data-matters>
          <b>What else lets you in?</b> {ways.text}
        </p>
      </div>
    </Ask>
  );
};
