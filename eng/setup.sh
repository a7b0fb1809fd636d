# Sourced by pixcrawl and test.sh, which define say(); finds or installs what the machine needs.
# shellcheck shell=bash

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

# The .NET command line needs a home it can write to; where there is none it gets one inside the repository.
use_private_home() {
    if [[ -n "${HOME:-}" && -d "${HOME:-}" && -w "${HOME:-}" ]]; then
        return
    fi
    local home="$root/artifacts/home"
    mkdir -p "$home"
    export HOME="$home" DOTNET_CLI_HOME="$home" NUGET_PACKAGES="${NUGET_PACKAGES:-$home/.nuget/packages}"
}

# The SDK in global.json or a newer one of the same major version.
require_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1; then
        local folder
        for folder in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
            if [[ -n "$folder" && -x "$folder/dotnet" ]]; then
                export DOTNET_ROOT="$folder" PATH="$folder:$PATH"
                break
            fi
        done
    fi
    local version=""
    version="$(cd "$root" && dotnet --version 2>/dev/null)" || true
    if [[ ! "$version" =~ ^[0-9]+\. || "${version%%.*}" -lt 10 ]]; then
        say "the .NET SDK 10 or newer is needed and was not found."
        say "install it: https://dotnet.microsoft.com/download/dotnet/10.0, or on Debian and Ubuntu, with Microsoft's package source: apt-get install dotnet-sdk-10.0"
        exit 69
    fi
}

has_libvips() {
    [[ -n "${PIXCRAWLER_LIBVIPS:-}" ]] && return 0
    compgen -G '/usr/lib/*/libvips.so.42*' >/dev/null || compgen -G '/usr/local/lib/libvips.so.42*' >/dev/null || compgen -G '/usr/lib64/libvips.so.42*' >/dev/null
}

has_libturbojpeg() {
    compgen -G '/usr/lib/*/libturbojpeg.so.0*' >/dev/null || compgen -G '/usr/local/lib/libturbojpeg.so.0*' >/dev/null || compgen -G '/usr/lib64/libturbojpeg.so.0*' >/dev/null
}

# Optional: without libvips, images are validated at level fast only; without libturbojpeg, JPEGs are decoded by libvips, which takes longer.
install_libvips() {
    local missing=()
    has_libvips || missing+=(libvips42)
    has_libturbojpeg || missing+=(libturbojpeg0)
    if [[ ${#missing[@]} == 0 ]]; then
        return
    fi
    if [[ "$(id -u)" == 0 && "${PIXCRAWL_NO_INSTALL:-}" == "" ]] && command -v apt-get >/dev/null 2>&1; then
        say "installing ${missing[*]}, which decode images, with apt-get ..."
        if apt_install "${missing[@]}"; then
            return
        fi
    fi
    if has_libvips; then
        return
    fi
    say "libvips is missing: --validation medium and slow need it (sudo apt-get install libvips42). Going on without."
}

has_postgresql() {
    command -v postgres >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null
}

# For the tests only: they start a server of their own and fail with advice where there is none.
install_postgresql() {
    if has_postgresql; then
        return
    fi
    if [[ "$(id -u)" == 0 && "${PIXCRAWL_NO_INSTALL:-}" == "" ]] && command -v apt-get >/dev/null 2>&1; then
        say "installing postgresql, which the tests of the journal start, with apt-get ..."
        # The package must not start a server of its own.
        mkdir -p /etc/postgresql-common/createcluster.d
        printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.d/pixcrawler.conf
        if apt_install postgresql; then
            return
        fi
    fi
    say "PostgreSQL is missing: the tests of the journal need its programs (sudo apt-get install postgresql)."
}

# Optional: without libzstd, datasets are exported as zip or folders only.
install_libzstd() {
    if compgen -G '/usr/lib/*/libzstd.so.1*' >/dev/null || compgen -G '/usr/lib64/libzstd.so.1*' >/dev/null; then
        return
    fi
    if [[ "$(id -u)" == 0 && "${PIXCRAWL_NO_INSTALL:-}" == "" ]] && command -v apt-get >/dev/null 2>&1; then
        say "installing libzstd1, which writes tar.zst, with apt-get ..."
        if apt_install libzstd1; then
            return
        fi
    fi
    say "libzstd is missing: exports as tar.zst need it (sudo apt-get install libzstd1). Going on without."
}

# For tests only: the stores are tested against real servers, which are programs for node, and the dashboard in a browser that node drives.
install_node_packages() {
    if ! command -v npm >/dev/null 2>&1; then
        if [[ "$(id -u)" == 0 && "${PIXCRAWL_NO_INSTALL:-}" == "" ]] && command -v apt-get >/dev/null 2>&1; then
            say "installing nodejs and npm, which the tests of the stores and of the dashboard need, with apt-get ..."
            apt_install nodejs npm || true
        fi
    fi
    if command -v npm >/dev/null 2>&1; then
        "$root/eng/install-node-packages.sh" store-servers
        "$root/eng/install-node-packages.sh" browser
    else
        say "npm is missing: the tests of the stores and of the dashboard need it (sudo apt-get install nodejs npm)."
    fi
}

# For tests only: they fail with advice where there is none.
install_chromium() {
    if [[ -n "${PIXCRAWLER_CHROMIUM:-}" ]] || command -v chromium >/dev/null 2>&1; then
        return
    fi
    if [[ "$(id -u)" == 0 && "${PIXCRAWL_NO_INSTALL:-}" == "" ]] && command -v apt-get >/dev/null 2>&1; then
        say "installing chromium, in which the dashboard is tested, with apt-get ..."
        if apt_install chromium; then
            return
        fi
    fi
    say "Chromium is missing: the tests of the dashboard need it (sudo apt-get install chromium, or PIXCRAWLER_CHROMIUM=its path)."
}

apt_install() {
    {
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" ||
            { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }
    } >/dev/null 2>&1 </dev/null
}
