import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { leftoverTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { LeftList } from './left-list.tsx';

/** What an enrolment or a removal left behind: devices that nobody uses, accounts whose device is gone. */
export const Leftovers = ({ view: { source, leftovers }, busy }: { readonly view: DevicesView; readonly busy: boolean }) => {
  const send = useSend();
  return (
    <LeftList
      id="leftovers-title"
      title={leftoverTexts.title}
      items={leftovers}
      lineOf={(item) => {
        const isDevice = item.kind === 'device';
        const name = isDevice ? item.serial : item.account;
        const own = isDevice ? name : `${item.keyId} ${name}`;
        return {
          key: `${item.kind} ${own}`,
          name,
          about: isDevice ? leftoverTexts.device : leftoverTexts.account(item.keySerial),
          button: leftoverTexts.cleanUp,
          label: leftoverTexts.cleanUpOf(shortArn(name)),
          onDo: () => send('cleanLeftover', { source, item: own }),
        };
      }}
      busy={busy}
    />
  );
};
