#!/usr/bin/env bash
# bash scripts/sandbox.sh COMMAND [ARGUMENT...]
#
# Runs a command with a network of its own (loopback only, so that the ports of the virtual reader are never open to
# anybody else), an empty /run/pcscd of its own (so that a pcscd of this computer is neither seen nor disturbed), an empty
# /tmp/.X11-unix, and process ids of its own (so that nothing the command started outlives it). Files are those of this computer.
# Works as root, and as an ordinary user where user namespaces are allowed. The exit code and the signals INT, TERM and
# HUP pass through. Exit code 125: the sandbox could not be made.
set -u

if [ $# -eq 0 ]; then
  echo 'usage: bash scripts/sandbox.sh COMMAND [ARGUMENT...]' >&2
  exit 125
fi

fail() {
  printf 'sandbox: %s\n' "$@" >&2
  exit 125
}

[ "$(uname -s)" = Linux ] || fail 'the tests with a virtual reader need Linux namespaces.'
command -v unshare >/dev/null || fail 'the command unshare is missing.' 'Install util-linux.'
command -v ip >/dev/null || command -v python3 >/dev/null || fail 'neither ip nor python3 is there to bring up the loopback network.' 'Install iproute2.'

namespaces=(--net --mount --pid --fork --kill-child --mount-proc)
[ "$(id -u)" -eq 0 ] || namespaces=(--map-root-user "${namespaces[@]}")
if ! reason=$(unshare "${namespaces[@]}" true 2>&1); then
  fail "this system does not let us make namespaces ($reason)." \
    'As an ordinary user, allow them: sudo sysctl -w kernel.unprivileged_userns_clone=1 (Debian),' \
    'or sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu 24.04 and later), or run as root.' \
    'In a container, start it with --privileged (or with --cap-add SYS_ADMIN --cap-add NET_ADMIN and an unconfined seccomp profile).'
fi

# Process 1 of the sandbox: it must reap, and must pass signals on, since the kernel drops those that process 1 has no handler for.
inside='
set -u
fail() { echo "sandbox: $1" >&2; exit 125; }
ip link set lo up 2>/dev/null || python3 -c "
import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack(\"16sH14x\", b\"lo\", 1 | 64))" || fail "could not bring up the loopback network."
# Else a client on its way to some other port may be given a port of the virtual reader for its own, and the reader cannot listen.
{ echo 35963,35964 >/proc/sys/net/ipv4/ip_local_reserved_ports; } 2>/dev/null

if [ ! -d /run/pcscd ] && ! mkdir -p /run/pcscd 2>/dev/null; then
  # /run belongs to root: show all that is in it through a /run of our own.
  aside=$(mktemp -d) && mount --rbind /run "$aside" && mount -t tmpfs -o mode=755 roletap-run /run || fail "could not make a /run of our own."
  for entry in "$aside"/*; do
    place=/run/${entry##*/}
    if [ -d "$entry" ]; then mkdir "$place" && mount --rbind "$entry" "$place"; else : >"$place" && mount --bind "$entry" "$place"; fi 2>/dev/null
  done
  umount -l "$aside"; rmdir "$aside"; mkdir /run/pcscd
fi
mount -t tmpfs -o mode=755 roletap-pcscd /run/pcscd || fail "could not mount a /run/pcscd of our own."
# Else the displays of sandboxes side by side would be in the way of each other.
mkdir -p /tmp/.X11-unix && mount -t tmpfs -o mode=1777 roletap-x11 /tmp/.X11-unix || fail "could not mount a /tmp/.X11-unix of our own."

ROLETAP_SANDBOX=1 env --default-signal=INT,QUIT "$@" <&0 &
child=$!
for name in INT TERM HUP; do trap "kill -$name $child 2>/dev/null" $name; done
while :; do
  wait $child; code=$?
  kill -0 $child 2>/dev/null || exit $code
done
'

# A killed sandbox takes its processes along, where setpriv is there to say so.
guard=()
command -v setpriv >/dev/null && guard=(setpriv --pdeathsig KILL)
env --default-signal=INT,QUIT "${guard[@]}" unshare "${namespaces[@]}" bash -c "$inside" sandbox "$@" <&0 &
outer=$!

pass_on() {
  local first
  read -r first _ <"/proc/$outer/task/$outer/children" 2>/dev/null || first=$(pgrep -P "$outer" | head -n 1)
  [ -n "$first" ] && kill "-$1" "$first" 2>/dev/null
}
# Ctrl-C in a terminal reaches every process by itself.
if [ -t 0 ]; then trap : INT; else trap 'pass_on INT' INT; fi
trap 'pass_on TERM' TERM
trap 'pass_on HUP' HUP
while :; do
  wait "$outer"
  code=$?
  kill -0 "$outer" 2>/dev/null || exit "$code"
done
