#!/usr/bin/env bash
# Makes the resources, sees that nothing drifts, and removes them. TERRAFORM=tofu runs it with OpenTofu.
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
terraform() { command "${TERRAFORM:-terraform}" "$@"; }

zip -qj function.zip ../function/index.mjs
terraform init
terraform apply -auto-approve
terraform plan -detailed-exitcode
terraform destroy -auto-approve
