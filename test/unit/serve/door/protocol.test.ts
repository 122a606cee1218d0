import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../../src-main/serve/door/answers.ts';
import { type RequestHead, readHead, readRequest, wantsPlain } from '../../../../src-main/serve/door/protocol.ts';
import { handedOut } from '../../../fakes/broker.ts';

const head = (changes: Partial<RequestHead> = {}): RequestHead => ({
  method: 'POST',
  url: '/1/credentials',
  httpVersion: '1.1',
  headers: { host: 'roletap' },
  ...changes,
});
const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

describe('the head of a request', () => {
  it('names what is asked for', () => {
    expect(readHead(head())).toEqual({ ok: true, value: 'credentials' });
    expect(readHead(head({ headers: { host: 'localhost' }, url: '/1/hello', method: 'GET' }))).toEqual({ ok: true, value: 'hello' });
  });

  it.each([
    ['origin', { headers: { host: 'roletap', origin: 'null' } }],
    ['host', { headers: { host: 'roletap.example' } }],
    ['host', { headers: {} }],
    ['host', { headers: { host: ['roletap', 'roletap'] } }],
    ['method', { method: 'GET' }],
    ['method', { method: 'OPTIONS' }],
    ['method', { url: '/1/hello' }],
    ['version', { url: '/2/credentials' }],
    ['version', { httpVersion: '1.0' }],
    ['version', { url: '/11/credentials' }],
    ['path', { url: '/credentials' }],
    ['path', { url: '/1/' }],
    ['path', { url: '/1/constructor' }],
    ['path', { url: '/1/credentials?role=dev' }],
    ['path', { url: 'http://roletap/1/credentials' }],
  ] as const)('is refused for its %s: %o', (why, changes) => {
    expect(readHead(head(changes))).toEqual({ ok: false, problem: { code: 'request-bad', why } });
  });

  it('says who wants problems in one line', () => {
    expect(wantsPlain({ accept: 'text/plain' })).toBe(true);
    expect(wantsPlain({ accept: '*/*' })).toBe(false);
    expect(wantsPlain({})).toBe(false);
  });
});

