import { useState } from 'react';
import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import { useSend } from '../../store/bridge.ts';
import { KeyDrawing } from '../../ui/drawings/key-drawing.tsx';
import { KeyCards } from '../key-cards.tsx';
import { PageForm } from '../page-form.tsx';

/** The other key. Taken by itself when it is the only one that can be. */
export const EnrollSpare = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'spare' }> }) => {
  const send = useSend();
  const fit = page.keys.filter((key) => key.problem === undefined);
  const [picked, setPicked] = useState<string>();
  const chosen = fit.find((key) => key.id === picked) ?? (fit.length === 1 ? fit[0] : undefined);
  return (
    <PageForm
      onSubmit={() => {
        if (chosen === undefined) return;
        send('enrollKey', { enroll: view.id, keyId: chosen.id, deviceName: '', touch: chosen.canTouch, spare: page.spare });
        send('enrollNext', { enroll: view.id });
      }}
    >
      {fit.length === 0 ? <KeyDrawing mood="missing" /> : null}
      <KeyCards keys={page.keys} chosen={chosen?.id} onChoose={setPicked} />
    </PageForm>
  );
};
