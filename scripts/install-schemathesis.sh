#!/bin/sh
# Puts Schemathesis, which tries an API against its own description, into Recado's cache, where test/gateway/schemathesis.test.ts
# finds it. Python's venv is installed from Debian's package archive where it is missing, which needs root. Nothing is started.
set -eu

version=4.32.5
cache=${RECADO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/recado}
place=$cache/schemathesis-$version
if [ -x "$place/bin/schemathesis" ]; then
  echo "install-schemathesis.sh: $place is there already"
  exit 0
fi

if ! python3 -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "install-schemathesis.sh: Python 3.10 with venv is missing. On Debian 12, as root: apt-get install python3-venv" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends python3-venv
fi

python3 -m venv "$place"
"$place/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"
test -x "$place/bin/schemathesis"
