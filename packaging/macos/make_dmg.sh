#!/bin/sh
# The image for macOS: make_dmg.sh Strandline.app IMAGE.dmg
#
# For the processor that it runs on: the release workflow runs it once on Intel and once on Apple's own. Without a
# developer's certificate the program is signed for this computer only ("ad hoc", which Apple's processors insist
# on): docs/install.md tells how it is opened. Nobody has run this yet.
set -eu
app=$1
image=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
codesign --force --deep --sign "${STRANDLINE_CERTIFICATE:--}" "$app"
codesign --verify --deep --strict "$app"
cp -R "$app" "$work/Strandline.app"
ln -s /Applications "$work/Applications"
cat > "$work/Read me.txt" <<'TEXT'
Drag Strandline onto Applications.

To remove it, drag it from Applications to the bin. Your studies, their restore points and your settings are left
alone: settings lie in ~/Library/Preferences, the log in ~/Library/Logs/strandline, the sample study and restore points
that lie in no folder of yours in ~/Library/Application Support.
TEXT
rm -f "$image"
hdiutil create -volname Strandline -srcfolder "$work" -fs HFS+ -format UDZO -imagekey zlib-level=9 "$image"
