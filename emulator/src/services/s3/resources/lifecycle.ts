// biome-ignore lint/suspicious/noExplicitAny: nested CloudFormation properties, read member by member
type Bag = Record<string, any>;

const number = (value: unknown) => (value === undefined ? undefined : Number(value));

/** CloudFormation and S3 write lifecycle rules differently. */
export function convertLifecycle(configuration: Bag): { Rules: Bag[] } {
  return { Rules: (configuration.Rules as Bag[]).map(convertRule) };
}

function convertRule(rule: Bag): Bag {
  const transitions: Bag[] = [...(rule.Transitions ?? []), ...(rule.Transition ? [rule.Transition] : [])];
  const noncurrent: Bag[] = [
    ...(rule.NoncurrentVersionTransitions ?? []),
    ...(rule.NoncurrentVersionTransition ? [rule.NoncurrentVersionTransition] : []),
  ];
  const expires = rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined || rule.ExpiredObjectDeleteMarker !== undefined;
  const old =
    rule.NoncurrentVersionExpiration ??
    (rule.NoncurrentVersionExpirationInDays === undefined ? undefined : { NoncurrentDays: rule.NoncurrentVersionExpirationInDays });
  return {
    ID: rule.Id,
    Status: rule.Status,
    Filter: filterOf(rule),
    Expiration: expires
      ? {
          Days: number(rule.ExpirationInDays),
          Date: rule.ExpirationDate && new Date(rule.ExpirationDate),
          ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker,
        }
      : undefined,
    Transitions: transitions.length
      ? transitions.map((one) => ({
          Days: number(one.TransitionInDays),
          Date: one.TransitionDate && new Date(one.TransitionDate),
          StorageClass: one.StorageClass,
        }))
      : undefined,
    NoncurrentVersionTransitions: noncurrent.length
      ? noncurrent.map((one) => ({
          NoncurrentDays: number(one.TransitionInDays),
          NewerNoncurrentVersions: number(one.NewerNoncurrentVersions),
          StorageClass: one.StorageClass,
        }))
      : undefined,
    NoncurrentVersionExpiration: old && {
      NoncurrentDays: number(old.NoncurrentDays),
      NewerNoncurrentVersions: number(old.NewerNoncurrentVersions),
    },
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload && {
      DaysAfterInitiation: number(rule.AbortIncompleteMultipartUpload.DaysAfterInitiation),
    },
  };
}

/** One condition stands alone; several stand under And. */
function filterOf(rule: Bag): Bag {
  const tags: Bag[] = rule.TagFilters ?? [];
  const sizes = { ObjectSizeGreaterThan: number(rule.ObjectSizeGreaterThan), ObjectSizeLessThan: number(rule.ObjectSizeLessThan) };
  const set = Object.entries({ Prefix: rule.Prefix, ...sizes }).filter(([, value]) => value !== undefined);
  if (set.length + tags.length > 1) return { And: { ...Object.fromEntries(set), ...(tags.length ? { Tags: tags } : {}) } };
  if (tags[0]) return { Tag: tags[0] };
  return set.length ? Object.fromEntries(set) : { Prefix: '' };
}
