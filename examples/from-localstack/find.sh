#!/usr/bin/env bash
# Lines of a project that know LocalStack: bash find.sh FOLDER
set -euo pipefail
grep -rnE 'localhost\.localstack\.cloud|_localstack/|_aws/|LOCALSTACK_|//localstack:|localstack/(localstack|init)|localstack start|testcontainers.*[Ll]ocal[Ss]tack' "${1:-.}" \
  --exclude-dir=node_modules --exclude-dir=.git
