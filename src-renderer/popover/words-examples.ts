/** A role profile as AWS documents it, with account ids that stand for others. */
export const configExample = `[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/jane`;
