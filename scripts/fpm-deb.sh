#!/usr/bin/env bash
# Stands in for fpm, the packaging tool that electron-builder would fetch: turns its call for a Debian package into dpkg-deb.
# Used by `npm run pack -- --deb` (CUSTOM_FPM_PATH). Understands what electron-builder 26 passes and stops at anything else.
set -euo pipefail

if [ "${1-}" = --version ]; then echo 1.17.0; exit 0; fi

depends=() recommends=() files=()
type= name= version= package= architecture=amd64 maintainer= url= description= compression=xz after_install= after_remove=
while [ $# -gt 0 ]; do
  case "$1" in
    --force) shift; continue ;;
    *=*) [ "${1#-}" = "$1" ] || { echo "fpm-deb: $1 is not known" >&2; exit 2; }; files+=("$1"); shift; continue ;;
    -t) type=$2 ;;
    --name) name=$2 ;;
    --version) version=$2 ;;
    --package) package=$2 ;;
    --architecture) architecture=$2 ;;
    --maintainer) maintainer=$2 ;;
    --url) url=$2 ;;
    --description) description=$2 ;;
    -d | --depends) depends+=("$2") ;;
    --deb-recommends) recommends+=("$2") ;;
    --deb-compression) compression=$2 ;;
    --after-install) after_install=$2 ;;
    --after-remove) after_remove=$2 ;;
    -s | --vendor | --license | --category | --deb-priority | --rpm-*) ;;
    *) echo "fpm-deb: $1 is not known" >&2; exit 2 ;;
  esac
  shift 2
done
[ "$type" = deb ] || { echo 'fpm-deb: makes Debian packages only' >&2; exit 2; }

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
mkdir "$tree/DEBIAN"
for pair in "${files[@]}"; do
  from=${pair%%=*} to=$tree${pair#*=}
  # A source with a slash at its end stands for what is in it.
  if [ "${from%/}" != "$from" ]; then mkdir -p "$to" && cp -a "$from." "$to/"; else install -D -m 644 "$from" "$to"; fi
done

listed() {
  local line=$1
  shift
  [ $# -eq 0 ] && return
  printf '%s: %s' "$line" "$1"
  shift
  [ $# -eq 0 ] || printf ', %s' "$@"
  printf '\n'
}
{
  printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: %s\n' "$name" "${version//-/\~}" "$architecture" "$maintainer"
  printf 'Homepage: %s\nSection: utils\nPriority: optional\nInstalled-Size: %s\n' "$url" "$(du -sk "$tree" | cut -f 1)"
  listed Depends "${depends[@]}"
  listed Recommends "${recommends[@]}"
  # The first line is the synopsis, the others are indented and never empty.
  printf 'Description: %s\n' "$(printf '%s\n' "$description" | sed -e '2,$s/^ *//' -e '2,$s/^$/./' -e '2,$s/^/ /')"
} >"$tree/DEBIAN/control"
[ -z "$after_install" ] || install -m 755 "$after_install" "$tree/DEBIAN/postinst"
[ -z "$after_remove" ] || install -m 755 "$after_remove" "$tree/DEBIAN/postrm"
compression=${ROLETAP_DEB_COMPRESSION:-$compression}
dpkg-deb --root-owner-group -Z"$compression" --build "$tree" "$package" >/dev/null
