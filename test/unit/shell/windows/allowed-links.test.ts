import { describe, expect, it } from 'vitest';
import { consoleHosts, isAllowedLink } from '../../../../src-main/shell/windows/allowed-links.ts';

describe('links that may be opened', () => {
  it.each(consoleHosts.flatMap(({ hosts }) => hosts))('are those of %s, with a region before it or none', (host) => {
    expect(isAllowedLink(`https://${host}/federation?Action=login`, false)).toBe(true);
    expect(isAllowedLink(`https://eu-central-1.${host}/`, false)).toBe(true);
    expect(isAllowedLink(`https://us-gov-west-1.${host}/`, false)).toBe(true);
  });

  it.each([
    'http://signin.aws.amazon.com/',
    'https://signin.aws.amazon.com:8443/',
    'https://jane@signin.aws.amazon.com/',
    'https://signin.aws.amazon.com@evil.example/',
    'https://signin.aws.amazon.com.evil.example/',
    'https://evil.signin.aws.amazon.com/',
    'https://eu-central-1.evil.console.aws.amazon.com/',
    'https://evilsignin.aws.amazon.com/',
    'https://aws.amazon.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://signin.aws.amazon.com/',
    'signin.aws.amazon.com',
    '',
  ])('are not %s', (link) => {
    expect(isAllowedLink(link, false)).toBe(false);
    expect(isAllowedLink(link, true)).toBe(false);
  });

  it.each(['http://127.0.0.1:4321/console', 'http://localhost:80/', 'https://[::1]:9/'])('are %s in the demo alone', (link) => {
    expect(isAllowedLink(link, true)).toBe(true);
    expect(isAllowedLink(link, false)).toBe(false);
  });
});
