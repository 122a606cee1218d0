#!/bin/sh
# postrm of the package. What people have in their homes is theirs: a purge names it and leaves it.
set -e
case $1 in
remove | purge | 0) ;;
*) exit 0 ;;
esac

profile=/etc/apparmor.d/roletap
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null && ! { command -v ischroot >/dev/null && ischroot; }; then
    apparmor_parser --remove "$profile" 2>/dev/null || true
  fi
  rm -f "$profile"
fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi

if [ "$1" = purge ]; then
  left=$(getent passwd | while IFS=: read -r _ _ uid _ _ home _; do
    if [ "$uid" -ne 0 ] && { [ "$uid" -lt 1000 ] || [ "$uid" -eq 65534 ]; }; then continue; fi
    for path in .config/Roletap .config/autostart/roletap.desktop .local/bin/roletap .local/share/roletap; do
      if [ -e "$home/$path" ] || [ -L "$home/$path" ]; then printf '  %s\n' "$home/$path"; fi
    done
  done)
  if [ -n "$left" ]; then
    printf 'Still there, and safe to delete once no profile in ~/.aws/config names it:\n%s\n' "$left"
    printf 'A keyring may hold an item named Roletap. Profiles in ~/.aws stay as they are.\n'
  fi
fi
exit 0
