import type { SimulatorFault, SimulatorResponse } from './model/types.ts';
import { AwsRefusal } from './model/types.ts';

/** Things that are to go wrong, in the order in which they were asked for. */
export interface Faults {
  /** The next request of this action (or of any) meets the fault; `times` repeats it. */
  readonly add: (fault: SimulatorFault, on?: { readonly action?: string; readonly times?: number }) => void;
  /** All that was not met yet is forgotten. */
  readonly clear: () => void;
  readonly take: (action: string) => SimulatorFault | undefined;
}

export const createFaults = (): Faults => {
  let waiting: { readonly fault: SimulatorFault; readonly action: string | undefined; left: number }[] = [];
  return {
    add: (fault, on = {}) => {
      waiting.push({ fault, action: on.action, left: on.times ?? 1 });
    },
    clear: () => {
      waiting = [];
    },
    take: (action) => {
      const entry = waiting.find((one) => one.action === undefined || one.action === action);
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) waiting = waiting.filter((one) => one !== entry);
      return entry.fault;
    },
  };
};

const page = (status: number, title: string): SimulatorResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** An answer that takes the place of the real one; undefined when the request goes on. Throws for what is refused in AWS's form. */
export const faultAnswer = (
  fault: SimulatorFault | undefined,
  when: 'before' | 'after',
  accountId: string,
): SimulatorResponse | undefined => {
  if (!fault) return undefined;
  if (when === 'before') {
    if (fault.kind === 'throttle') throw new AwsRefusal(400, 'Throttling', 'Rate exceeded');
    if (fault.kind === 'refuse') throw new AwsRefusal(fault.status, fault.code, fault.message);
    if (fault.kind === 'captive-portal') return page(200, 'Welcome to our network');
    if (fault.kind === 'region-disabled') {
      throw new AwsRefusal(
        403,
        'RegionDisabledException',
        `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
      );
    }
  }
  if (!('when' in fault) || fault.when !== when) return undefined;
  if (fault.kind === 'bad-gateway') return page(502, 'Bad Gateway');
  if (fault.kind === 'server-error') {
    throw fault.status === 500
      ? new AwsRefusal(500, 'InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.')
      : new AwsRefusal(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
  }
  return { status: 0, headers: {}, body: '', transport: fault.kind };
};
