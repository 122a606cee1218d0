/** Whether a name says that it is about production, so that it is marked, and a guard is offered. */
export const looksLikeProduction = (name: string): boolean => /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i.test(name);
