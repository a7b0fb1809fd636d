#!/usr/bin/env bash
# Three nodes and a PostgreSQL server on loopback: what docker-compose.yml does in containers, as plain processes.
# Ends everything it started, and nothing else, with Ctrl-C.
set -euo pipefail

root="$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
work="$(mktemp -d "${TMPDIR:-/tmp}/pixcrawl-cluster.XXXXXX")"
nodes="${1:-3}"
database="${PIXCRAWLER_POSTGRES:-}"
pids=()

say() { printf '%s\n' "$*"; }

finish() {
    trap - EXIT INT TERM
    say "ending the nodes; jobs come to rest first ..."
    local pid
    for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    if [[ -d "$work/postgres" ]]; then as_postgres "$programs/pg_ctl" -D "$work/postgres" -m fast -s stop || true; fi
    say "logs and data are in $work"
}

# PostgreSQL refuses to run as root.
as_postgres() { if [[ "$(id -u)" == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_postgres() {
    programs="$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")"
    [[ -x "$programs/initdb" ]] || { say "PostgreSQL is missing (sudo apt-get install postgresql), or set PIXCRAWLER_POSTGRES to a connection string."; exit 69; }
    chmod 755 "$work"
    install -d -m 700 "$work/postgres"
    [[ "$(id -u)" == 0 ]] && chown postgres "$work/postgres"
    as_postgres "$programs/initdb" -D "$work/postgres" -U postgres -A trust >/dev/null
    as_postgres "$programs/pg_ctl" -D "$work/postgres" -s -w -l "$work/postgres/server.log" \
        -o "-p 5499 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start
    database="Host=127.0.0.1;Port=5499;Username=postgres;Database=postgres"
}

start_node() {
    local number="$1"
    PIXCRAWLER__SERVICE__URLS__0="http://127.0.0.1:$((8080 + number))" \
        PIXCRAWLER__SERVICE__DATA="$work/data" \
        PIXCRAWLER__JOURNAL__KIND=PostgreSql \
        PIXCRAWLER__JOURNAL__CONNECTIONSTRING="$database" \
        PIXCRAWLER__CLUSTER__BINDHOST=127.0.0.1 \
        PIXCRAWLER__CLUSTER__PUBLICHOST=127.0.0.1 \
        PIXCRAWLER__CLUSTER__PORT="$((4052 + number))" \
        PIXCRAWLER__CLUSTER__SEEDNODES__0=127.0.0.1:4053 \
        PIXCRAWLER__CLUSTER__SEEDNODES__1=127.0.0.1:4054 \
        env ${PIXCRAWLER_CONTACT:+"PIXCRAWLER__HTTP__CONTACT=$PIXCRAWLER_CONTACT"} dotnet "$program" serve >"$work/node-$number.log" 2>&1 &
    pids+=($!)
    say "node $number: http://127.0.0.1:$((8080 + number)), process $!, log $work/node-$number.log"
}

say "building with Akka.NET ..."
if ! dotnet publish "$root/src/PixCrawler.Cli" -c Release -p:ActorEngine=akka -p:NuGetAudit=false -nologo -v quiet -nodeReuse:false \
    --artifacts-path "$work/build" >"$work/build.log" 2>&1; then
    tail -n 5 "$work/build.log"
    say "it cannot be built here: its packages need a source that has Akka.* (docs/ENGINES.md)"
    exit 69
fi
program="$(find "$work/build/publish" -name pixcrawl.dll | head -n 1)"
mkdir -p "$work/data"
trap finish EXIT INT TERM
[[ -n "$database" ]] || start_postgres
for ((number = 1; number <= nodes; number++)); do start_node "$number"; done
say "try: curl http://127.0.0.1:8081/readyz    kill -9 ${pids[0]}    Ctrl-C ends all"
wait
