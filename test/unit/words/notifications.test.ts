import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src-main/contract/alerts.ts';
import type { Waiting } from '../../../src-main/contract/snapshot.ts';
import { notificationWords } from '../../../src-main/words/notifications.ts';
import { waitingWith } from '../../support/gallery/snapshots.ts';

const terraform = { kind: 'program', name: 'terraform', pid: 4711, folder: '/home/jane/infra', sure: true } as const;

describe('the words of a notification', () => {
  it('say who asks, for which role, and with which key', () => {
    const words = notificationWords.question(waitingWith({ askers: [terraform, { ...terraform, pid: 4712 }], guarded: true }));
    expect(words).toEqual({
      title: 'Touch your YubiKey 5C NFC',
      body: 'terraform (pid 4711) in /home/jane/infra and 1 more ask for dev-power. This role is guarded.',
      action: 'Cancel',
    });
  });

  it('say when a program named itself and the system could not confirm it', () => {
    const { body } = notificationWords.question(waitingWith({ askers: [{ ...terraform, sure: false }] }));
    expect(body).toContain('terraform (pid 4711, unverified)');
  });

  const alerts: readonly Alert[] = [
    { id: '1', kind: 'ends-soon', what: 'mfa-session', name: 'acme-111122223333', ends: 0 },
    { id: '2', kind: 'ends-soon', what: 'direct', name: '111122223333/Admin', ends: 0 },
    { id: '3', kind: 'touch-wanted', profile: 'Admin@111122223333', asker: terraform },
    { id: '5', kind: 'signed-out', profile: 'Admin@111122223333', roles: ['Admin@111122223333', 'dev'] },
    { id: '4', kind: 'renewal-failed', profile: 'Admin@111122223333', problem: { code: 'throttled' } },
  ];
  const account = 'arn:aws:iam::111122223333:mfa/jane';
  const questions: readonly Waiting[] = [
    waitingWith({ for: { kind: 'code', account } }),
    waitingWith({ kind: 'insert', account, for: { kind: 'renewal', source: 'acme' } }),
    waitingWith({ kind: 'password' }),
    waitingWith({ kind: 'pick', account }),
  ];
  it('never hold the id of an AWS account: a locked screen shows them', () => {
    const all = [...alerts.map(notificationWords.alert), ...questions.map(notificationWords.question)];
    expect(JSON.stringify(all)).not.toContain('111122223333');
    for (const { title, body } of all) expect([title.length > 0, body.length > 0]).toEqual([true, true]);
  });

  it('offer a button for what can be done at once', () => {
    expect(alerts.map((alert) => notificationWords.alert(alert).action)).toEqual(['Renew', 'Renew', 'Tap in', 'Sign in', undefined]);
  });
});
