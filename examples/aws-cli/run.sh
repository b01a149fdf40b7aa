#!/usr/bin/env bash
# What docs/tools/aws-cli.md shows, in one go. AWS=awslocal runs it with awslocal.
set -euo pipefail
cd "$(dirname "$0")/.."
. ./env.sh
AWS=${AWS:-aws --endpoint-url $AWS_ENDPOINT_URL}
${AWS%% *} --version
aws() { command $AWS "$@"; }

# who am I, and a bucket with something in it
aws sts get-caller-identity
aws s3 mb s3://cli-photos
aws s3 cp function/index.mjs s3://cli-photos/
aws s3 ls s3://cli-photos
aws s3 cp s3://cli-photos/index.mjs - | head -1
curl -fsS "$(aws s3 presign s3://cli-photos/index.mjs)" | head -1

# a topic that feeds a queue, and a message through both
topic=$(aws sns create-topic --name cli-shares --query TopicArn --output text)
queue=$(aws sqs create-queue --queue-name cli-shares --query QueueUrl --output text)
aws sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:000000000000:cli-shares \
  --attributes RawMessageDelivery=true
aws sns publish --topic-arn "$topic" --message 'hello from the command line'
aws sqs receive-message --queue-url "$queue" --wait-time-seconds 5 --query 'Messages[0].Body' --output text

# a function, called, and what it logged
role=$(aws iam create-role --role-name cli-role --query Role.Arn --output text \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zip -qj "$work/function.zip" function/index.mjs
aws lambda create-function --function-name cli-reader --runtime nodejs22.x --handler index.handler --role "$role" \
  --zip-file "fileb://$work/function.zip" --query State --output text
aws lambda wait function-active-v2 --function-name cli-reader
printf '{"share": 1}' > "$work/event.json"
aws lambda invoke --function-name cli-reader --payload "fileb://$work/event.json" --query StatusCode "$work/answer.json"
cat "$work/answer.json"
aws logs filter-log-events --log-group-name /aws/lambda/cli-reader --query 'events[].message' --output text

# a table
aws dynamodb create-table --table-name cli-shares --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH --query TableDescription.TableStatus
aws dynamodb wait table-exists --table-name cli-shares
aws dynamodb put-item --table-name cli-shares --item '{"id": {"S": "1"}}'
aws dynamodb scan --table-name cli-shares --query Count

# and all of it gone again
aws dynamodb delete-table --table-name cli-shares --query TableDescription.TableName
aws lambda delete-function --function-name cli-reader
aws logs delete-log-group --log-group-name /aws/lambda/cli-reader # no function takes its log group along, on AWS neither
aws iam delete-role --role-name cli-role
aws sqs delete-queue --queue-url "$queue"
aws sns delete-topic --topic-arn "$topic"
aws s3 rb s3://cli-photos --force
