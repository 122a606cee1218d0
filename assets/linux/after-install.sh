#!/bin/sh
# postinst of the package. The terminal, its link on PATH, manual page and completions are files of the package itself.
set -e
app=/opt/Roletap

# Chromium's sandbox needs its helper only where ordinary users may not make namespaces.
if unshare --user true 2>/dev/null; then chmod 0755 "$app/chrome-sandbox"; else chmod 4755 "$app/chrome-sandbox"; fi

# Ubuntu 24.04 and later let a program make user namespaces by name. Older AppArmor doesn't know the profile's grammar and needs none.
profile=/etc/apparmor.d/roletap
if command -v apparmor_parser >/dev/null && [ -r "$app/resources/apparmor-profile" ]; then
  if apparmor_parser --skip-kernel-load "$app/resources/apparmor-profile" >/dev/null 2>&1; then
    cp "$app/resources/apparmor-profile" "$profile"
    if ! { command -v ischroot >/dev/null && ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
    fi
  fi
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
exit 0
