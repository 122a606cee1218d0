import { parseArn } from '../../aws/arn.ts';
import { changedLines } from '../../aws/ini/changed-lines.ts';
import { checkPolicy } from '../../aws/policies/policy-check.ts';
import { type PolicyPlace, policyText } from '../../aws/policies/policy-texts.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { type PolicyCheck, type PolicyFinding, policyExtras, policyKinds } from '../../contract/team/policy.ts';
import { findingWords, levelWords, policySaid } from '../../words/team/policy.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import { type Drawn, withCommands } from '../console/look.ts';
import { plain, plainLines } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';
import { givenText } from './given-text.adapter.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The lines of a statement that change, with some around them. */
const changeText =
  ({ was = '', fixed = '' }: PolicyFinding): Drawn =>
  ({ paint }) =>
    changedLines(bytes(was), bytes(fixed))
      .map(({ kind, text }) => {
        const line = plain(text);
        return kind === 'same' ? `      ${line}` : kind === 'add' ? paint.green(`    + ${line}`) : paint.red(`    - ${line}`);
      })
      .join('\n');

/** `policy.json:12: error: title (statement 2)`, why, and the statement as it should be. */
const findingText =
  (name: string, finding: PolicyFinding): Drawn =>
  (look) => {
    const { level, line, statement, sid, fixed } = finding;
    const { title, why } = findingWords(finding);
    const paint = { error: look.paint.red, warning: look.paint.yellow, note: look.paint.cyan }[level];
    const where = statement === undefined ? '' : `, ${policySaid.statement(statement, sid)}`;
    return [
      `${plain(`${name}:${line}`)}: ${paint(`${levelWords(level)}:`)} ${look.paint.bold(title)}${plain(where)}`,
      `  ${withCommands(plain(why), look)}`,
      ...(fixed === undefined ? [] : [`  ${policySaid.fixed}`, changeText(finding)(look)]),
      '',
    ].join('\n');
  };

const counts =
  ({ findings }: PolicyCheck) =>
  (level: PolicyFinding['level']) =>
    findings.filter((one) => one.level === level).length;

const checkText =
  (name: string, check: PolicyCheck): Drawn =>
  (look) => {
    const count = counts(check);
    const summary = check.findings.length === 0 ? policySaid.clean : policySaid.summary(count('error'), count('warning'), count('note'));
    const hint = check.fixed === undefined ? [] : [withCommands(policySaid.howToFix, look)];
    return `${[...check.findings.map((finding) => findingText(name, finding)(look)), summary, ...hint].join('\n')}\n`;
  };

/** The findings with their sentences, as programs read them. `toFix`: the text that was given, where the person wants it set right and nothing else. */
export const checkOutput = (name: string, check: PolicyCheck, toFix: string | undefined): Output => {
  // Where nothing is to be set right, what was given is right; what cannot be read is not set right.
  const right = toFix === undefined || check.kind === 'unreadable' ? undefined : (check.fixed ?? toFix.trimEnd());
  const isBad = right === undefined && counts(check)('error') > 0;
  const findings = check.findings.map((finding) => {
    const { about, length, limit, fixed, was: _, ...rest } = finding;
    return {
      ...rest,
      ...findingWords(finding),
      ...defined({ about, length, limit }),
      fixed: fixed === undefined ? null : (JSON.parse(fixed) as unknown),
    };
  });
  return {
    json: {
      policy: name,
      kind: check.kind,
      findings,
      fixed: check.fixed === undefined ? null : (JSON.parse(check.fixed) as unknown),
    },
    text: right === undefined ? checkText(name, check) : `${plainLines(right)}\n`,
    ...(isBad ? { isBad: true as const } : {}),
  };
};

/** The account that a source's policies are for, as far as the files tell: its number is in the names of its devices. */
export const placeOf = ({ roles }: Pick<Snapshot, 'roles'>, source: string | undefined): PolicyPlace => {
  const own = roles.filter((role) => source === undefined || role.source === source);
  const arns = [
    ...new Set(
      own.flatMap(({ mfaSerial }) => parseArn(mfaSerial ?? '') ?? []).map(({ partition, accountId }) => `${partition} ${accountId}`),
    ),
  ];
  const [partition = 'aws', accountId = '*'] = arns.length === 1 ? (arns[0] ?? '').split(' ') : [];
  return { partition, accountId };
};

const made = (args: Arguments, snapshot: Pick<Snapshot, 'roles'>): Output => {
  const { make, path, with: extras } = args.team ?? {};
  const kind = policyKinds.find((one) => one === make) ?? 'self';
  const place = { ...placeOf(snapshot, args.source), ...defined({ path }) };
  const text = policyText(
    kind,
    place,
    policyExtras.filter((extra) => listOf(extras).includes(extra)),
  );
  return { json: { kind, accountId: place.accountId, partition: place.partition, policy: JSON.parse(text) as unknown }, text };
};

/** IAM keeps so many versions of a managed policy: one has to go before another comes. */
const mostVersions = 5;

/** `roletap team policy`: checks a policy, or writes one for this account. Problems: named-file-unreadable, input-unreadable. */
export const policy: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  const { make, arn, fix = false } = args.team ?? {};
  if (make !== undefined) return ok(made(args, app.snapshot()));
  if (arn !== undefined) {
    const source = await whichSource(app, args, console, signal);
    const read = source.ok ? await app.team.policy(source.value, arn, signal) : source;
    if (!read.ok) return read;
    const { text, versions = 0 } = read.value;
    if (versions >= mostVersions) console.note(policySaid.versionsFull);
    return ok(checkOutput(arn, checkPolicy(text), fix ? text : undefined));
  }
  const [, file = '-'] = args.words;
  const text = await givenText(file, signal);
  if (!text.ok) return text;
  return ok(checkOutput(file, checkPolicy(text.value), fix ? text.value : undefined));
};
