#!/usr/bin/env bash
# One job for any CI: run it on every change of the content and once every morning. The CI's own secrets give it
# OIDEYO_PASSWORD_HONBAN; what it exits with is what oideyo said: 1 mistakes in the content, 2 usage, 3 disk or network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

oideyo check --links
oideyo publish honban --yes
