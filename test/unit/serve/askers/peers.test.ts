import { describe, expect, it } from 'vitest';
import { askerOf, type Process, tellsAsker } from '../../../../src-main/serve/askers/peers.ts';

const process = (pid: number, name: string, command: readonly string[] = [name], more: Partial<Process> = {}): Process => ({
  pid,
  parent: 1,
  uid: 1000,
  name,
  command,
  folder: `/projects/${name}`,
  ...more,
});

const curl = process(50, 'curl');
const launcher = process(40, 'roletap-credent', ['/bin/sh', '/home/jane/.config/Roletap/roletap-credentials', 'dev']);
const shellOfSdk = process(30, 'sh', ['/bin/sh', '-c', '"/home/jane/.config/Roletap/roletap-credentials" dev']);
const terraform = process(20, 'terraform');
const bash = process(10, 'bash', ['-bash']);

describe('who asks', () => {
  it('is the program, not what stands between it and the socket', () => {
    const asker = askerOf({ pid: 30 }, { chain: [curl, launcher, shellOfSdk, terraform, bash] }, 1000);
    expect(asker).toEqual({ ok: true, value: { kind: 'program', name: 'terraform', pid: 20, folder: '/projects/terraform', sure: true } });
  });

  it('is the shell of a person who runs the launcher by hand', () => {
    expect(askerOf({ pid: 10 }, { chain: [curl, launcher, bash] }, 1000)).toMatchObject({ value: { name: 'bash', pid: 10, sure: true } });
  });

  it('is the program above our own terminal', () => {
    const node = process(41, 'node', ['/usr/bin/node', '/srv/roletap/out/cli.cjs', 'credentials', 'dev']);
    expect(askerOf({}, { chain: [node, terraform] }, 1000)).toMatchObject({ value: { name: 'terraform', sure: true } });
  });

  it('is whoever runs our terminal by npx, not npx', () => {
    const node = process(44, 'node', ['node', '/projects/node_modules/.bin/roletap', 'exec', 'dev', '--', 'aws']);
    const shell = process(43, 'sh', ['sh', '-c', "'roletap' exec dev -- aws"]);
    const npx = process(42, 'npm exec roleta', ['npm exec roletap exec dev -- aws', '', '']);
    expect(askerOf({ pid: 43 }, { chain: [node, shell, npx, bash] }, 1000)).toMatchObject({ value: { name: 'bash', pid: 10 } });
    const other = process(42, 'npm exec roleta', ['npm exec roletap-deploy', '']);
    expect(askerOf({ pid: 43 }, { chain: [node, shell, other, bash] }, 1000)).toMatchObject({ value: { pid: 42 } });
  });

  it('is the program above curl, also where curl is not what the connection belongs to', () => {
    const wrapped = process(51, 'wget', ['wget', 'http://roletap/1/credentials']);
    expect(askerOf({ pid: 50 }, { chain: [wrapped, curl, terraform] }, 1000)).toMatchObject({ value: { name: 'terraform' } });
    expect(askerOf({}, { chain: [curl, terraform] }, 1000)).toMatchObject({ value: { name: 'terraform' } });
  });

  it('is the helper’s parent only where the kernel shows that it is one of our helpers', () => {
    const evil = process(30, 'evil', ['sh', '-c', 'curl'], { executable: '/tmp/evil' });
    expect(askerOf({}, { chain: [curl, evil, terraform] }, 1000)).toMatchObject({ value: { name: 'evil', sure: true } });
    const python = process(30, 'python3', ['sh', '-c', 'x'], { executable: '/usr/bin/python3.11' });
    expect(askerOf({}, { chain: [python, terraform] }, 1000)).toMatchObject({ value: { pid: 30 } });
    const shell = process(30, 'sh', ['sh', '-c', 'x'], { executable: '/usr/bin/dash' });
    expect(askerOf({}, { chain: [curl, shell, terraform] }, 1000)).toMatchObject({ value: { name: 'terraform' } });
  });

  it('is the program itself where it names one further up that did not ask', () => {
    const own = { executable: '/usr/bin/curl' };
    const evil = process(45, 'evil', ['evil'], { executable: '/tmp/evil' });
    const chain = [
      process(50, 'curl', ['curl'], own),
      evil,
      process(20, 'terraform', ['terraform'], { executable: '/usr/bin/terraform' }),
      bash,
    ];
    expect(askerOf({ pid: 20 }, { chain }, 1000)).toMatchObject({ value: { name: 'evil', pid: 45 } });
    expect(askerOf({ pid: 10 }, { chain }, 1000)).toMatchObject({ value: { name: 'evil', pid: 45 } });
    expect(askerOf({ pid: 45 }, { chain }, 1000)).toMatchObject({ value: { name: 'evil', pid: 45 } });
  });

  it.each([
    ['terraform', ['/bin/bash', '-lc', 'roletap exec dev']],
    ['terraform', ['dash', '--noprofile', '-ec', 'aws s3 ls']],
    ['sh', ['/bin/sh', '/home/jane/deploy.sh']],
    ['sh', ['/bin/sh', '--rcfile', '/etc/x']],
    ['sh', ['/bin/sh', '-c1']],
    ['sh', ['/bin/sh', 'x-c']],
    ['sh', ['/usr/bin/awk', '-c']],
    ['sh', []],
  ] as const)('is %s above a shell that runs %j', (name, command) => {
    expect(askerOf({}, { chain: [curl, process(30, 'sh', command), terraform] }, 1000)).toMatchObject({ value: { name } });
  });

  it('is found past the options of the program that runs our script', () => {
    const node = process(41, 'node', ['node', '--no-warnings', '/srv/cli.cjs', 'credentials', 'dev']);
    expect(askerOf({}, { chain: [node, terraform] }, 1000)).toMatchObject({ value: { name: 'terraform' } });
  });

  it('is the nearest process where all that is above stands between', () => {
    expect(askerOf({ pid: 40 }, { chain: [curl, launcher] }, 1000)).toMatchObject({ value: { pid: 40, sure: true } });
  });

  it('is shown as node where the system names its thread', () => {
    expect(askerOf({}, { chain: [process(7, 'MainThread')] }, 1000)).toMatchObject({ value: { name: 'node', pid: 7 } });
    expect(askerOf({}, { chain: [process(7, 'node-MainThread')] }, 1000)).toMatchObject({ value: { name: 'node', pid: 7 } });
  });

  it('is what the kernel says that it runs, not what it calls itself', () => {
    const posing = process(20, 'terraform', ['terraform', 'apply'], { executable: '/tmp/miner' });
    expect(askerOf({}, { chain: [curl, posing] }, 1000)).toMatchObject({ value: { name: 'miner', executable: '/tmp/miner' } });
    const asCurl = process(20, 'curl', ['curl'], { executable: '/tmp/miner' });
    expect(askerOf({}, { chain: [asCurl, terraform] }, 1000)).toMatchObject({ value: { name: 'miner', pid: 20 } });
  });

  it.each([
    ['aws', '/usr/bin/python3.11', ['/usr/bin/python3', '/usr/local/bin/aws', 's3', 'ls']],
    ['awscli', '/usr/bin/python3.11', ['python3', '-m', 'awscli', 's3']],
    ['deploy.js', '/usr/bin/node', ['node', '--no-warnings', '/srv/deploy.js', '--x']],
    ['node', '/usr/bin/node', ['node', '-e', 'secret()']],
    ['python3.11', '/usr/bin/python3.11', ['python3', '-c', 'print(secret)']],
    ['bash', '/usr/bin/bash', ['-bash']],
    ['ruby', '/usr/bin/ruby', ['ruby', '/srv/a b.rb']],
    ['terraform', '/usr/bin/terraform', ['terraform', 'plan']],
  ])('is %s where %s runs %j', (name, executable, command) => {
    expect(askerOf({}, { chain: [process(20, 'x', command, { executable })] }, 1000)).toMatchObject({ value: { name, executable } });
  });

  it('shows no name or folder that moves the cursor or turns the line round', () => {
    const odd = process(20, 'a\u202eb', [], { folder: '/srv/a\nb', executable: '/srv/\u001b[2J' });
    expect(askerOf({}, { chain: [odd] }, 1000)).toMatchObject({
      value: { name: '\ufffd[2J', folder: '/srv/a\ufffdb', executable: '/srv/\ufffd[2J' },
    });
    expect(askerOf({ name: 'a\u202eb', folder: 'x\u2028' }, {}, 1000)).toMatchObject({ value: { name: 'a\ufffdb', folder: 'x\ufffd' } });
  });

  it('is refused when it names a process that it does not come from', () => {
    const refused = { ok: false, problem: { code: 'request-bad', why: 'asker' } };
    expect(askerOf({ pid: 99 }, { chain: [curl, launcher, bash] }, 1000)).toEqual(refused);
  });

  it('is refused when it is somebody else’s, or a process that it names is', () => {
    const refused = { ok: false, problem: { code: 'request-bad', why: 'asker' } };
    expect(askerOf({ pid: 50 }, { chain: [{ ...curl, uid: 0 }] }, 1000)).toEqual(refused);
    expect(askerOf({ pid: 20 }, { chain: [curl, { ...terraform, uid: 1001 }] }, 1000)).toEqual(refused);
    expect(askerOf({ pid: 20 }, { claimed: { ...terraform, uid: 1001 } }, 1000)).toEqual(refused);
  });

  it('is never a process of another user above', () => {
    const sshd = process(5, 'sshd', ['sshd'], { uid: 0 });
    expect(askerOf({}, { chain: [curl, sshd] }, 1000)).toMatchObject({ value: { name: 'curl' } });
  });

  it('is what it says where the system does not tell, and that is not sure', () => {
    expect(askerOf({ pid: 20 }, { claimed: terraform }, 1000)).toMatchObject({ value: { name: 'terraform', sure: false } });
    expect(askerOf({ pid: 20, name: 'aws', folder: 'C:\\work' }, {}, undefined)).toEqual({
      ok: true,
      value: { kind: 'program', name: 'aws', pid: 20, folder: 'C:\\work', sure: false },
    });
    expect(askerOf({ pid: 20 }, { chain: [], claimed: terraform }, undefined)).toMatchObject({ value: { name: 'terraform', sure: false } });
    expect(askerOf({}, { chain: [] }, 1000)).toMatchObject({ value: { pid: 0, sure: false } });
    expect(askerOf({}, {}, 1000)).toEqual({ ok: true, value: { kind: 'program', name: 'a program', pid: 0, sure: false } });
  });

  it('is known from as many processes as it takes, and those above change nothing', () => {
    const sudo = process(15, 'sudo', ['sudo'], { uid: 0 });
    const whole = [curl, launcher, shellOfSdk, sudo, terraform, bash];
    const enoughOf = (pid?: number) => {
      const claim = pid === undefined ? {} : { pid };
      const lengths = whole.map((_, length) => whole.slice(0, length)).filter(tellsAsker(claim, 1000));
      for (const chain of lengths) expect(askerOf(claim, { chain }, 1000)).toEqual(askerOf(claim, { chain: whole }, 1000));
      return lengths[0]?.length;
    };
    expect(enoughOf()).toBe(5);
    expect(enoughOf(40)).toBe(5);
    expect(enoughOf(10)).toBeUndefined();
    expect(enoughOf(99)).toBeUndefined();
    expect(tellsAsker({ pid: 10 }, 1000)(whole)).toBe(true);
  });
});
