#!/usr/bin/env bash
# The main job in a real browser against the real program on a free port: search, hold, pay, ticket, refund.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
log=$data/server.log
trap 'kill "${server:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$data"' EXIT
build/release/chepiao import native demo --data "$data/data"
build/release/chepiao serve --data "$data/data" --listen 127.0.0.1:0 --demo >"$log" 2>&1 &
server=$!
for _ in $(seq 300); do
  url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$log" | head -n 1 || true)
  [[ -n $url ]] && break
  kill -0 "$server" 2>/dev/null || { cat "$log"; echo "0 passed, 1 failed"; exit 1; }
  sleep 0.1
done
export SCREENSHOT_DIR=${SCREENSHOT_DIR:-$PWD/build/screenshots}
mkdir -p "$SCREENSHOT_DIR"
status=0
BASE_URL=$url node web/e2e/journey.mjs || status=$?
((status == 0)) || tail -n 30 "$log"
exit "$status"
