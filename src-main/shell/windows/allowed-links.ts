/**
 * The hosts of AWS's sign-in and console, one of each for a partition; a region may stand before each (AWS General Reference, "AWS Sign-In
 * endpoints and quotas"; IAM User Guide, "Enable custom identity broker access to the AWS console").
 */
export const consoleHosts = [
  { partition: 'aws', hosts: ['signin.aws.amazon.com', 'console.aws.amazon.com'] },
  { partition: 'aws-cn', hosts: ['signin.amazonaws.cn', 'console.amazonaws.cn'] },
  { partition: 'aws-us-gov', hosts: ['signin.amazonaws-us-gov.com', 'console.amazonaws-us-gov.com'] },
  { partition: 'aws-eusc', hosts: ['signin.amazonaws-eusc.eu', 'console.amazonaws-eusc.eu'] },
] as const;

const region = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a link may be handed to the browser: the console's own, over TLS, and nothing that only looks like it. In the demo also this computer's. */
export const isAllowedLink = (text: string, demo: boolean): boolean => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (demo && (url.protocol === 'http:' || url.protocol === 'https:') && loopback.has(url.hostname)) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const hosts: readonly string[] = consoleHosts.flatMap((row) => row.hosts);
  const [first = '', ...rest] = url.hostname.split('.');
  return hosts.includes(url.hostname) || (region.test(first) && hosts.includes(rest.join('.')));
};
