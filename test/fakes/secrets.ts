/** What must never be seen outside: marked, so that it can be searched for. */
export const secrets = {
  longTerm: 'SECRET-long-term',
  session: 'SECRET-session',
  token: 'SECRET-token',
  password: 'SECRET-password',
} as const;
