#!/bin/sh
# Installs the Pipecat peer of `npm run bench -- turn` into bench/peers-voice/.venv: sh bench/peers-voice/install.sh
set -eu
cd "$(dirname "$0")"
"${PYTHON:-python3}" -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
.venv/bin/python -c 'import importlib.metadata as m; print("pipecat-ai", m.version("pipecat-ai"))'
