#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
mvn -q compile exec:java -Dexec.mainClass=Smoke
