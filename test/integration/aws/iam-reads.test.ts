import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAwsTransport } from '../../../src-main/aws/http/aws-transport.adapter.ts';
import { createIamReader } from '../../../src-main/aws/iam/iam-reader.adapter.ts';
import type { FoundRoles, RoleSearch } from '../../../src-main/aws/iam/iam-types.ts';
import { createRoleSearch } from '../../../src-main/aws/policies/role-search.ts';
import { createSts, type StsConnection } from '../../../src-main/aws/sts/sts.adapter.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import type { SimulatedAccount, SimulatedKey, SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { PolicyDocument } from '../../../src-main/demo/aws-simulator/model/policy.ts';
import { type AwsSimulatorServer, serveAwsSimulator } from '../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../src-main/demo/aws-simulator/simulator.ts';
import { startAws } from '../../support/aws/aws-command.ts';

/** A user's rights as the real `aws` reads them from the simulator, page by page, and what the search makes of the same. */

let simulator: AwsSimulator;
let server: AwsSimulatorServer;
let folder: string;
let account: SimulatedAccount;
let jane: SimulatedUser;
let keys: SimulatedKey;
let sts: StsConnection;
let search: RoleSearch;

const command = await startAws();
const own = '111122223333';
const role = (name: string) => `arn:aws:iam::${own}:role/${name}`;
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ÄÖ+ %&/()', Effect: 'Allow', Action, Resource }],
});
const reads = allow(['iam:Get*', 'iam:List*']);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-reads-'));
  simulator = createAwsSimulator({ now: Date.now, random: (bytes) => randomBytes(bytes), settings: { pageLimit: 1 } });
  server = await serveAwsSimulator(simulator, (error) => {
    throw error;
  });
  account = simulator.addAccount(own);
  jane = account.addUser('jane', { path: '/eng/' });
  keys = jane.addKey();
  const parts = { env: {}, clock: systemClock, log: silentLog };
  const transport = createAwsTransport(parts);
  sts = createSts({ ...parts, transport });
  search = createRoleSearch({ reader: createIamReader({ ...parts, transport }), sts });
});

