#!/usr/bin/env bash
# Installs the servers of package-lock.json into artifacts/store-servers, once; the tests of the stores start them.
set -euo pipefail

here="$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
target="$here/../../artifacts/store-servers"
mkdir -p "$target"

exec 9>"$target/lock"
flock 9
if cmp -s "$here/package-lock.json" "$target/package-lock.json" && [[ -f "$target/installed" ]]; then
    exit 0
fi
rm -f "$target/installed"
cp "$here/package.json" "$here/package-lock.json" "$target/"
cd "$target"
npm ci --omit=optional --ignore-scripts --no-audit --no-fund >npm.log 2>&1 9>&- || { tail -n 20 npm.log >&2; exit 70; }
: >installed
