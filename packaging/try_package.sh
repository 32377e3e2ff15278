#!/bin/sh
# Tries the .deb and the tar.gz in an empty Debian without Python: packaging/try_package.sh [ROOT]
#
# Needs root, debootstrap and a mirror of Debian's packages the first time; ROOT (else build/bare) is kept, so that the
# next time is quick. Where Xvfb is installed, the window is opened too, on a screen outside of the root.
# With nothing but the system libraries that the package names, Strandline is installed, tried by try_program.sh, and
# removed again; a person's files are still there then.
set -eu
house=$(cd "$(dirname "$0")/.." && pwd)
root=${1:-$house/build/bare}
deb=$(ls -t "$house"/dist/strandline_*.deb | head -n 1)
tar=$(ls -t "$house"/dist/strandline-*-linux-*.tar.gz | head -n 1)

say() { echo; echo "== $*"; }
fail() { echo "FAILS: $*" >&2; exit 1; }
bare="chroot $root /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/home/reader LANG=C.UTF-8"
inside() { $bare "$@"; }

leave() {
    for place in proc dev; do umount -l "$root/$place" 2>/dev/null || true; done
    if [ -n "${screen:-}" ]; then kill "$screen" 2>/dev/null || true; fi
}

if [ ! -e "$root/etc/debian_version" ]; then
    say "An empty Debian"
    debootstrap --variant=minbase bookworm "$root"
fi
trap leave EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
if inside sh -c 'command -v python3'; then fail "there is a Python in the root"; fi
rm -rf "$root/home/reader" "$root/try"
mkdir -p "$root/home/reader" "$root/try"

say "Sizes"
unpacked=$(dpkg-deb --field "$deb" Installed-Size)
packed=$(($(stat -c %s "$deb") / 1000000))
echo "$((unpacked * 1024 / 1000000)) MB unpacked, $packed MB as .deb"
[ $((unpacked * 1024)) -le 300000000 ] || fail "more than 300 MB unpacked"
[ "$packed" -le 95 ] || fail "more than 95 MB as .deb"

say "It is installed with what it names, and nothing more"
inside apt-get purge -qq -y strandline >/dev/null 2>&1 || true
cp "$deb" "$root/try/strandline.deb"
inside apt-get update -qq
inside apt-get install -qq -y --no-install-recommends /try/strandline.deb >"$root/try/apt.log" 2>&1 ||
    fail "$(tail -n 5 "$root/try/apt.log")"
for file in usr/bin/strandline usr/share/applications/org.strandline.Strandline.desktop \
    usr/share/mime/packages/strandline.xml usr/share/icons/hicolor/48x48/apps/org.strandline.Strandline.png; do
    [ -e "$root/$file" ] || fail "$file is missing"
done
inside strandline --version

mkdir -p "$root/try/source/tests"
cp -r "$house/tests/data" "$root/try/source/tests/data"
cp "$house/packaging/try_program.sh" "$root/try/try_program.sh"
inside sh -c "cd /try && sh try_program.sh strandline /try/source"

if command -v Xvfb >/dev/null; then
    say "A window on a screen (X11)"
    Xvfb :97 -screen 0 1366x768x24 >/dev/null 2>&1 &
    screen=$!
    sleep 2
    $bare DISPLAY=:97 strandline /try/own.strandline & # no function: what is killed below is the program itself
    started=$!
    waited=0
    until [ -e "$root/try/own.strandline.lock" ]; do
        waited=$((waited + 1))
        [ $waited -le 120 ] || fail "the study was not opened"
        sleep 1
    done
    sleep 5
    if command -v xwd >/dev/null; then xwd -root -display :97 -out "$house/build/window.xwd"; fi
    kill -0 $started || fail "it ended by itself"
    kill $started
    wait $started || true
    rm -f "$root/try/own.strandline.lock"
fi

say "It is removed, and what is the person's stays"
inside strandline info /try/own.strandline >/dev/null
inside apt-get remove -qq -y strandline
[ ! -e "$root/usr/lib/strandline" ] || fail "the program is still there"
[ ! -e "$root/usr/bin/strandline" ] || fail "the command is still there"
[ -e "$root/try/own.strandline" ] || fail "the study is gone"
[ -e "$root/home/reader/.config/Strandline" ] || fail "the settings are gone"

say "The tar.gz, for somebody who is not root"
tar -xzf "$tar" -C "$root/home/reader"
inside sh /home/reader/strandline/install.sh # root in here: /usr/local
inside /usr/local/bin/strandline info /try/own.strandline >/dev/null
inside sh /usr/local/lib/strandline/uninstall.sh
[ ! -e "$root/usr/local/lib/strandline" ] || fail "the program is still there"
[ -z "$(find "$root/usr/local/share" -name '*strandline*')" ] || fail "something of it is still in /usr/local/share"

echo
echo "The packages work."
