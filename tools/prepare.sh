# shellcheck shell=bash
# Sourced by ./run, ./review and ./test: installs what is missing, fetches the page's libraries, builds. It speaks to people on
# standard error, so that standard output stays for what a verb prints; details go to files in $log. Functions end with `|| return 1` where bash, called
# from a condition, would not stop by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
REVIEW_DATA=$(realpath -m "${REVIEW_DATA:-$root/.data}")
export REVIEW_DATA
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
log=$REVIEW_DATA/log
mkdir -p "$log" "$root/obj"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Runs a command quietly; when it fails, shows the end of what it printed and where the rest is.
# Usage: quietly NAME COMMAND…
quietly() {
  local file=$log/$1.log
  shift
  if ! "$@" >"$file" 2>&1 </dev/null 9>&-; then
    tail -n 25 "$file" >&2
    say "That failed; all of it is in $file."
    return 1
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "This needs root, and there is no sudo. Run as root: $*"
    return 1
  fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
  local missing=() each
  for each in "$@"; do
    is_installed "$each" || missing+=("$each")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]} …"
  if [[ " ${missing[*]} " == *" postgresql-"* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    # Debian would start a server of its own for the whole system; the application brings up a private one.
    as_root mkdir -p /etc/postgresql-common || return 1
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null || return 1
  fi
  quietly apt-update as_root apt-get update || return 1
  quietly apt-install as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install -y --no-install-recommends \
    -o Dpkg::Options::=--force-confold "${missing[@]}"
}

# The database server, unless there is one elsewhere or one of another version that does as well.
install_database() {
  [ -z "${ConnectionStrings__Review:-}" ] || return 0
  local each
  for each in /usr/lib/postgresql/*/bin/initdb; do
    each=${each%/bin/initdb}
    [ ! -e "/usr/share/postgresql/${each##*/}/extension/postgis.control" ] || return 0
  done
  install_packages postgresql-15 postgresql-15-postgis-3
}

# What reads and writes images, unless a version of it is there.
install_rasters() {
  [ -z "${REVIEW_GDAL:-}" ] || return 0
  compgen -G '/usr/lib*/*/libgdal.so.3[2-8]' >/dev/null || install_packages libgdal32
}

require_tools() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  command -v npm >/dev/null || fail "Node 20 with npm is missing: https://nodejs.org"
}

install_libraries() {
  # What an earlier version put among the sources, where the build would find it a second time.
  rm -rf "$root/native" "$root/wwwroot/_framework"
  local wanted stamp=$root/node_modules/.slick-review
  wanted=$(cd "$root" && cat package.json package-lock.json tools/*.mjs 2>/dev/null | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || [ ! -d "$root/wwwroot/lib" ]; then
    say "Fetching the libraries of the page …"
    quietly npm npm --prefix "$root" ci --ignore-scripts --no-audit --no-fund || return 1
    quietly libraries npm --prefix "$root" run --if-present libraries || return 1
    echo "$wanted" >"$stamp"
  fi
}

sources() {
  (
    cd "$root"
    find Review.csproj docs/licences.md package-lock.json tools/bundle.mjs global.json Directory.*.props appsettings*.json App Domain Data standins wwwroot -type f \
      -not -path '*/bin/*' -not -path '*/obj/*' -not -path 'wwwroot/dist/*' -printf '%p %T@ %s\n' | LC_ALL=C sort | sha256sum
  )
}

# Publishes into publish/ when a source has changed since the last time. A running application keeps the files it has open.
publish() {
  local wanted new=$root/obj/publish
  wanted=$(sources)
  [ "$(cat "$root/publish/.sources" 2>/dev/null)" != "$wanted" ] || return 0
  say "Building …"
  rm -rf "$new"
  quietly bundle npm --prefix "$root" run bundle || return 1
  quietly build dotnet publish "$root/Review.csproj" -c Release --use-current-runtime --self-contained false -o "$new" -v q -m:2 -nodeReuse:false || return 1
  echo "$wanted" >"$new/.sources"
  rm -rf "$root/publish.old"
  [ ! -d "$root/publish" ] || mv "$root/publish" "$root/publish.old"
  mv "$new" "$root/publish"
  rm -rf "$root/publish.old"
}

# The benches are a program of their own, built only when it is asked for; what publish() has compiled is used again.
build_bench() {
  local wanted new=$root/obj/bench
  wanted=$({ sources; cd "$root" && find Bench -type f -not -path '*/bin/*' -not -path '*/obj/*' -printf '%p %T@ %s\n' | LC_ALL=C sort; } | sha256sum)
  [ "$(cat "$new/.sources" 2>/dev/null)" != "$wanted" ] || return 0
  say "Building the benches …"
  rm -rf "$new"
  quietly build-bench dotnet build "$root/Bench/Review.Bench.csproj" -c Release --use-current-runtime --self-contained false -p:BenchFolder="$new/" \
    -v q -m:2 -nodeReuse:false || return 1
  echo "$wanted" >"$new/.sources"
}

# Everything the application needs, and then the functions that are named; one caller at a time. (Commands close the lock's descriptor: a compiler that stays would keep it.)
prepare() {
  exec 9>"$root/obj/prepare.lock"
  flock 9
  require_tools && install_database && install_rasters && install_libraries && publish || exit 1
  local each
  for each in "$@"; do
    "$each" || exit 1
  done
  exec 9>&-
}
