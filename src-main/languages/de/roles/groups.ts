import { type GroupMember, isAcrossAccounts, type RoleGroup, roleGroupsIn } from '../../../words/roles/groups.ts';
import { roleGroupTexts } from '../window/roles.ts';
import { partitionName } from './role.ts';

/**
 * Roles under their headings. Which role stands in which group, and in what order, is the same in every language; what the groups are
 * called is not.
 */

export { type GroupMember, isAcrossAccounts, type RoleGroup, roleGroupsIn };

export const roleGroups = roleGroupsIn({ titles: roleGroupTexts, partitionName });
