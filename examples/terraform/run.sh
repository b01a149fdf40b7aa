#!/usr/bin/env bash
# What docs/tools/terraform.md shows, in one go. TERRAFORM=tofu runs it with OpenTofu.
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
terraform() { command "${TERRAFORM:-terraform}" "$@"; }

zip -qj function.zip ../function/index.mjs
terraform version
terraform init
terraform apply -auto-approve
terraform plan -detailed-exitcode # 0: nothing drifted, 2: it did
aws --endpoint-url "$AWS_ENDPOINT_URL" sns publish --topic-arn "$(terraform output -raw topic)" --message 'hello from terraform'
sleep 2
aws --endpoint-url "$AWS_ENDPOINT_URL" logs filter-log-events --log-group-name /aws/lambda/tf-reader --query 'events[].message' --output text
terraform destroy -auto-approve
