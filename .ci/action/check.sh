#!/usr/bin/env bash
# Checks the models; GitHub shows each finding beside its line. The exit code is that of `canvasdsl check`.
set -euo pipefail

paths=()
while IFS= read -r path; do
  path="${path%$'\r'}"
  if [ -n "$path" ]; then paths+=("$path"); fi
done <<<"$CANVAS_PATHS"
if [ ${#paths[@]} -eq 0 ]; then paths=(.); fi

options=(--format github --profile "$CANVAS_PROFILE")
if [ "$CANVAS_STRICT" = true ]; then options+=(--strict); fi
exec canvasdsl check "${options[@]}" -- "${paths[@]}"
