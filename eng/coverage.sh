#!/usr/bin/env bash
# Measures which lines of the retry, classification and supervision code the tests run. Prints a table by folder and fails below 95 %.
set -euo pipefail
cd "$(dirname "$0")/.."

least=95
results=artifacts/coverage
scope='^src/(PixCrawler\.Domain/(Failures|Supervision|Operations|Jobs|Chunks)/|PixCrawler\.Domain/Politeness/(Retry|Host)|PixCrawler\.Net/Resilience/|PixCrawler\.Actors/(Supervision|Operations|Jobs|Chunks|Downloads|Politeness)/)'

rm -rf "$results"
dotnet build PixCrawler.Actors.sln -c Release --nologo -v quiet
for project in Contracts Domain Net Actors; do
    dotnet test "tests/PixCrawler.$project.Tests" -c Release --no-build --nologo -v quiet \
        --collect 'XPlat Code Coverage' --results-directory "$results/$project"
done

# One line may be in several reports (and classes): it is covered when any of them says so.
find "$results" -name coverage.cobertura.xml -exec cat {} + | awk -v scope="$scope" -v least="$least" -v root="$PWD/" '
    match($0, /<source>[^<]*/) { base = substr($0, RSTART + 8, RLENGTH - 8) }
    match($0, /filename="[^"]*"/) {
        file = substr($0, RSTART + 10, RLENGTH - 11)
        if (substr(file, 1, 1) != "/") file = base (base ~ /\/$/ ? "" : "/") file
        sub("^" root, "", file)
    }
    /<line / && match($0, /number="[0-9]+"/) && file ~ scope {
        line = file ":" substr($0, RSTART + 8, RLENGTH - 9)
        hits = $0; sub(/.*hits="/, "", hits); sub(/".*/, "", hits)
        if (!(line in seen)) { seen[line] = file }
        if (hits + 0 > 0) covered[line] = 1
    }
    END {
        for (line in seen) {
            folder = seen[line]; sub(/\/[^\/]*$/, "", folder)
            lines[folder]++; total++
            if (line in covered) { hit[folder]++; sum++ } else missed[seen[line]] = missed[seen[line]] " " substr(line, length(seen[line]) + 2)
        }
        for (folder in lines) printf "%-45s %5d of %5d lines  %5.1f %%\n", folder, hit[folder], lines[folder], 100 * hit[folder] / lines[folder] | "sort"
        close("sort")
        for (file in missed) print "   not run: " file ":" missed[file] | "sort"
        close("sort")
        printf "%-45s %5d of %5d lines  %5.1f %%\n", "all", sum, total, 100 * sum / total
        exit 100 * sum / total < least
    }'
