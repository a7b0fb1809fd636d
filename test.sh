#!/usr/bin/env bash
# Everything CI runs: set up, restore in locked mode, build once, check the format, run every test.
set -euo pipefail

root="$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
solution="$root/PixCrawler.Actors.sln"
results="$root/artifacts/test-results"
failures=0

say() { printf '%s\n' "$*"; }

# shellcheck source=eng/setup.sh
source "$root/eng/setup.sh"

step() {
    local title="$1" began=$SECONDS
    shift
    say "== $title"
    if "$@"; then
        say "   done in $((SECONDS - began)) s"
    else
        say "   FAILED: $title"
        return 1
    fi
}

restore() { dotnet restore "$solution" --locked-mode -nologo -v quiet -p:NuGetAudit=false; }

build() { dotnet build "$solution" -c Release --no-restore -nologo -v quiet -nodeReuse:false; }

check_format() {
    dotnet format whitespace "$solution" --no-restore --verify-no-changes -v quiet
    # Style needs a compilation of everything; the build enforces it already (EnforceCodeStyleInBuild, warnings are errors).
}

# Project by project: tests that measure time are not disturbed by others.
run_tests() {
    local project name status=0
    for project in "$root"/tests/*/*.csproj; do
        grep -q '<IsRunnableTests>true' "$project" || continue
        name="$(basename "$project" .csproj)"
        dotnet test "$root/tests/$name/bin/Release/net10.0/$name.dll" --nologo --blame-hang-timeout 5m \
            --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=quiet" || status=1
    done
    return "$status"
}

# Sums the counters of the runners' own result files: executed tests, never what this script believes.
sum_results() {
    local file counters total executed pass
    passed=0 failed=0 skipped=0
    for file in "$results"/*.trx; do
        [[ -f "$file" ]] || continue
        counters="$(grep -o '<Counters [^>]*>' "$file")"
        total="$(counter total)" executed="$(counter executed)" pass="$(counter passed)"
        printf '   %-32s %5d passed %5d failed %5d skipped\n' "$(basename "$file" .trx)" "$pass" "$((executed - pass))" "$((total - executed))"
        passed=$((passed + pass)) failed=$((failed + executed - pass)) skipped=$((skipped + total - executed))
    done
}

counter() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }

# The second engine needs packages that not every registry has: found out by a restore. A source that has them and the versions it has
# are given by the environment (docs/ENGINES.md). It is built into a place of its own, so that neither flavour sees the other's output.
akka_flavour() {
    local build="$root/artifacts/akka" project status=0
    rm -rf "$build"
    mkdir -p "$build"
    if ! timeout 120 dotnet restore "$root/src/PixCrawler.Actors" -p:ActorEngine=akka --artifacts-path "$build" -nologo -v quiet -p:NuGetAudit=false \
        >"$build/restore.log" 2>&1; then
        say "note: the akka flavour was not built, and PixCrawler.ClusterTests not run: its packages can't be restored here"
        return 0
    fi
    for project in PixCrawler.ActorEngine.Tests PixCrawler.Actors.Tests PixCrawler.ClusterTests; do
        dotnet test "$root/tests/$project" -c Release -p:ActorEngine=akka --artifacts-path "$build" -p:NuGetAudit=false --nologo -nodeReuse:false \
            --blame-hang-timeout 15m --results-directory "$results" --logger "trx;LogFileName=akka-$project.trx" \
            --logger "console;verbosity=quiet" || status=1
    done
    return "$status"
}

cd "$root"
use_private_home
require_dotnet
install_libvips
install_postgresql
install_libzstd
install_node_packages
install_chromium
rm -rf "$results"
mkdir -p "$results"
step "restore, locked" restore
step "build, Release" build
step "format" check_format || failures=1
step "tests" run_tests || failures=1
step "akka flavour" akka_flavour || failures=1
say "== results"
sum_results
if ((passed == 0 || failed > 0)); then failures=1; fi
say "$passed passed, $failed failed, $skipped skipped"
exit "$failures"
