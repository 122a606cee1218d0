import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { missingTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';

/** The way to an AWS file of which a line is to be corrected; nothing for other problems. */
export const OpenFile = ({
  snapshot: { files },
  problem,
  kind,
}: {
  readonly snapshot: Pick<Snapshot, 'files'>;
  readonly problem: Problem;
  readonly kind: 'primary' | 'small';
}) => {
  const send = useSend();
  if (problem.code !== 'file-refused') return null;
  const which = problem.file === files.credentials ? 'credentials' : 'config';
  return (
    <Button kind={kind} onClick={() => send('openAwsFile', { which })}>
      {missingTexts.openFile}
    </Button>
  );
};
