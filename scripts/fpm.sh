#!/usr/bin/env bash
# Stands in for fpm, the packaging tool that electron-builder would fetch: turns its call for a package into dpkg-deb's or rpmbuild's.
# Used by `npm run pack -- --deb` (CUSTOM_FPM_PATH). Understands what electron-builder 26 passes and stops at anything else.
set -euo pipefail

if [ "${1-}" = --version ]; then echo 1.17.0; exit 0; fi

depends=() recommends=() files=()
type= name= version= package= architecture=amd64 maintainer= url= description= summary= license= compression=xz after_install= after_remove=
while [ $# -gt 0 ]; do
  case "$1" in
    --force) shift; continue ;;
    *=*) [ "${1#-}" = "$1" ] || { echo "fpm: $1 is not known" >&2; exit 2; }; files+=("$1"); shift; continue ;;
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
    --license) license=$2 ;;
    --rpm-summary) summary=$2 ;;
    -s | --vendor | --category | --deb-priority | --rpm-*) ;;
    *) echo "fpm: $1 is not known" >&2; exit 2 ;;
  esac
  shift 2
done
case "$type" in deb | rpm) ;; *) echo "fpm: makes no package of the kind $type" >&2; exit 2 ;; esac

tree=$(mktemp -d)
trap 'rm -rf "$tree" "$tree.rpm"' EXIT
chmod 755 "$tree"
for pair in "${files[@]}"; do
  from=${pair%%=*} to=$tree${pair#*=}
  # A source with a slash at its end stands for what is in it.
  if [ "${from%/}" != "$from" ]; then mkdir -p "$to" && cp -a "$from." "$to/"; else install -D -m 644 "$from" "$to"; fi
done

if [ "$type" = rpm ]; then
  case "$architecture" in amd64) architecture=x86_64 ;; arm64) architecture=aarch64 ;; esac
  mkdir -p "$tree.rpm"
  {
    printf 'Name: %s\nVersion: %s\nRelease: 1\nSummary: %s\nLicense: %s\nURL: %s\nPackager: %s\n' "$name" "${version//-/\~}" "$summary" "$license" "$url" "$maintainer"
    # The libraries are named; what rpm would find in the files itself are Chromium's own, too.
    printf 'AutoReqProv: no\n'
    for need in "${depends[@]}"; do printf 'Requires: %s\n' "$need"; done
    # What is stripped, compressed or rewritten here is not what was signed and hashed.
    printf '%%global __os_install_post %%{nil}\n%%global debug_package %%{nil}\n%%global _build_id_links none\n'
    [ "${ROLETAP_DEB_COMPRESSION-}" != none ] || printf '%%global _binary_payload w0.gzdio\n'
    printf '%%description\n%s\n%%install\ncp -a %q/. %%{buildroot}/\n' "$description" "$tree"
    printf '%%post\n%s\n%%postun\n%s\n%%files\n%%defattr(-,root,root,-)\n' "$(cat "$after_install")" "$(cat "$after_remove")"
    (cd "$tree" && find opt -mindepth 1 -type d -printf '%%%%dir "/%p"\n' && find . -not -type d -printf '"/%P"\n')
  } >"$tree.rpm/package.spec"
  rpmbuild --quiet -bb --target "$architecture" --define "_topdir $tree.rpm" --define "_rpmdir $tree.rpm/made" "$tree.rpm/package.spec" >&2
  cp "$tree.rpm/made"/*/*.rpm "$package"
  exit 0
fi

mkdir "$tree/DEBIAN"
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
  printf 'Description: %s\n' "$(printf '%s\n' "$description" | sed -e '2,$s/^ *//' -e '2,$s/^$/./' -e '2,$s/^/ /' | fold -s -w 79 | sed -e '2,$s/^\([^ ]\)/ \1/' -e 's/ *$//')"
} >"$tree/DEBIAN/control"
[ -z "$after_install" ] || install -m 755 "$after_install" "$tree/DEBIAN/postinst"
[ -z "$after_remove" ] || install -m 755 "$after_remove" "$tree/DEBIAN/postrm"
compression=${ROLETAP_DEB_COMPRESSION:-$compression}
dpkg-deb --root-owner-group -Z"$compression" --build "$tree" "$package" >/dev/null
