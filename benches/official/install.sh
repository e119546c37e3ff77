#!/usr/bin/env bash
# Installs the official clients from their registries into the folder named first, those whose language is here.
set -euo pipefail
into=$1
mkdir -p "$into"

if command -v npm >/dev/null; then
  [ -d "$into/node_modules/nylas" ] || npm install --silent --no-audit --no-fund --prefix "$into" nylas@8.4.0
else
  echo "node: not on this machine, skipped" >&2
fi

if command -v python3 >/dev/null; then
  [ -x "$into/venv/bin/python" ] || python3 -m venv "$into/venv"
  "$into/venv/bin/python" -c 'import nylas' 2>/dev/null || "$into/venv/bin/pip" install --quiet nylas==6.18.0
else
  echo "python: not on this machine, skipped" >&2
fi

if command -v gem >/dev/null; then
  [ -d "$into/gems/gems" ] || gem install --silent --no-document --install-dir "$into/gems" nylas:6.8.0
else
  echo "ruby: not on this machine, skipped" >&2
fi
