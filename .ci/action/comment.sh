#!/usr/bin/env bash
# Writes one comment on the pull request, or writes the one anew that it wrote before. Where the token may not, as that of
# a fork, the job summary has told it already, and nothing fails.
set -euo pipefail

marker='<!-- canvasdsl: what moved -->'
file="$RUNNER_TEMP/canvasdsl-comment.md"
if [ ! -s "$file" ]; then exit 0; fi

comments="repos/$GITHUB_REPOSITORY/issues/$CANVAS_PULL_REQUEST/comments"
ours=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id"
told="the job summary tells what moved; a comment needs the permission \`pull-requests: write\`"

if ! found=$(gh api --paginate "$comments?per_page=100" --jq "$ours"); then
  printf '::notice title=canvasdsl::%s\n' "$told"
  exit 0
fi
read -r id _ <<<"${found//$'\n'/ }" || true

if [ -n "${id:-}" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$file" || written=no
elif [ "$CANVAS_MOVED" = true ]; then
  gh api --silent --method POST "$comments" --field "body=@$file" || written=no
fi
if [ "${written:-yes}" = no ]; then printf '::notice title=canvasdsl::%s\n' "$told"; fi
