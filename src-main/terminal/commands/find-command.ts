import type { FoundRoles } from '../../aws/iam/iam-types.ts';
import { ok } from '../../contract/result.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { findSaid } from '../../words/terminal.ts';
import type { Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { isoSeconds, plain, table } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';

/** `group policies (devs): AWS denied ...` */
const unreadLine = ({ what, name, problem }: FoundRoles['unread'][number]): string =>
  findSaid.unreadPart(what, name, problemWords(problem, { where: 'terminal' }).happened);

/** The roles that IAM lets a source's user assume, and what could not be read. */
export const find: Run = async (app, args, signal, console) => {
  const which = await whichSource(app, args, console, signal);
  if (!which.ok) return which;
  const searched = await app.findRoles(which.value, signal);
  if (!searched.ok) return searched;
  const { source, at, found, problem } = searched.value;
  const names = new Map(
    app
      .snapshot()
      .roles.filter((role) => role.source === source)
      .map((role) => [role.roleArn, role.profile]),
  );
  const heading =
    found.roles.length === 0
      ? `${plain(findSaid.none(source))}\n`
      : table([
          ['NAME', 'SURE', 'ROLE'],
          ...found.roles.map(({ roleArn, sure }) => [names.get(roleArn) ?? '-', sure ? 'yes' : 'maybe', roleArn]),
        ]);
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`\n${title}\n${lines.map((line) => `  ${plain(line)}\n`).join('')}`];
  return ok({
    json: {
      source,
      at: isoSeconds(at),
      accountId: found.accountId,
      alias: found.alias ?? null,
      roles: found.roles.map(({ roleArn, sure, externalId, maxSessionSeconds }) => ({
        profile: names.get(roleArn) ?? null,
        roleArn,
        sure,
        externalId: externalId ?? null,
        maxDurationSeconds: maxSessionSeconds ?? null,
      })),
      patterns: found.patterns.map(({ pattern, accountId }) => ({ pattern, accountId: accountId ?? null })),
      unread: found.unread.map(({ what, name, problem: why }) => ({ what, name: name ?? null, problem: why })),
      problem: problem ?? null,
    },
    text: joined([
      heading,
      ...part(
        findSaid.patterns,
        found.patterns.map(({ pattern }) => pattern),
      ),
      ...part(findSaid.unread, found.unread.map(unreadLine)),
      ...part(
        findSaid.also,
        problem ? [`${problemWords(problem, { where: 'terminal' }).happened} ${problemWords(problem, { where: 'terminal' }).advice}`] : [],
      ),
    ]),
  });
};
