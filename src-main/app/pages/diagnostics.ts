import { redact } from '../../base/log.ts';

/** What is copied for a bug report. */
export interface Diagnosis {
  readonly version: string;
  /** `Electron 45.5.0, Chromium 150.0, Node 24.1` */
  readonly runtime: string;
  /** `linux x64 6.12` */
  readonly system: string;
  /** What the doctor says, a line each. */
  readonly checks: string;
  /** The person's home folder. */
  readonly home: string;
  /** Whether account IDs stay: support of the person's own company may need them. */
  readonly accounts: boolean;
}

/**
 * The text for a bug report: without secrets, account IDs (unless they are wished), serial numbers, names of users and roles in ARNs, and the path of the person's home. Pure.
 */
export const diagnosticsText = ({ version, runtime, system, checks, home, accounts }: Diagnosis): string =>
  redact(`Roletap ${version}\n${runtime}\n${system}\n\n${checks}`)
    .replaceAll(home === '' || home === '/' ? '\0' : home, '~')
    .replaceAll(/\b\d{12}\b/g, accounts ? '$&' : '(account)')
    .replaceAll(/\b\d{7,10}\b/g, '(serial)')
    .replaceAll(/(arn:aws[\w-]*:iam::[^:\s]*:)[^\s“”`'"]+/g, '$1(name)');
