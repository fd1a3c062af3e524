# What deploy/try and deploy/test share; sourced, never run.
# shellcheck shell=bash disable=SC2034

# Debian's names for what the program is built with and cannot run without.
readonly build_packages=(
    libcurl4-openssl-dev libyaml-dev libsqlite3-dev libcsv-dev libre2-dev libssl-dev libpq-dev libsimdjson-dev
    libcairo2-dev liblbfgs-dev tzdata ca-certificates
)
# What the inbox of deploy/try is made of.
readonly inbox_packages=(python3 python3-aiosmtpd)

checkout=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly checkout

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
    readonly bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
    readonly bold='' dim='' plain=''
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }
fail() {
    printf '%s: %s\n' "${0#"$checkout/"}" "$*" >&2
    exit 1
}

# Shows the comment at the head of the script that is running.
show_help() { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"; }

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Installs those of the Debian packages named that are not there.
install_missing() {
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    command -v apt-get >/dev/null ||
        fail "this needs what Debian calls ${missing[*]}; there is no apt-get here, so install them by hand"
    [[ $EUID -eq 0 ]] || fail "only root can install what is missing; run 'sudo apt-get install ${missing[*]}' first"
    say "installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install ${missing[*]}, see above; is there a network?"
    fi
    rm -f "$log"
}

need_swift() {
    command -v swift >/dev/null ||
        fail "there is no Swift on the PATH; install 6.3 or newer from https://www.swift.org/install, then try again"
}

# The first Python that has all the modules named: Debian's packages belong to Debian's Python, which need not be the
# first on the PATH.
python_with() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c "import $1" 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}
