import { describe, expect, it } from 'vitest';
import { createAddRole } from '../../../../src-main/app/team/roles/add-role.ts';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { RoleFormat, RoleTrust, RoleWish } from '../../../../src-main/contract/team/role.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../fakes/world.ts';
import { everything, type TeamStage, teamStage } from './team-stage.ts';

const wish: RoleWish = { name: 'Deploy', trust: { kind: 'account', accountId: '' }, policies: [] };
const reports = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] };
const anchor = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/12345678-1234-1234-1234-123456789012';
const watch = { onStep: () => {} };

const stage = (policy = everything) => {
  const all = teamStage(policy);
  const managed = all.account.addPolicy('deployers', everything);
  const group = all.account.addGroup('developers');
  const whole: RoleWish = {
    ...wish,
    path: '/teams/',
    mfaAgeSeconds: 3600,
    maxSessionSeconds: 43_200,
    policies: [managed.arn],
    permissions: JSON.stringify(reports),
    boundary: managed.arn,
    group: 'developers',
  };
  const begin = (given: RoleWish = whole) => createAddRole(all.ports()).add('admin', given, watch, never());
  const role = () => all.look('GetRole', { RoleName: 'Deploy' });
  return { ...all, managed, group, whole, begin, role };
};
type Stage = ReturnType<typeof stage>;

const expectWhole = async ({ role, look, kept }: Stage) => {
  expect(await role()).toMatchObject({ Role: { Path: '/teams/', MaxSessionDuration: 43_200, PermissionsBoundary: expect.anything() } });
  expect(await look('ListAttachedRolePolicies', { RoleName: 'Deploy' })).toMatchObject({ AttachedPolicies: [{ PolicyName: 'deployers' }] });
  const permissions = (await look('GetRolePolicy', { RoleName: 'Deploy', PolicyName: 'RoletapPermissions' })) as { PolicyDocument: string };
  expect(JSON.parse(decodeURIComponent(permissions.PolicyDocument))).toEqual(reports);
  expect(await look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: ['RoletapAssume-Deploy'] });
  expect(await kept()).toEqual([]);
};

const expectNothing = async ({ role, look, kept }: Stage) => {
  expect(await role()).toMatchObject({ code: expect.any(String) });
  expect(await look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: [] });
  expect(await kept()).toEqual([]);
};

const trustIn = async (all: Pick<TeamStage, 'look'>) => {
  const { Role } = (await all.look('GetRole', { RoleName: 'Deploy' })) as { readonly Role: { readonly AssumeRolePolicyDocument: string } };
  return decodeURIComponent(Role.AssumeRolePolicyDocument);
};

