#!/usr/bin/env bash
# Shows that the simulator bites: builds each deliberately broken variant (eng/mutants/*.patch) in a copy of the tree and counts the
# seeds that notice it. Prints a table; fails when a variant goes unnoticed.
#   eng/run-mutants.sh [NAME...]      all of them without a name; SEEDS=1..2000 by default
set -euo pipefail

root="$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
seeds="${SEEDS:-1..2000}"
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
program="$copy/tests/PixCrawler.Simulation/bin/Release/net10.0/PixCrawler.Simulation.dll"

build() { dotnet build "$copy/tests/PixCrawler.Simulation" -c Release -nologo -v quiet -nodeReuse:false -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false >"$copy/build.log" 2>&1; }

(cd "$root" && tar -cf - --exclude=TestResults Directory.*.props Directory.*.targets .editorconfig global.json nuget.config eng src tests/PixCrawler.Simulation) | tar -xf - -C "$copy"
build || { tail -5 "$copy/build.log"; exit 1; }
printf '| defect | found by |\n| --- | --- |\n'
printf '| none | %s |\n' "$(dotnet "$program" --seeds "$seeds" --brief || true)"
unnoticed=0
for patch in "$root"/eng/mutants/*.patch; do
    name="$(basename "$patch" .patch)"
    [[ $# -eq 0 || " $* " == *" $name "* ]] || continue
    if ! patch -p1 -d "$copy" --no-backup-if-mismatch -s <"$patch" || ! build; then
        printf '| %s | **does not apply or build any more** |\n' "$name"
        unnoticed=1
    elif found="$(dotnet "$program" --seeds "$seeds" --brief)"; then
        printf '| %s | **%s** |\n' "$name" "$found"
        unnoticed=1
    else
        printf '| %s | %s |\n' "$name" "$found"
    fi
    patch -p1 -R -d "$copy" --no-backup-if-mismatch -s <"$patch" || { echo "cannot take $name back"; exit 1; }
done
exit "$unnoticed"
