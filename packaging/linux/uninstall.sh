#!/bin/sh
# Takes away what install.sh put in place, and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=${here%/lib/strandline}
if [ "$base" = "$here" ]; then
    echo "Strandline was not installed from here: delete this folder, and it is gone." >&2
    exit 1
fi
(cd "$here/share" && find . -type f) | while read -r file; do rm -f "$base/share/$file"; done
rm -f "$base/bin/strandline"
rm -rf "$here"
for tool in "update-mime-database $base/share/mime" "update-desktop-database $base/share/applications"; do
    if command -v "${tool%% *}" >/dev/null; then $tool >/dev/null 2>&1 || true; fi
done
echo "Strandline is removed. Your studies, their restore points and your settings are left alone."
echo "Settings: ~/.config/Strandline; log: ~/.local/state/strandline; the sample study: ~/.local/share/Strandline."
