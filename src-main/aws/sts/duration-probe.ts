import type { AwsResult } from '../caller.ts';

const hour = 3600;

/**
 * Finds the longest duration in whole hours that a role allows, without spending a code: an AssumeRole with an MFA session's
 * credentials and more than an hour is always refused, and the words of the refusal tell which limit was hit. Above the role's
 * maximum it is `role-maximum`; else only the one-hour cap of chained sessions, `chained`, is left. Bisects 1 to 12 hours.
 * Anything else that comes back (a denial, no answer) ends the search at the one hour that always works, which then says nothing of the role.
 *
 * @param refused the seconds that AWS refused
 * @param tryAssume one AssumeRole from an MFA session with these seconds
 * @returns seconds, at least 3600 and less than `refused`; `sure` when AWS's answers say so
 */
export const largestAllowed = async (
  refused: number,
  tryAssume: (seconds: number) => Promise<AwsResult<unknown>>,
): Promise<{ readonly seconds: number; readonly sure: boolean }> => {
  let allowed = 1;
  let tooMuch = Math.max(2, Math.ceil(refused / hour));
  while (tooMuch - allowed > 1) {
    const middle = Math.floor((allowed + tooMuch) / 2);
    const answer = await tryAssume(middle * hour);
    if (answer.ok) allowed = middle;
    else if (answer.problem.code !== 'duration-refused') return { seconds: hour, sure: false };
    else if (answer.problem.reason === 'chained') allowed = middle;
    else tooMuch = middle;
  }
  return { seconds: allowed * hour, sure: true };
};

/**
 * The same, but only told as sure where AWS names the role's maximum before the cap on chained sessions. Where every answer was `chained`, the refused
 * duration itself tells: when that is `chained` too, AWS looks at the cap first, and no answer says anything of the role.
 */
export const confirmedMaximum: typeof largestAllowed = async (refused, tryAssume) => {
  const found = await largestAllowed(refused, tryAssume);
  const top = (Math.ceil(refused / hour) - 1) * hour;
  if (!found.sure || found.seconds === hour || found.seconds < top) return found;
  const answer = await tryAssume(refused);
  const isTold = !answer.ok && answer.problem.code === 'duration-refused' && answer.problem.reason === 'role-maximum';
  return isTold ? found : { seconds: hour, sure: false };
};
