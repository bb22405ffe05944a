#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The two commands on a bare machine: a minimal Debian 12 without compiler or CMake, in a folder.
#   tests/package/clean_root.sh [run|test|both]    (as root, with debootstrap; default both)
# Everything stays under build/clean_root; the base system is kept there as a tarball.
set -eu
cd "$(dirname "$0")/../.."
what=${1:-both}
place=$PWD/build/clean_root
root=$place/root
mirror=${HOMEWARD_DEBIAN_MIRROR:-http://deb.debian.org/debian}

case $what in
run | test | both) ;;
*)
    echo "usage: clean_root.sh [run|test|both]" >&2
    exit 2
    ;;
esac
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "skipped: needs root and debootstrap"
    exit 77
fi

leave() {
    umount "$root/proc" 2>/dev/null || true
    umount "$root/sys" 2>/dev/null || true
    umount "$root/dev/pts" 2>/dev/null || true
    umount "$root/dev/shm" 2>/dev/null || true
}
trap leave EXIT

make_base() {
    leave
    rm -rf "$root"
    mkdir -p "$place"
    if [ ! -f "$place/base.tar" ]; then
        debootstrap --variant=minbase bookworm "$root" "$mirror" >"$place/debootstrap.log" 2>&1 || {
            tail -n 20 "$place/debootstrap.log"
            exit 5
        }
        tar -C "$root" -cf "$place/base.tar.new" .
        mv "$place/base.tar.new" "$place/base.tar"
        return 0
    fi
    mkdir -p "$root"
    tar -C "$root" -xf "$place/base.tar"
}

# How this machine reaches the network; the sources stay plain Debian.
copy_network_settings() {
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    cp /etc/hosts "$root/etc/hosts" 2>/dev/null || true
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
        if [ -f "$file" ] && grep -qiE 'proxy|https|verify' "$file"; then
            mkdir -p "$root$(dirname "$file")"
            cp "$file" "$root$file"
        fi
    done
    printf 'deb %s bookworm main\n' "$mirror" >"$root/etc/apt/sources.list"
}

copy_repository() {
    mkdir -p "$root/src/homeward"
    git ls-files -z | tar --null -T - -cf - | tar -C "$root/src/homeward" -xf -
}

# Only what a login gives, plus the proxy; no standard input.
in_root() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        chroot "$root" sh -c "cd /src/homeward && $1" </dev/null
}

make_base
copy_network_settings
copy_repository
mount -t proc proc "$root/proc" 2>/dev/null || echo "note: /proc is not mounted"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
# Terminals for tests of the progress bar; MPI looks for network cards there.
mkdir -p "$root/dev/pts" "$root/sys"
mount -t devpts devpts "$root/dev/pts" 2>/dev/null || true
mount -t sysfs -o ro sysfs "$root/sys" 2>/dev/null || true
if in_root "command -v cc || command -v cmake"; then
    echo "the root is not bare"
    exit 1
fi
if [ "$what" != test ]; then
    in_root ./quickstart
    test -s "$root/src/homeward/build/quickstart/bulgaria/fan.png"
fi
if [ "$what" != run ]; then
    in_root "./quickstart test"
fi
echo "clean_root $what: passed"