afterEach(async () => {
  sts.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const environment = () => ({
  HOME: folder,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  AWS_DEFAULT_OUTPUT: 'json',
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
});

/** What `aws` printed, or `Code: message` of the refusal. */
const aws = (...words: readonly string[]): Promise<unknown> =>
  new Promise((resolve) => {
    execFile(command, ['--endpoint-url', server.url, ...words], { env: environment(), cwd: folder }, (_error, stdout, stderr) => {
      const refusal = /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: (.*)/.exec(stderr);
      resolve(refusal ? `${refusal[1]}: ${refusal[2]}` : JSON.parse(stdout || 'null'));
    });
  });

const found = async (): Promise<FoundRoles> => {
  const endpoint = { region: 'eu-central-1', override: { url: server.url, setting: 'AWS_ENDPOINT_URL' } };
  const credentials = { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey };
  const caller = { source: 'work', credentials, stsEndpoint: endpoint, iamEndpoint: endpoint };
  const result = await search.search(caller, new AbortController().signal);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

it('reads what `aws` reads', async () => {
  jane.putPolicy('reads', reads);
  jane.putPolicy('own', allow('sts:AssumeRole', role('A')));
  const managed = account.addPolicy('managed', allow('s3:*'), { path: '/team/' });
  managed.addVersion(allow('sts:AssumeRole', role('B')));
  const byAws = account.addPolicy('ReadOnlyAccess', allow('s3:Get*'), { byAws: true });
  jane.attach(managed);
  jane.attach(byAws);
  const limits = account.addPolicy('limits', allow('*'));
  jane.setBoundary(limits);
  const devs = account.addGroup('devs', { path: '/eng/' });
  const ops = account.addGroup('ops');
  jane.join(devs);
  jane.join(ops);
  devs.putPolicy('inline', allow('sts:AssumeRole', role('C')));
  ops.attach(managed);
  account.setAlias('acme-main');
  for (const name of ['A', 'B', 'C', 'D']) account.addRole(name, { maxSessionSeconds: 7200 });

  const user = ['--user-name', 'jane'];
  expect(await aws('iam', 'get-user')).toMatchObject({
    User: { Arn: jane.arn, Path: '/eng/', PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: limits.arn } },
  });
  expect(await aws('iam', 'list-user-policies', ...user)).toEqual({ PolicyNames: ['own', 'reads'] });
  expect(await aws('iam', 'get-user-policy', ...user, '--policy-name', 'own')).toEqual({
    UserName: 'jane',
    PolicyName: 'own',
    PolicyDocument: allow('sts:AssumeRole', role('A')),
  });
  expect(await aws('iam', 'list-attached-user-policies', ...user)).toEqual({
    AttachedPolicies: [
      { PolicyName: 'managed', PolicyArn: `arn:aws:iam::${own}:policy/team/managed` },
      { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
  });
  expect(await aws('iam', 'get-policy', '--policy-arn', managed.arn)).toMatchObject({
    Policy: { PolicyName: 'managed', Path: '/team/', DefaultVersionId: 'v2', AttachmentCount: 2, PermissionsBoundaryUsageCount: 0 },
  });
  const versions = await Promise.all(
    ['v1', 'v2'].map((version) => aws('iam', 'get-policy-version', '--policy-arn', managed.arn, '--version-id', version)),
  );
  expect(versions).toMatchObject([
    { PolicyVersion: { Document: allow('s3:*'), VersionId: 'v1', IsDefaultVersion: false } },
    { PolicyVersion: { Document: allow('sts:AssumeRole', role('B')), IsDefaultVersion: true } },
  ]);
  expect(await aws('iam', 'list-groups-for-user', ...user)).toMatchObject({
    Groups: [
      { GroupName: 'devs', Path: '/eng/', Arn: `arn:aws:iam::${own}:group/eng/devs` },
      { GroupName: 'ops', Path: '/' },
    ],
  });
  const group = ['--group-name', 'devs'];
  expect(await aws('iam', 'list-group-policies', ...group)).toEqual({ PolicyNames: ['inline'] });
  expect(await aws('iam', 'get-group-policy', ...group, '--policy-name', 'inline')).toEqual({
    GroupName: 'devs',
    PolicyName: 'inline',
    PolicyDocument: allow('sts:AssumeRole', role('C')),
  });
  expect(await aws('iam', 'list-attached-group-policies', '--group-name', 'ops')).toMatchObject({
    AttachedPolicies: [{ PolicyName: 'managed' }],
  });
  expect(await aws('iam', 'list-account-aliases')).toEqual({ AccountAliases: ['acme-main'] });
  const { Roles } = (await aws('iam', 'list-roles')) as {
    readonly Roles: readonly { readonly Arn: string; readonly MaxSessionDuration: number; readonly AssumeRolePolicyDocument: object }[];
  };
  expect(Roles.map(({ Arn }) => Arn)).toEqual(['A', 'B', 'C', 'D'].map(role));
  expect(Roles[0]).toMatchObject({ MaxSessionDuration: 7200, AssumeRolePolicyDocument: { Version: '2012-10-17' } });

  expect(await found()).toEqual({
    accountId: own,
    partition: 'aws',
    alias: 'acme-main',
    roles: ['A', 'B', 'C'].map((name) => ({ roleArn: role(name), sure: true, maxSessionSeconds: 7200 })),
    patterns: [],
    unread: [],
  });
  const assumed = ['A', 'B', 'C', 'D'].map((name) => aws('sts', 'assume-role', '--role-arn', role(name), '--role-session-name', 'second'));
  const [a, b, c, d] = await Promise.all(assumed);
  for (const answer of [a, b, c]) expect(answer).toMatchObject({ AssumedRoleUser: {} });
  expect(d).toMatch(/^AccessDenied: /);
});

it('is turned away in the words of AWS', async () => {
  jane.putPolicy(
    'some',
    allow(['iam:ListUserPolicies', 'iam:GetUserPolicy', 'iam:GetGroupPolicy', 'iam:GetPolicy', 'iam:GetPolicyVersion']),
  );
  account.addGroup('devs');
  const policy = account.addPolicy('managed', allow('s3:*'));
  const who = `User: ${jane.arn} is not authorized to perform: iam:`;
  const denied = (action: string, resource: string) =>
    `AccessDenied: ${who}${action} on resource: ${resource} because no identity-based policy allows the iam:${action} action`;
  expect(await aws('iam', 'list-groups-for-user', '--user-name', 'jane')).toBe(denied('ListGroupsForUser', jane.arn));
  expect(await aws('iam', 'list-group-policies', '--group-name', 'devs')).toBe(
    denied('ListGroupPolicies', `arn:aws:iam::${own}:group/devs`),
  );
  expect(await aws('iam', 'list-roles')).toBe(denied('ListRoles', `arn:aws:iam::${own}:role/`));
  expect(await aws('iam', 'list-account-aliases')).toBe(denied('ListAccountAliases', '*'));
  expect(await aws('iam', 'get-user-policy', '--user-name', 'jane', '--policy-name', 'none')).toBe(
    'NoSuchEntity: The user policy with name none cannot be found.',
  );
  expect(await aws('iam', 'get-group-policy', '--group-name', 'none', '--policy-name', 'none')).toBe(
    'NoSuchEntity: The group with name none cannot be found.',
  );
  expect(await aws('iam', 'get-policy', '--policy-arn', `${policy.arn}x`)).toBe(`NoSuchEntity: Policy ${policy.arn}x was not found.`);
  expect(await aws('iam', 'get-policy-version', '--policy-arn', policy.arn, '--version-id', 'v9')).toBe(
    `NoSuchEntity: Policy ${policy.arn} version v9 does not exist or is not attachable.`,
  );
  expect((await found()).unread.map(({ what }) => what)).toEqual(['attached-policies', 'groups', 'boundary', 'roles', 'alias']);
});
