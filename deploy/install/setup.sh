#!/usr/bin/env bash
# Makes this checkout runnable: Debian packages, then a virtual environment in .venv.
# Does only what is missing, so a second call takes a moment. Needs root only to install packages.
set -euo pipefail
cd "$(dirname "$0")/../.."

packages=(
    iproute2 kmod                                           # namespaces, links, depmod
    gcc libc6-dev pkg-config libvirt-dev python3-dev        # the guest's init, libvirt's Python binding
    python3-venv
    libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86   # a hypervisor per data centre
    tcpdump tshark                                          # captures, and a second opinion on every packet
    spin                                                    # explores the model of the handover
    etcd-server                                             # a store of leases for tests; its own service stays off
)

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v apt-get >/dev/null || fail "this needs Debian 12 or Ubuntu 24.04 (no apt-get here)"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed; this is $(python3 -V)"

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || fail "run as root once to install: ${missing[*]}"
    say "installing Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    if [[ " ${missing[*]} " = *" etcd-server "* ]] && command -v systemctl >/dev/null; then
        systemctl --quiet disable --now etcd.service || true
    fi
fi

stamp=.venv/.installed
wanted=$(sha256sum pyproject.toml | cut -d' ' -f1)-$(python3 -V | cut -d' ' -f2)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "making the virtual environment (about a minute)"
    python3 -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[libvirt,etcd,lab,dev]'
    echo "$wanted" >"$stamp"
fi
