import { describe, expect, it } from 'vitest';
import {
  formatIamArn,
  homeRegion,
  parseArn,
  parseMfaArn,
  parseRoleArn,
  parseUserArn,
  partitionOfRegion,
  partitions,
} from '../../../src-main/aws/arn.ts';

describe('an ARN', () => {
  it('is taken apart into partition, account, type, path and name', () => {
    expect(parseArn('arn:aws:iam::111122223333:role/teams/data/Admin')).toEqual({
      partition: 'aws',
      service: 'iam',
      region: '',
      accountId: '111122223333',
      type: 'role',
      path: '/teams/data/',
      name: 'Admin',
    });
  });

  it('of an assumed role names the role in its path and the session as its name', () => {
    expect(parseArn('arn:aws:sts::111122223333:assumed-role/Admin/jane')).toMatchObject({
      type: 'assumed-role',
      path: '/Admin/',
      name: 'jane',
    });
  });

  it('of the root user has no name', () => {
    expect(parseArn('arn:aws:iam::111122223333:root')).toMatchObject({ type: 'root', name: '' });
  });

  it('is put together as it was taken apart, in every partition', () => {
    for (const partition of partitions) {
      for (const type of ['role', 'user', 'mfa'] as const) {
        const text = formatIamArn(type, { partition, accountId: '111122223333', path: '/a/b/', name: 'jane' });
        expect(parseArn(text)).toMatchObject({ partition, type, path: '/a/b/', name: 'jane' });
      }
    }
    expect(formatIamArn('mfa', { partition: 'aws-cn', accountId: '111122223333', name: 'jane' })).toBe(
      'arn:aws-cn:iam::111122223333:mfa/jane',
    );
  });

  it('is refused when a part is missing or wrong', () => {
    const bad = [
      '',
      'role',
      'arn:aws:iam::111122223333',
      'arn:aws:iam::111122223333:',
      'arn:aws-moon:iam::111122223333:role/Admin',
      'arn:constructor:iam::111122223333:role/Admin',
      'arn:aws:iam::11112222333:role/Admin',
      'arn:aws:iam::11112222333x:role/Admin',
      'arn:aws:iam::111122223333:role/Ad min',
      'ARN:aws:iam::111122223333:role/Admin',
    ];
    for (const text of bad) expect(parseArn(text), text).toBeUndefined();
  });

  it('is only taken for what it is', () => {
    expect(parseRoleArn('arn:aws:iam::111122223333:role/Admin')?.name).toBe('Admin');
    expect(parseRoleArn('arn:aws:iam::111122223333:user/Admin')).toBeUndefined();
    expect(parseRoleArn('arn:aws:sts::111122223333:role/Admin')).toBeUndefined();
    expect(parseRoleArn('arn:aws:iam:::role/Admin')).toBeUndefined();
    expect(parseRoleArn('arn:aws:iam::111122223333:role/')).toBeUndefined();
    expect(parseMfaArn('arn:aws-us-gov:iam::111122223333:mfa/jane')?.partition).toBe('aws-us-gov');
    expect(parseMfaArn('GAHT12345678')).toBeUndefined();
    expect(parseUserArn('arn:aws:iam::111122223333:user/division/jane')?.name).toBe('jane');
  });
});

describe('a region', () => {
  it('belongs to one partition', () => {
    expect(partitionOfRegion('eu-central-1')).toBe('aws');
    expect(partitionOfRegion('us-gov-west-1')).toBe('aws-us-gov');
    expect(partitionOfRegion('cn-northwest-1')).toBe('aws-cn');
    expect(partitionOfRegion('eusc-de-east-1')).toBe('aws-eusc');
    expect(partitionOfRegion('evil.example/')).toBeUndefined();
    expect(partitionOfRegion('')).toBeUndefined();
  });

  it('is at home in the partition that it is home of', () => {
    for (const partition of partitions) expect(partitionOfRegion(homeRegion(partition))).toBe(partition);
  });
});
