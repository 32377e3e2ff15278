#!/bin/sh
# Puts Strandline among the programs of this person (or, as root, of everybody): no administrator is needed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then base=/usr/local; else base=$HOME/.local; fi
program=$base/lib/strandline
if [ "$here" != "$program" ]; then
    rm -rf "$program"
    mkdir -p "$base/lib" "$base/bin"
    cp -R "$here" "$program"
fi
mkdir -p "$base/bin" "$base/share"
ln -sf "$program/strandline" "$base/bin/strandline"
cp -R "$program/share/." "$base/share/"
# A desktop need not look where the command lies.
desktop=$base/share/applications/org.strandline.Strandline.desktop
sed -i "s|^Exec=strandline|Exec=\"$program/strandline\"|; s|^TryExec=.*|TryExec=$program/strandline|" "$desktop"
for tool in "update-mime-database $base/share/mime" "update-desktop-database $base/share/applications"; do
    if command -v "${tool%% *}" >/dev/null; then $tool >/dev/null 2>&1 || true; fi
done
echo "Strandline is installed in $program and stands among your programs."
echo "To remove it: $program/uninstall.sh"
