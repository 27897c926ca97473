#!/bin/sh
# Installs the peers of `npm run bench -- turn`: sh bench/peers-voice/install.sh [pipecat] [livekit]
#   pipecat  Python packages into bench/peers-voice/.venv
#   livekit  Node packages into bench/peers/node_modules, and LiveKit's server, built with Go 1.26 (some 4 minutes, 75 MB),
#            into the cache where Recado keeps its Temporal server
# Each works without the other; whatever is not installed is left out of the bench, which says so.
set -eu
cd "$(dirname "$0")"

pipecat() {
  "${PYTHON:-python3}" -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
  .venv/bin/python -c 'import importlib.metadata as m; print("pipecat-ai", m.version("pipecat-ai"))'
}

livekit() {
  npm ci --prefix ../peers --no-audit --no-fund
  version=$(cat livekit-server-version)
  folder=${RECADO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/recado}/livekit/$version
  mkdir -p "$folder"
  # One package at a time, behind everything else that runs here.
  GOBIN=$folder nice -n 15 go install -p 1 "github.com/livekit/livekit-server/cmd/server@$version"
  "$folder/server" --version
}

for peer in "${@:-all}"; do
  case $peer in
    all) pipecat; livekit ;;
    pipecat | livekit) "$peer" ;;
    *) echo "There is no peer $peer: pipecat, livekit." >&2 && exit 2 ;;
  esac
done