describe('adding a role', () => {
  it('is shown first with its documents and what they mean, and changes nothing', async () => {
    const all = stage();
    const plan = await createAddRole(all.ports()).plan('admin', all.whole, never());
    expect(plan).toMatchObject({
      ok: true,
      value: {
        roleArn: 'arn:aws:iam::111122223333:role/teams/Deploy',
        notes: ['short-age', 'long-session'],
        steps: [
          { name: 'role', action: 'iam:CreateRole', state: 'todo', undo: 'iam:DeleteRole' },
          { name: 'permissions', action: 'iam:PutRolePolicy', undo: 'iam:DeleteRolePolicy' },
          { name: 'policies', action: 'iam:AttachRolePolicy' },
          { name: 'assume', action: 'iam:PutGroupPolicy', on: 'developers' },
        ],
      },
    });
    if (!plan.ok) return;
    expect(JSON.parse(plan.value.permissionsPolicy ?? '')).toEqual(reports);
    expect(JSON.parse(plan.value.groupPolicy ?? '')).toMatchObject({
      Statement: [{ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/teams/Deploy' }],
    });
    await expectNothing(all);
  });

  it('makes the role with all that was wished for', async () => {
    const all = stage();
    expect(await all.through(all.begin())).toMatchObject({ ok: true });
    await expectWhole(all);
  });

  it.each<[string, RoleTrust, object, readonly string[]]>([
    [
      'the own account',
      { kind: 'account', accountId: '' },
      { AWS: 'arn:aws:iam::111122223333:root' },
      ['any-age', 'account-alone', 'no-permissions'],
    ],
    [
      'another account with an external ID',
      { kind: 'account', accountId: '222233334444', externalId: 'partner-42' },
      { AWS: 'arn:aws:iam::222233334444:root' },
      ['any-age', 'other-account', 'no-permissions'],
    ],
    [
      'certificates of an anchor',
      { kind: 'certificate', trustAnchor: anchor, subject: { CN: 'jane' } },
      { Service: 'rolesanywhere.amazonaws.com' },
      ['certificate', 'no-permissions'],
    ],
    [
      'certificates by the part of their subject that AWS can check',
      { kind: 'certificate', trustAnchor: anchor, subject: { CN: 'jane', O: 'Example, Inc.' } },
      { Service: 'rolesanywhere.amazonaws.com' },
      ['certificate', 'subject-lost', 'no-permissions'],
    ],
    [
      'certificates that prove their key',
      { kind: 'certificate', trustAnchor: anchor, subject: { CN: 'jane' }, proved: true },
      { Service: 'rolesanywhere.amazonaws.com' },
      ['certificate', 'proved', 'no-permissions'],
    ],
  ])('trusts %s, with nothing that the checker finds', async (_, trust, principal, notes) => {
    const all = stage();
    const done = await all.through(all.begin({ ...wish, trust }));
    expect(done).toMatchObject({ ok: true, value: { notes } });
    const document = await trustIn(all);
    expect(JSON.parse(document)).toMatchObject({ Statement: [{ Principal: principal }] });
    expect(document).not.toContain('Inc.');
    // In the record of the plan as well, which the trust policy is made from.
    expect(document.includes('urn:yubikey:*:pin-*once:touch-cached')).toBe(notes.includes('proved'));
    expect(checkPolicy(document)).toMatchObject({ kind: 'trust', findings: [] });
  });

  it('waits for a user who was made two seconds ago', async () => {
    const all = stage();
    await all.clock.advance(60_000);
    all.account.addUser('kim');
    await all.clock.advance(2000);
    const arns = ['arn:aws:iam::111122223333:user/kim'];
    expect(await all.through(all.begin({ ...wish, trust: { kind: 'users', arns } }))).toMatchObject({ ok: true });
    expect(all.aws.simulator.requests.filter(({ errorCode }) => errorCode === 'MalformedPolicyDocument').length).toBeGreaterThan(1);
  });

  it('says whom IAM does not know, when waiting does not help', async () => {
    const all = stage();
    const arns = ['arn:aws:iam::111122223333:user/nobody'];
    expect(await all.through(all.begin({ ...wish, trust: { kind: 'users', arns } }))).toMatchObject({
      ok: false,
      problem: { code: 'role-principal-missing', names: arns },
    });
    expect(await all.kept()).toEqual([]);
    await expectNothing(all);
  });

  it.each<[string, Partial<RoleWish>, object]>([
    ['65 characters', { name: 'r'.repeat(65) }, { code: 'team-wish-bad', what: 'role', why: 'long' }],
    ['a blank', { name: 'my role' }, { code: 'team-wish-bad', what: 'role', why: 'letters' }],
    ['a path without its slash', { path: '/eng' }, { code: 'team-wish-bad', what: 'path' }],
    ['an account of 11 digits', { trust: { kind: 'account', accountId: '11112222333' } }, { code: 'role-wish-bad', what: 'trust' }],
    [
      'a user of another partition',
      { trust: { kind: 'users', arns: ['arn:aws-cn:iam::111122223333:user/kim'] } },
      { code: 'role-wish-bad', what: 'trust' },
    ],
    [
      'an external ID with a blank',
      { trust: { kind: 'account', accountId: '', externalId: 'a b' } },
      { code: 'role-wish-bad', what: 'external-id' },
    ],
    ['an age that nobody meets', { mfaAgeSeconds: 5 }, { code: 'role-wish-bad', what: 'mfa-age' }],
    [
      'an age of certificates',
      { mfaAgeSeconds: 3600, trust: { kind: 'certificate', trustAnchor: anchor, subject: {} } },
      { code: 'role-wish-bad', what: 'certificate-age' },
    ],
    [
      'a subject of which AWS can check nothing',
      { trust: { kind: 'certificate', trustAnchor: anchor, subject: { CN: 'Jane, Doe' } } },
      { code: 'subject-undemandable', subject: 'CN=Jane\\, Doe' },
    ],
    [
      'a trust anchor of another account',
      { trust: { kind: 'certificate', trustAnchor: anchor.replace('1111', '4444'), subject: {} } },
      { code: 'anywhere-apart', what: 'account', values: ['444422223333', '111122223333'] },
    ],
    [
      'a trust anchor in a region of another partition',
      { trust: { kind: 'certificate', trustAnchor: anchor.replace('eu-central-1', 'cn-north-1'), subject: {} } },
      { code: 'anywhere-apart', what: 'partition', values: ['aws', 'aws-cn'] },
    ],
    ['sessions of 13 hours', { maxSessionSeconds: 46_800 }, { code: 'role-wish-bad', what: 'max-session' }],
    [
      'a trust policy that is too long',
      { trust: { kind: 'users', arns: Array.from({ length: 60 }, (_, index) => `arn:aws:iam::111122223333:user/user${index}`) } },
      { code: 'team-policy-long', limit: 2048 },
    ],
    ['a group that is not there', { group: 'nobody' }, { code: 'name-unknown', of: 'group', name: 'nobody' }],
  ])('is refused before anything is changed: %s', async (_, change, problem) => {
    const all = stage();
    expect(await all.begin({ ...wish, ...change })).toMatchObject({ ok: false, problem });
    expect(await all.kept()).toEqual([]);
    expect(all.aws.simulator.requests.filter(({ action }) => !/^(?:Get|List)/.test(action))).toEqual([]);
  });

  it('is refused for a name that is taken, with other capitals, too', async () => {
    const all = stage();
    all.account.addRole('Deploy');
    expect(await all.begin()).toMatchObject({ ok: false, problem: { code: 'team-name-taken', name: 'Deploy' } });
    expect(await all.through(all.begin({ ...wish, name: 'deploy' }))).toMatchObject({ ok: false, problem: { code: 'team-name-taken' } });
    expect(await all.kept()).toEqual([]);
    expect(await all.role()).toMatchObject({ Role: { RoleName: 'Deploy' } });
  });

  it('says when IAM refuses the permissions, and takes the role back', async () => {
    const all = stage();
    all.aws.simulator.faults.add(
      { kind: 'refuse', status: 400, code: 'MalformedPolicyDocument', message: 'The policy failed legacy parsing' },
      { action: 'PutRolePolicy', times: 1 },
    );
    expect(await all.through(all.begin())).toMatchObject({ ok: false, problem: { code: 'role-permissions-bad', why: 'refused' } });
    expect(await all.through(createAddRole(all.ports()).undo('plan-1', never()))).toMatchObject({ ok: true });
    await expectNothing(all);
  });

  it('says how much room a group’s policies have when one more is too long', async () => {
    const all = stage();
    const filler = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:*', Resource: `arn:aws:iam::*:role/${'x'.repeat(4950)}` },
    };
    all.group.putPolicy('filler', filler as PolicyDocument);
    expect(await all.through(all.begin())).toMatchObject({ problem: { code: 'team-limit', quota: { of: 'size', most: 5120 } } });
    all.aws.simulator.faults.clear();
    expect(await all.through(createAddRole(all.ports()).undo('plan-1', never()))).toMatchObject({ ok: true });
    expect(await all.look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: ['filler'] });
  });

  it('says when a limit is reached: the eleventh policy', async () => {
    const all = stage();
    const policies = Array.from({ length: 11 }, (_, index) => all.account.addPolicy(`p${index}`, everything).arn);
    expect(await all.through(all.begin({ ...wish, policies }))).toMatchObject({
      ok: false,
      problem: { code: 'team-limit', quota: { of: 'policies', most: 10 } },
    });
    expect(await all.through(createAddRole(all.ports()).undo('plan-1', never()))).toMatchObject({ ok: true });
    await expectNothing(all);
  });
});

