#!/bin/sh
# Tries the program on the system that it is for: packaging/try_program.sh PROGRAM SOURCE
#
# PROGRAM is the installed command, SOURCE the checkout whose test data are read; in the folder where this is started
# files are left. Run by try_package.sh in an empty Debian, and by the release workflow on Windows (in the shell that
# comes with git) and macOS. The program tries itself (every sub-command and its exit status, every page, import,
# exports), opens a study of every past format, takes in files, and opens a study that is given as its argument.
set -eu
program=$1
data=$2/tests/data
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

say() { echo; echo "== $*"; }
fail() { echo "FAILS: $*" >&2; exit 1; }

say "It tries itself: sub-commands and their exit status, import, exports, every page"
"$program" --version
"$program" self-test

say "Studies of every past format"
for study in "$data"/version_*.strandline; do
    name=$(basename "$study")
    cp "$study" "$name"
    "$program" --walk-pages "$name" || fail "the window does not open $name"
    "$program" info "$name" >/dev/null || fail "$name cannot be read when it was opened"
    "$program" check "$name" || fail "$name is not sound when it was opened"
done

say "Files of one's own"
"$program" new own --coder Reader
# One of them has a password: it is named, the others come in, and the exit status says that not all did.
status=0
"$program" import own.strandline "$data/documents" >imported.txt 2>errors.txt || status=$?
cat errors.txt
if [ $status -ne 1 ] || ! grep -q locked.pdf errors.txt; then fail "the import ends with $status"; fi
"$program" info own.strandline
"$program" export own.strandline own.docx

say "A study that is given as argument"
"$program" own.strandline &
started=$!
waited=0
until [ -e own.strandline.lock ]; do
    waited=$((waited + 1))
    [ $waited -le 120 ] || fail "the study was not opened"
    sleep 1
done
sleep 3
kill -0 $started || fail "it ended by itself"
kill $started
wait $started || true
rm -f own.strandline.lock
echo "opened"
