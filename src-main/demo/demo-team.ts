import type { SimulatedAccount } from './aws-simulator/model/accounts.ts';
import type { PolicyDocument } from './aws-simulator/model/policy.ts';

const dayMillis = 86_400_000;

const allow = (...Action: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

/** Jane's colleagues, as a team looks before anybody cared for it: some with a YubiKey, some with a phone, some with nothing but keys. */
export const addTeam = (account: SimulatedAccount, now: number): void => {
  const days = (count: number) => now - count * dayMillis;
  const developers = account.addGroup('developers');
  developers.allow(allow('s3:Get*', 's3:List*'));
  // Somebody once tried to require MFA: access keys get past it, and nobody could set MFA up.
  account.addPolicy('require-mfa', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      NotAction: 'iam:ChangePassword',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  });
  const person = (name: string, signedIn?: number) => {
    const user = account.addUser(name);
    if (signedIn !== undefined) user.setPassword(days(signedIn));
    return user;
  };

  const root = account.addRoot();
  root.addOtherDevice('fido', 'root-passkey');

  const ada = person('ada', 0);
  for (const serial of ['23456789', '34567890']) ada.addDevice({ name: `ada-yk-${serial}` });
  ada.addKey({ created: days(12) }).use('s3', 'eu-central-1');
  ada.join(developers);

  const bob = person('bob', 1);
  bob.addKey({ created: days(214) }).use('ec2', 'eu-west-1');
  bob.addKey({ created: days(2) });
  bob.join(developers);

  const carol = person('carol', 19);
  carol.addDevice({ name: 'carol-phone' });
  carol.join(developers);

  const dan = person('dan');
  dan.addDevice({ name: 'dan-yk-45678901' });
  dan.addKey({ created: days(97) }).use('dynamodb', 'eu-central-1');

  person('erin', 3).addOtherDevice('fido', 'erin-laptop');
  person('deploy-bot')
    .addKey({ created: days(401) })
    .use('s3', 'eu-west-1');
  // Nobody has heard of Frank for two months.
  const frank = person('frank', 63);
  frank.addDevice({ name: 'frank-phone' });
  frank.join(developers);
  // Of somebody who has left.
  account.addUnassignedDevice('zoe-phone');
};
