import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok } from '../../contract/result.ts';
import { duration } from '../../words/grammar.ts';
import { anywhereRolesSaid, roleStateWords } from '../../words/roles/role.ts';
import type { Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { problemDocument, problemLine } from '../console/prompts.ts';
import { type Cell, isoSeconds, plain, table } from '../console/tables.ts';

/** What is wrong with a profile that a certificate was to open. */
const ofCertificates: ReadonlySet<Problem['code']> = new Set(['helper-line-bad', 'anywhere-arn-bad', 'anywhere-apart', 'pin-in-file']);

/** `anywhere roles`: the roles that certificates open, and by which. */
export const anywhereRoles: Run = async (app) => {
  await app.ready;
  const { files, roles, notices } = app.snapshot();
  if (files.problem && roles.length === 0) return failed(files.problem);
  const withPin = notices.flatMap((notice) => (notice.kind === 'profile' && notice.problem.code === 'pin-in-file' ? [notice] : []));
  const below = (profile: string): readonly string[] => [
    ...withPin.filter((notice) => notice.profile === profile).map(({ problem }) => problemLine(problem)),
    plain(anywhereRolesSaid.callsHelper(profile)),
  ];
  const known = roles.flatMap((role) => (role.certificate ? [{ ...role, certificate: role.certificate }] : []));
  // A line that can't be read may have a PIN in it all the same.
  const unread = notices.flatMap((notice) =>
    notice.kind === 'profile' && ofCertificates.has(notice.problem.code) && !known.some(({ profile }) => profile === notice.profile)
      ? [notice]
      : [],
  );
  return ok({
    json: {
      roles: known.map(({ profile, roleArn, accountId, certificate, target, durationSeconds, state }) => ({
        profile,
        roleArn,
        accountId,
        trustAnchorArn: certificate.trustAnchorArn,
        profileArn: certificate.profileArn,
        certificate: certificate.wanted === '' ? null : certificate.wanted,
        slot: certificate.slot ?? null,
        helper: certificate.isHelper,
        pinInFile: withPin.some((notice) => notice.profile === profile),
        target,
        durationSeconds,
        state: state.kind,
        expiration: state.kind === 'active' ? isoSeconds(state.expires) : null,
      })),
      problems: unread.map(({ profile, problem }) => ({ profile, ...problemDocument(problem) })),
    },
    text: joined([
      known.length === 0
        ? `${anywhereRolesSaid.none}\n`
        : table([
            ['PROFILE', 'ACCOUNT', 'ROLE', 'CERTIFICATE', 'DURATION', 'STATE'],
            ...known.map((role): readonly Cell[] => [
              role.profile,
              role.accountId,
              role.roleName,
              anywhereRolesSaid.certificate(role.certificate),
              duration(role.durationSeconds),
              roleStateWords(role.state),
            ]),
          ]),
      ...known.filter(({ certificate }) => certificate.isHelper).flatMap(({ profile }) => below(profile).map((line) => `${line}\n`)),
      ...unread.map(({ problem }) => `${problemLine(problem)}\n`),
    ]),
  });
};
