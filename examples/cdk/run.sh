#!/usr/bin/env bash
# What docs/tools/cdk.md shows, in one go. CDK='npx cdklocal' runs it with cdklocal.
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
export AWS_ENDPOINT_URL_S3=$AWS_ENDPOINT_URL # cdklocal wants it; cdk needs no more than AWS_ENDPOINT_URL
cdk() { ${CDK:-npx cdk} "$@"; }

cdk --version
cdk bootstrap
cdk deploy --require-approval never
cdk diff --fail # 0: nothing differs
cdk deploy --hotswap --require-approval never
cdk destroy --force
