import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { otherWaysWords, removalWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { devicesTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';

/** Before a device goes: what is done, and what else lets the person in. */
export const RemoveDeviceDialog = ({
  view,
  confirm,
}: {
  readonly view: DevicesView;
  readonly confirm: NonNullable<DevicesView['confirm']>;
}) => {
  const send = useSend();
  const answer = (yes: boolean) => send('confirmRemove', { source: view.source, device: confirm.serial, yes });
  const ways = otherWaysWords(confirm);
  const device = view.devices.find(({ serial }) => serial === confirm.serial);
  return (
    <Dialog
      title={devicesTexts.askRemove(shortArn(confirm.serial))}
      onStay={() => answer(false)}
      buttons={
        <>
          <Button onClick={() => answer(false)}>{kitTexts.keepIt}</Button>
          <Button kind="danger" onClick={() => answer(true)}>
            {confirm.isLast ? devicesTexts.removeLast : devicesTexts.remove}
          </Button>
        </>
      }
    >
      <ol>
        {removalWords(device, confirm.serial).map((line) => (
          <li key={line} data-matters>
            {line}
          </li>
        ))}
      </ol>
      <Note tone={ways.safe ? 'good' : 'warn'}>
        <p data-matters>
          <b>{devicesTexts.otherWays}</b> {ways.text}
        </p>
      </Note>
    </Dialog>
  );
};
