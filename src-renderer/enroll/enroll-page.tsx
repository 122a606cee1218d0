import type { EnrollView } from '../../src-main/contract/enroll.ts';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { EnrollDevice, EnrollDone, EnrollFound } from './steps/enroll-end.tsx';
import { EnrollKey } from './steps/enroll-key.tsx';
import { EnrollProfiles } from './steps/enroll-profiles.tsx';
import { EnrollSecret } from './steps/enroll-secret.tsx';
import { EnrollSpare } from './steps/enroll-spare.tsx';
import { EnrollTwoCodes } from './steps/enroll-two-codes.tsx';
import { EnrollUser } from './steps/enroll-user.tsx';
import { EnrollCodes, EnrollWorking } from './steps/enroll-work.tsx';

/** The body of each kind of page. A page that was only busy or made codes has none while its problem is shown. */
export const EnrollPageBody = ({
  view,
  demo,
  question,
}: {
  readonly view: EnrollView;
  readonly demo: boolean;
  readonly question?: Waiting | undefined;
}) => {
  const { page, problem } = view;
  switch (page.kind) {
    case 'user':
      return <EnrollUser view={view} page={page} />;
    case 'key':
      return <EnrollKey view={view} page={page} />;
    case 'working':
      return problem === undefined ? <EnrollWorking view={view} page={page} question={question} /> : null;
    case 'codes':
      return problem === undefined ? <EnrollCodes view={view} page={page} demo={demo} question={question} /> : null;
    case 'spare':
      return <EnrollSpare view={view} page={page} />;
    case 'profiles':
      return <EnrollProfiles view={view} page={page} />;
    case 'secret':
      return <EnrollSecret view={view} page={page} />;
    case 'two-codes':
      return <EnrollTwoCodes view={view} page={page} question={question} />;
    case 'device':
      return <EnrollDevice view={view} page={page} />;
    case 'found':
      return <EnrollFound view={view} />;
    case 'done':
      return <EnrollDone view={view} page={page} />;
  }
};
