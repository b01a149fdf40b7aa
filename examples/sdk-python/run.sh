#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
. ../env.sh
python3 smoke.py