describe('the body of a request', () => {
  it('is JSON or a form, and says the same in both', () => {
    const wanted = {
      ok: true,
      value: { kind: 'credentials', role: 'dev tap', wait: false, claim: { pid: 42, name: 'aws', folder: '/srv/a b' } },
    };
    expect(readRequest('credentials', json, '{"target":"dev tap","pid":42,"name":"aws","folder":"/srv/a b","wait":false}')).toEqual(wanted);
    expect(readRequest('credentials', form, 'role=dev%20tap&pid=42&name=aws&folder=%2Fsrv%2Fa+b&wait=0')).toEqual(wanted);
  });

  it('may wait and may say nothing of the asker, where nothing is said', () => {
    const unsaid = { ok: true, value: { kind: 'session', role: 'dev', wait: true, claim: {} } };
    expect(readRequest('session', form, 'role=dev')).toStrictEqual(unsaid);
    expect(readRequest('session', json, '{"role":"dev","pid":0}')).toStrictEqual(unsaid);
  });

  it('tells what was said to programs, or changes it for one', () => {
    expect(readRequest('programs', json, '{}')).toEqual({ ok: true, value: { kind: 'programs' } });
    const value = { kind: 'programs', change: { kind: 'forget', program: '/usr/bin/terraform' } };
    expect(readRequest('programs', form, 'forget=%2Fusr%2Fbin%2Fterraform')).toEqual({ ok: true, value });
    expect(readRequest('programs', json, '{"silence":"aws"}')).toMatchObject({ value: { change: { kind: 'silence', program: 'aws' } } });
    for (const body of ['{"forget":""}', '{"forget":"a","silence":"b"}', '{"allow":"aws"}', '{"forget":"a\\nb"}'])
      expect(readRequest('programs', json, body)).toMatchObject({ ok: false, problem: { code: 'request-bad' } });
  });

  it('says where a command finds its files', () => {
    const body = 'role=dev&folder=%2Fsrv&home=&config=a%0Ab&credentials=&pid=42';
    const value = {
      kind: 'lease',
      role: 'dev',
      wait: true,
      claim: { pid: 42, folder: '/srv' },
      files: { folder: '/srv', config: 'a\nb', credentials: '' },
    };
    expect(readRequest('lease', form, body)).toStrictEqual({ ok: true, value });
    expect(readRequest('lease', form, 'role=dev&uid=0')).toMatchObject({ ok: false, problem: { why: 'fields' } });
    expect(readRequest('credentials', form, 'role=dev&config=a')).toMatchObject({ ok: false, problem: { why: 'fields' } });
  });

  it('may come from a folder of any name, which shows as nothing else', () => {
    const claim = { folder: '/srv/a\ufffdb' };
    expect(readRequest('credentials', form, 'role=dev&folder=%2Fsrv%2Fa%0Ab')).toMatchObject({ ok: true, value: { claim } });
    expect(readRequest('credentials', form, 'role=dev&folder=')).toMatchObject({ ok: true, value: { claim: {} } });
  });

  it('is empty for a greeting', () => {
    expect(readRequest('hello', '', '')).toEqual({ ok: true, value: { kind: 'hello' } });
    expect(readRequest('hello', json, '{}')).toEqual({ ok: false, problem: { code: 'request-bad', why: 'fields' } });
  });

  it('is a form also where the type names the letters', () => {
    expect(readRequest('end', `${form}; charset=utf-8`, 'target=dev')).toEqual({ ok: true, value: { kind: 'end', target: 'dev' } });
  });

  it('may say how a session is to be limited, by itself and by no other way', () => {
    const body = '{"role":"dev","limits":{"policyArns":["ReadOnlyAccess"]}}';
    const limits = { policyArns: ['ReadOnlyAccess'] };
    expect(readRequest('session', json, body)).toEqual({
      ok: true,
      value: { kind: 'session', role: 'dev', wait: true, claim: {}, limits },
    });
    expect(readRequest('credentials', json, body)).toEqual({ ok: false, problem: { code: 'request-bad', why: 'fields' } });
    expect(readRequest('lease', json, body)).toEqual({ ok: false, problem: { code: 'request-bad', why: 'fields' } });
  });

  it('may say as much as the limits allow', () => {
    const [role, name, folder] = [2048, 256, 4096].map((length) => 'a'.repeat(length));
    const pid = 2 ** 32 - 1;
    const value = { kind: 'credentials', role, wait: true, claim: { pid, name, folder } };
    expect(readRequest('credentials', json, JSON.stringify({ role, pid, name, folder }))).toEqual({ ok: true, value });
  });

  it('names what ends', () => {
    expect(readRequest('end', json, '{"target":"dev-tap"}')).toEqual({ ok: true, value: { kind: 'end', target: 'dev-tap' } });
    expect(readRequest('end', json, '{"all":true}')).toEqual({ ok: true, value: { kind: 'endAll' } });
    expect(readRequest('end', form, 'all=1')).toEqual({ ok: true, value: { kind: 'endAll' } });
  });

  it.each([
    ['json', ''],
    ['json', '{'],
    ['json', '[]'],
    ['json', '"dev"'],
    ['json', 'null'],
    ['fields', '{}'],
    ['fields', '{"role":""}'],
    ['fields', '{"role":7}'],
    ['fields', '{"role":"a\\nb"}'],
    ['fields', `{"role":"${'a'.repeat(2049)}"}`],
    ['fields', '{"role":"dev","target":"dev-tap"}'],
    ['fields', '{"role":"dev","pid":-1}'],
    ['fields', '{"role":"dev","pid":1.5}'],
    ['fields', '{"role":"dev","pid":"1"}'],
    ['fields', '{"role":"dev","pid":4294967296}'],
    ['fields', '{"role":"dev","wait":"yes"}'],
    ['fields', `{"role":"dev","name":"${'a'.repeat(257)}"}`],
    ['fields', `{"role":"dev","folder":"${'a'.repeat(4097)}"}`],
    ['fields', '{"role":"dev","folder":7}'],
    ['fields', '{"role":"dev","name":"\\u001b[2J"}'],
    ['fields', '{"role":"dev","all":true}'],
    ['fields', '{"role":"dev","uid":0}'],
    ['fields', '{"role":"dev","__proto__":{}}'],
  ] as const)('is refused for its %s: %s', (why, body) => {
    expect(readRequest('credentials', json, body)).toEqual({ ok: false, problem: { code: 'request-bad', why } });
  });

  it.each([
    ['json', 'role=dev&role=prod'],
    ['fields', 'role=dev&wait=perhaps'],
    ['fields', 'role=dev&pid=abc'],
    ['fields', 'role=dev&pid=0x1f'],
    ['fields', 'role=dev&pid=1e3'],
    ['fields', 'role=dev&pid=12345678901'],
    ['fields', 'role=dev&pid='],
  ] as const)('is refused for its %s as a form: %s', (why, body) => {
    expect(readRequest('credentials', form, body)).toEqual({ ok: false, problem: { code: 'request-bad', why } });
  });

  it.each(['{"all":false}', '{"all":true,"target":"dev-tap"}', '{}', '{"target":"dev-tap","pid":1}'])('ends nothing for %s', (body) => {
    expect(readRequest('end', json, body)).toMatchObject({ ok: false, problem: { why: 'fields' } });
  });
});

describe('the document for credential_process', () => {
  it('holds what the contract names, in its order, and nothing else', () => {
    expect(JSON.stringify(processDocument(handedOut()))).toBe(
      '{"Version":1,"AccessKeyId":"ASIADEV","SecretAccessKey":"SECRET-session","SessionToken":"SECRET-token","Expiration":"2026-11-22T05:00:00Z","AccountId":"111122223333"}',
    );
  });

  it('never says a session is longer than it is', () => {
    const handed = handedOut();
    const late = { ...handed, credentials: { ...handed.credentials, expires: handed.credentials.expires + 999 } };
    expect(processDocument(late).Expiration).toBe('2026-11-22T05:00:00Z');
  });
});
