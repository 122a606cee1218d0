import { describe, expect, it } from 'vitest';
import { childEnvironment, shellCommand } from '../../../../src-main/terminal/programs/child-environment.ts';

const lease = { url: 'http://127.0.0.1:4711/role/ab', token: 'TOKEN' };
const dev = { profile: 'dev', region: 'eu-west-1', variables: [] };
const seen = { config: false, credentials: false };

describe('the environment of a command with a role', () => {
  it('names the endpoint, the region and the role', () => {
    expect(childEnvironment({ PATH: '/bin', AWS_PAGER: '' }, dev, lease, seen, '/dev/null')).toEqual({
      PATH: '/bin',
      AWS_PAGER: '',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: lease.url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'TOKEN',
      BOTO_CONFIG: '/dev/null',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      ROLETAP_ROLE: 'dev',
    });
  });

  it('leaves nothing that an SDK would take before the endpoint', () => {
    const before = {
      AWS_PROFILE: 'x',
      AWS_DEFAULT_PROFILE: 'x',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 't',
      AWS_ROLE_ARN: 'arn',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/f',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/y',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'old',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY: 'AKIA',
      AWS_SECRET_KEY: 's',
      AMAZON_ACCESS_KEY_ID: 'AKIA',
      AMAZON_SECRET_ACCESS_KEY: 's',
      AMAZON_SESSION_TOKEN: 't',
      AWS_CREDENTIAL_FILE: '/f',
      AWS_CREDENTIAL_PROFILES_FILE: '/f',
      BOTO_CONFIG: '/f',
      ROLETAP_ROLE: 'outer',
    };
    expect(childEnvironment(before, dev, lease, seen, '/dev/null')).toEqual(childEnvironment({}, dev, lease, seen, '/dev/null'));
  });

  it('keeps the region of the surroundings where the role has none', () => {
    const environment = childEnvironment({ AWS_REGION: 'us-east-1' }, { ...dev, region: '' }, lease, seen, '/dev/null');
    expect(environment.AWS_REGION).toBe('us-east-1');
  });

  it('has the settings of the role, except where the person set the variable', () => {
    const role = {
      ...dev,
      variables: [
        ['AWS_CA_BUNDLE', '/a.pem'],
        ['AWS_RETRY_MODE', 'adaptive'],
      ] as const,
    };
    const outer = childEnvironment({ AWS_RETRY_MODE: 'standard' }, role, lease, seen, '/dev/null');
    expect(outer).toMatchObject({ AWS_CA_BUNDLE: '/a.pem', AWS_RETRY_MODE: 'standard', ROLETAP_SETTINGS: 'AWS_CA_BUNDLE' });
    // A command below has another role, and none of this one's settings.
    const inner = childEnvironment(outer, dev, lease, seen, '/dev/null');
    expect(inner).toEqual(childEnvironment({ AWS_RETRY_MODE: 'standard' }, dev, lease, seen, '/dev/null'));
  });

  it('does not ignore an endpoint that the person set', () => {
    const role = { ...dev, variables: [['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true']] as const };
    expect(childEnvironment({}, role, lease, seen, '/dev/null')).toHaveProperty('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
    expect(childEnvironment({ AWS_ENDPOINT_URL_S3: 'https://s3' }, role, lease, seen, '/dev/null')).not.toHaveProperty(
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    );
  });

  it('hides a file whose default would win', () => {
    expect(childEnvironment({}, dev, lease, { config: false, credentials: true }, '/dev/null')).toMatchObject({
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect(childEnvironment({ AWS_CONFIG_FILE: '/c' }, dev, lease, { config: true, credentials: false }, '/dev/null')).toMatchObject({
      AWS_CONFIG_FILE: '/dev/null',
    });
  });
});

describe('the shell of a role', () => {
  it('is the person’s own, and never runs what a role’s name holds', () => {
    const role = 'x$(touch /tmp/x)`id`';
    for (const shell of ['/bin/bash', '/usr/bin/fish', '/bin/dash', '/bin/zsh', undefined]) {
      const { command, environment } = shellCommand({ SHELL: shell }, 'linux', role);
      expect(command[0]).toBe(shell ?? '/bin/sh');
      expect(JSON.stringify([command, environment])).not.toContain('touch');
    }
    const windows = shellCommand({ ComSpec: 'C:\\Windows\\system32\\cmd.exe' }, 'win32', 'a&b');
    expect(windows).toEqual({ command: ['C:\\Windows\\system32\\cmd.exe'], environment: {} });
  });

  it('prints no prompt that would move the cursor or turn the line round', () => {
    for (const role of ['dev\u001b[2J', 'dev\u202e'])
      for (const shell of ['/bin/bash', '/usr/bin/fish', '/bin/dash'])
        expect(shellCommand({ SHELL: shell }, 'linux', role)).toEqual({ command: [shell], environment: {} });
  });

  it('shows the role in the prompt where the shell lets us', () => {
    expect(shellCommand({ SHELL: '/bin/bash' }, 'linux', 'dev').environment.PROMPT_COMMAND).toContain('$ROLETAP_ROLE');
    expect(shellCommand({ SHELL: '/bin/bash', PROMPT_COMMAND: 'mine' }, 'linux', 'dev').environment).toEqual({});
    expect(shellCommand({ SHELL: '/bin/sh' }, 'linux', 'dev').environment).toEqual({ PS1: '($ROLETAP_ROLE) $ ' });
    expect(shellCommand({ ComSpec: 'cmd.exe' }, 'win32', 'dev').environment).toEqual({ PROMPT: '(dev) $P$G' });
  });
});
