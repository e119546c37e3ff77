#!/usr/bin/env bash
# Installs the official clients from their registries into the folder named first: those whose language is on this
# machine and whose registry can be reached. It says which are left out.
set -uo pipefail
into=$1
mkdir -p "$into"

node() {
  [ -d "$into/node_modules/nylas" ] || npm install --silent --no-audit --no-fund --prefix "$into" nylas@8.4.0
}

python() {
  [ -x "$into/venv/bin/python" ] || python3 -m venv "$into/venv"
  "$into/venv/bin/python" -c 'import nylas' 2>/dev/null || "$into/venv/bin/pip" install --quiet nylas==6.18.0
}

ruby() {
  [ -d "$into/gems/gems" ] || gem install --silent --no-document --install-dir "$into/gems" nylas:6.8.0
}

# install <language> <the program that installs>
install() {
  if ! command -v "$2" >/dev/null; then
    echo "$1: not on this machine, skipped"
  elif ! "$1"; then
    echo "$1: its client can't be installed from its registry, skipped"
  fi
}

install node npm
install python python3
install ruby gem
