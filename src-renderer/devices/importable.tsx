import type { DevicesView } from '../../src-main/contract/enroll.ts';
import { importableWords } from '../../src-main/words/devices.ts';
import { shortArn } from '../../src-main/words/enroll/facts.ts';
import { leftoverTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { LeftList } from './left-list.tsx';

/** Accounts that look like AWS's and that no profile uses: the person tells whose they are, and a code proves it. */
export const Importable = ({ view: { source, importable }, busy }: { readonly view: DevicesView; readonly busy: boolean }) => {
  const send = useSend();
  return (
    <LeftList
      id="importable-title"
      title={leftoverTexts.importable}
      items={importable}
      lineOf={(item) => ({
        key: `${item.keyId} ${item.account}`,
        name: item.account,
        about: importableWords(item),
        button: leftoverTexts.importIt,
        label: leftoverTexts.importOf(shortArn(item.account)),
        onDo: () => send('importAccount', { source, keyId: item.keyId, account: item.account }),
      })}
      busy={busy}
    />
  );
};
