#!/usr/bin/env bash
# Installs the packages of eng/NAME/package-lock.json into artifacts/NAME, once: install-node-packages.sh NAME. For tests only.
set -euo pipefail

here="$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
packages="$here/$1"
target="$here/../artifacts/$1"
mkdir -p "$target"

exec 9>"$target/lock"
flock 9
if cmp -s "$packages/package-lock.json" "$target/package-lock.json" && [[ -f "$target/installed" ]]; then
    exit 0
fi
rm -f "$target/installed"
cp "$packages/package.json" "$packages/package-lock.json" "$target/"
cd "$target"
npm ci --omit=optional --ignore-scripts --no-audit --no-fund >npm.log 2>&1 9>&- || { tail -n 20 npm.log >&2; exit 70; }
: >installed
