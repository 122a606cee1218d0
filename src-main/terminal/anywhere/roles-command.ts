import { failed, ok } from '../../contract/result.ts';
import { duration } from '../../words/grammar.ts';
import { anywhereRolesSaid, roleStateWords } from '../../words/roles/role.ts';
import type { Run } from '../console/command.ts';
import { type Cell, isoSeconds, table } from '../console/tables.ts';

/** `anywhere roles`: the roles that certificates open, and by which. */
export const anywhereRoles: Run = async (app) => {
  await app.ready;
  const { files, roles } = app.snapshot();
  if (files.problem && roles.length === 0) return failed(files.problem);
  const known = roles.flatMap((role) => (role.certificate ? [{ ...role, certificate: role.certificate }] : []));
  return ok({
    json: {
      roles: known.map(({ profile, roleArn, accountId, certificate, target, durationSeconds, state }) => ({
        profile,
        roleArn,
        accountId,
        trustAnchorArn: certificate.trustAnchorArn,
        profileArn: certificate.profileArn,
        certificate: certificate.wanted === '' ? null : certificate.wanted,
        helper: certificate.isHelper,
        target,
        durationSeconds,
        state: state.kind,
        expiration: state.kind === 'active' ? isoSeconds(state.expires) : null,
      })),
    },
    text:
      known.length === 0
        ? `${anywhereRolesSaid.none}\n`
        : table([
            ['PROFILE', 'ACCOUNT', 'ROLE', 'CERTIFICATE', 'DURATION', 'STATE'],
            ...known.map((role): readonly Cell[] => [
              role.profile,
              role.accountId,
              role.roleName,
              role.certificate.wanted === '' ? anywhereRolesSaid.any : role.certificate.wanted,
              duration(role.durationSeconds),
              roleStateWords(role.state),
            ]),
          ]),
  });
};
