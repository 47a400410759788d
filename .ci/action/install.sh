#!/usr/bin/env bash
# Installs the canvasdsl that this action is part of, in an environment of its own, for the steps that follow.
# `-I` keeps a `pip.py` or `venv.py` that lies in the checked-out repository from being run in their place.
set -euo pipefail

python -I -m venv "$RUNNER_TEMP/canvasdsl"
bin="$RUNNER_TEMP/canvasdsl/bin"
if [ ! -d "$bin" ]; then bin="$RUNNER_TEMP/canvasdsl/Scripts"; fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
printf '%s\n' "$bin" >>"$GITHUB_PATH"