describe('a role as text', () => {
  const textOf = async (all: ReturnType<typeof stage>, roles: ReturnType<typeof createAddRole>, format: RoleFormat) => {
    const plan = await roles.plan('admin', all.whole, never());
    return plan.ok ? ok(plan.value.texts[format]) : plan;
  };

  it('is JSON with the parameters of CreateRole', async () => {
    const all = stage();
    const text = await textOf(all, createAddRole(all.ports()), 'json');
    expect(JSON.parse(text.ok ? text.value : '')).toMatchObject({
      Role: { RoleName: 'Deploy', MaxSessionDuration: 43_200, AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole' }] } },
      GroupPolicy: { GroupName: 'developers', PolicyName: 'RoletapAssume-Deploy' },
    });
    await expectNothing(all);
  });

  it('is Terraform, and CloudFormation', async () => {
    const all = stage();
    const roles = createAddRole(all.ports());
    const terraform = await textOf(all, roles, 'terraform');
    expect(terraform.ok ? terraform.value : '').toMatchInlineSnapshot(`
      "resource "aws_iam_role" "deploy" {
        name                 = "Deploy"
        path                 = "/teams/"
        max_session_duration = 43200
        permissions_boundary = "arn:aws:iam::111122223333:policy/deployers"
        assume_role_policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Sid    = "AssumeWithMFA"
            Effect = "Allow"
            Principal = {
              AWS = "arn:aws:iam::111122223333:root"
            }
            Action = "sts:AssumeRole"
            Condition = {
              Bool = {
                "aws:MultiFactorAuthPresent" = "true"
              }
              NumericLessThan = {
                "aws:MultiFactorAuthAge" = "3600"
              }
            }
          }]
        })
      }

      resource "aws_iam_role_policy" "deploy" {
        name = "RoletapPermissions"
        role = aws_iam_role.deploy.name
        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect   = "Allow"
            Action   = "s3:GetObject"
            Resource = "arn:aws:s3:::reports/*"
          }]
        })
      }

      resource "aws_iam_role_policy_attachment" "deploy" {
        role       = aws_iam_role.deploy.name
        policy_arn = "arn:aws:iam::111122223333:policy/deployers"
      }

      resource "aws_iam_group_policy" "deploy_assume" {
        name  = "RoletapAssume-Deploy"
        group = "developers"
        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Sid      = "AssumeRole"
            Effect   = "Allow"
            Action   = "sts:AssumeRole"
            Resource = "arn:aws:iam::111122223333:role/teams/Deploy"
          }]
        })
      }
      "
    `);
    const cloud = await textOf(all, roles, 'cloudformation');
    expect(cloud.ok ? cloud.value : '').toMatchInlineSnapshot(`
      "AWSTemplateFormatVersion: "2010-09-09"
      Resources:
        DeployRole:
          Type: "AWS::IAM::Role"
          Properties:
            RoleName: "Deploy"
            Path: "/teams/"
            MaxSessionDuration: 43200
            PermissionsBoundary: "arn:aws:iam::111122223333:policy/deployers"
            ManagedPolicyArns:
              - "arn:aws:iam::111122223333:policy/deployers"
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement:
                - Sid: "AssumeWithMFA"
                  Effect: "Allow"
                  Principal:
                    AWS: "arn:aws:iam::111122223333:root"
                  Action: "sts:AssumeRole"
                  Condition:
                    Bool:
                      "aws:MultiFactorAuthPresent": "true"
                    NumericLessThan:
                      "aws:MultiFactorAuthAge": "3600"
            Policies:
              - PolicyName: "RoletapPermissions"
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement:
                    - Effect: "Allow"
                      Action: "s3:GetObject"
                      Resource: "arn:aws:s3:::reports/*"
        DeployAssume:
          Type: "AWS::IAM::GroupPolicy"
          DependsOn: "DeployRole"
          Properties:
            GroupName: "developers"
            PolicyName: "RoletapAssume-Deploy"
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                - Sid: "AssumeRole"
                  Effect: "Allow"
                  Action: "sts:AssumeRole"
                  Resource: "arn:aws:iam::111122223333:role/teams/Deploy"
      "
    `);
  });
});
