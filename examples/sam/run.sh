#!/usr/bin/env bash
# What docs/tools/sam.md shows, in one go. PYTHON is one that has aws-sam-cli.
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
export SAM_CLI_TELEMETRY=0
PYTHON=${PYTHON:-python3}
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
sam --version

# build and package as for AWS
aws --endpoint-url "$AWS_ENDPOINT_URL" s3 mb s3://sam-code
sam build --build-dir "$build"
sam package -t "$build/template.yaml" --s3-bucket sam-code --output-template-file "$build/packaged.yaml"

# the step that AWS does on its side
"$PYTHON" translate.py "$build/packaged.yaml" > "$build/plain.json"

# and from here on as for AWS again
sam deploy -t "$build/plain.json" --stack-name sam-example --s3-bucket sam-code --capabilities CAPABILITY_IAM --no-confirm-changeset
sam list stack-outputs --stack-name sam-example --output json
sam remote invoke Reader --stack-name sam-example --event '{"share": 1}'
sam remote invoke Shares --stack-name sam-example --event 'by the queue'
sleep 3
sam logs --stack-name sam-example
sam delete --stack-name sam-example --s3-bucket sam-code --no-prompts
aws --endpoint-url "$AWS_ENDPOINT_URL" s3 rb s3://sam-code --force
