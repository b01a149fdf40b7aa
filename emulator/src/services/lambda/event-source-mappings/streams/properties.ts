/** CloudFormation's properties of a mapping of a stream; numbers and booleans may come as text. */
export interface StreamProps {
  StartingPosition?: string;
  ParallelizationFactor?: number | string;
  BisectBatchOnFunctionError?: boolean | string;
  MaximumRetryAttempts?: number | string;
  MaximumRecordAgeInSeconds?: number | string;
  DestinationConfig?: { OnFailure?: { Destination?: string } };
}

/** For a stream, what isn't given is its default; for a queue, only what is given is passed on, to be refused by name. */
export function streamSettings(props: StreamProps, isStream: boolean): object {
  const given = (value: number | string | undefined, fallback: number) =>
    value === undefined ? (isStream ? fallback : undefined) : Number(value);
  const { BisectBatchOnFunctionError: bisect, DestinationConfig } = props;
  const settings = {
    ParallelizationFactor: given(props.ParallelizationFactor, 1),
    BisectBatchOnFunctionError: bisect === undefined ? (isStream ? false : undefined) : String(bisect) === 'true',
    MaximumRetryAttempts: given(props.MaximumRetryAttempts, -1),
    MaximumRecordAgeInSeconds: given(props.MaximumRecordAgeInSeconds, -1),
    DestinationConfig: DestinationConfig ?? (isStream ? { OnFailure: {} } : undefined),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
