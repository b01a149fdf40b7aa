import type { Policy, Role } from '@aws-sdk/client-iam';
import type { Context } from '../service.ts';
import { encoded, type PolicyRecord, policyArn, type RoleRecord, roleArn, rolesOf } from './store.ts';

export function showRole(role: RoleRecord): Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(role),
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encoded(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary: role.permissionsBoundary
      ? { PermissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: role.permissionsBoundary }
      : undefined,
    Tags: role.tags.length ? role.tags : undefined,
  };
}

export function attachments(arn: string, context: Context): RoleRecord[] {
  return [...rolesOf(context).values()].filter((role) => role.account === context.account && role.attached.includes(arn));
}

export function showPolicy(policy: PolicyRecord, context: Context): Policy {
  const arn = policyArn(policy);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(arn, context).length,
    PermissionsBoundaryUsageCount: [...rolesOf(context).values()].filter((role) => role.permissionsBoundary === arn).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(policy.updated),
    Tags: policy.tags.length ? policy.tags : undefined,
  };
}
