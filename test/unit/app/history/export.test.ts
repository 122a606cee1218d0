import { expect, it } from 'vitest';
import { activityCsv, historyCsv, historyJson } from '../../../../src-main/app/history/export.ts';
import type { ActivityItem } from '../../../../src-main/contract/activity.ts';
import type { HistoryEntry } from '../../../../src-main/contract/history.ts';

const entry = (change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: Date.UTC(2026, 10, 25, 12),
  event: 'opened',
  profile: 'prod',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  accountId: '111122223333',
  asker: { kind: 'person', front: 'tray' },
  ...change,
});
const program = (name: string, folder?: string) =>
  entry({ asker: { kind: 'program', name, pid: 42, sure: false, ...(folder === undefined ? {} : { folder }) } });
const rows = (...entries: readonly HistoryEntry[]) => historyCsv(entries).split('\r\n').slice(1, -1);

it('has a header and a line for each entry, ended as RFC 4180 says', () => {
  expect(historyCsv([])).toBe(
    'time,event,profile,role_arn,account,target,access_key_id,expires,via,guarded,asked_by,program,pid,folder,yubikey,yubikey_serial,why,problem,limits,source_identity,team_plan,team_subject,team_outcome\r\n',
  );
  const full = entry({
    target: 'prod-tap',
    accessKeyId: 'ASIAX',
    expires: Date.UTC(2026, 10, 25, 13),
    via: 'direct',
    guarded: true,
    key: { name: 'YubiKey 5C', serial: 123 },
    why: 'lock',
    problem: { code: 'code-refused', mfaSerial: 'x' },
  });
  expect(rows(full)).toEqual([
    '2026-11-25T12:00:00.000Z,opened,prod,arn:aws:iam::111122223333:role/Admin,111122223333,prod-tap,ASIAX,2026-11-25T13:00:00.000Z,direct,yes,tray,,,,YubiKey 5C,123,lock,code-refused,,,,,',
  ]);
});

it('quotes what has a comma, a quote or a line end', () => {
  expect(historyCsv([program('a,b', 'say "hi"\nthere')])).toContain(',program (not confirmed),"a,b",42,"say ""hi""\nthere",');
});

it('keeps what stands behind a semicolon or a tab from being one, for spreadsheets that begin a field there', () => {
  expect(historyCsv([program('a;=1', 'b\t @x;c')])).toContain(",a;'=1,42,b\t' @x;c,");
});

it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '  =1', '\t=1', '\r=1'])('keeps %j from being a formula', (name) => {
  const csv = historyCsv([program(name)]);
  expect(csv).toMatch(/,program \(not confirmed\),"?'/);
});

it('moves no cursor', () => {
  expect(historyCsv([program('a\u001b[2J\u009b')])).toContain(',a\ufffd[2J\ufffd,');
});

it('is JSON with times that a person reads', () => {
  expect(JSON.parse(historyJson([entry({ expires: Date.UTC(2026, 10, 25, 13) })]))).toEqual([
    { ...entry(), at: '2026-11-25T12:00:00.000Z', expires: '2026-11-25T13:00:00.000Z' },
  ]);
});

it('has a line for each session of a day, and none of its names is a formula', () => {
  const item: ActivityItem = {
    id: '1',
    profile: '=1+1',
    roleArn: 'arn:aws:iam::111122223333:role/Admin',
    accountId: '111122223333',
    from: Date.UTC(2026, 10, 25, 12),
    to: Date.UTC(2026, 10, 25, 13),
    state: 'ended',
    renewals: 2,
    asker: { kind: 'program', name: '@SUM(A1)', pid: 42, sure: true, folder: '+x' },
    given: [
      { kind: 'program', name: 'aws', pid: 43, sure: true },
      { kind: 'person', front: 'terminal' },
    ],
    key: { name: 'YubiKey 5C', serial: 123 },
    guarded: true,
    why: 'lock',
  };
  const refused: ActivityItem = { ...item, state: 'refused', to: item.from, problem: { code: 'not-touched', seconds: 15 } };
  const lines = activityCsv([item, refused]).split('\r\n');
  expect(lines[0]).toBe(
    'from,to,state,profile,role_arn,account,guarded,renewals,asked_by,program,pid,folder,also_given_to,yubikey,yubikey_serial,why,problem,team_plan,team_subject,team_outcome',
  );
  expect(lines[1]).toBe(
    "2026-11-25T12:00:00.000Z,2026-11-25T13:00:00.000Z,ended,'=1+1,arn:aws:iam::111122223333:role/Admin,111122223333,yes,2,program,'@SUM(A1),42,'+x,aws terminal,YubiKey 5C,123,lock,,,,",
  );
  expect(lines[2]).toMatch(/^2026-11-25T12:00:00.000Z,,refused,.*,not-touched,,,$/);
});
