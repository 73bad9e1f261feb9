#!/usr/bin/env bash
# Installs a release of the tracker on this server, or updates to it, or goes back to the one before. Run again, it
# changes only what is not yet as it should be.
#
#   install.sh [RELEASE] [--host NAME[,NAME...]] [options]    RELEASE: an archive of `make release`, or a folder; without
#                                                             it the folder in which this script lies
#   install.sh --rollback                                     back to the release before
#
#   --host NAMES    under which names the site is reached; needed the first time, later /etc/reform/reform.env counts
#   --name NAME     of the release; by default that of the archive or folder
#   --wheels DIR    packages of Python from this folder and not from the network
#   --no-backup     update without `manage.py backup` before
#   --no-start      lay everything out and prepare the database, but start nothing: no systemd is needed
#   --root DIR      with --no-start: everything below this folder; no packages, user or server, the database a file
set -euo pipefail
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source='' hosts='' name='' wheels='' root=''
starts=yes backs_up=yes rolls_back=no

main() {
    read_arguments "$@"
    etc=$root/etc/reform var=$root/var/lib/reform opt=$root/opt/reform
    env_file=$etc/reform.env
    language=${CONSOLE_LANGUAGE:-$(setting CONSOLE_LANGUAGE vi)}
    check_machine
    if [ "$rolls_back" = yes ]; then
        roll_back
        return
    fi
    check_source
    make_user
    install_packages
    make_folders
    make_settings
    lay_out_release
    prepare_release
    prepare_database_server
    back_up
    # Before the switch: the running release works with the new tables (docs/operations.md tells the rule).
    say "Cập nhật cấu trúc cơ sở dữ liệu" "Bringing the database up to date"
    in_release .venv/bin/python -m deploy.setup database
    make_root_owner
    install_units
    install_site
    before=$(release_at current) long_before=$(release_at previous)
    switch_to "$release_name"
    if [ "$starts" = yes ] && ! restart_services; then
        go_back_to "$before"
        exit 1
    fi
    tidy
    report
}

# --- What is said ---------------------------------------------------------------------------------------------------

say() { # Vietnamese, English
    if [ "$language" = en ]; then printf '== %s\n' "$2"; else printf '== %s\n' "$1"; fi
}

die() {
    say "$@" >&2
    exit 1
}

usage() {
    sed -n '2,/^set -e/{/^set -e/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# --- Arguments and what they meet -----------------------------------------------------------------------------------

read_arguments() {
    while (($#)); do
        case $1 in
            --host | --name | --wheels | --root) [ $# -ge 2 ] || usage ;;&
            --host) hosts=$2; shift ;;
            --name) name=$2; shift ;;
            --wheels) wheels=$(realpath -e "$2"); shift ;;
            --root) root=$(realpath -m "$2"); shift ;;
            --rollback) rolls_back=yes ;;
            --no-backup) backs_up=no ;;
            --no-start) starts=no ;;
            -*) usage ;;
            *) [ -z "$source" ] || usage; source=$1 ;;
        esac
        shift
    done
    if [ "$root" = / ]; then root=; fi
    if [ -n "$root" ] && [ "$starts" = yes ]; then usage; fi
}

setting() { # NAME, default: what the settings file of this installation says
    local value=
    if [ -r "$env_file" ]; then
        value=$(sed -n "s/^$1=//p" "$env_file" | tail -n 1)
    fi
    printf '%s' "${value:-$2}"
}

check_machine() {
    [ -z "$root" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        die "Cần quyền root: sudo $0 ..." "This needs root: sudo $0 ..."
    fi
    if [ "$starts" = yes ] && [ ! -d /run/systemd/system ]; then
        die "Máy này không chạy systemd; chỉ có thể dùng --no-start." "systemd does not run here; only --no-start is possible."
    fi
    # The versions of PostgreSQL are named, so that a new Debian does not begin an empty cluster unasked.
    # shellcheck source=/dev/null
    case $(. /etc/os-release && echo "${ID:-}${VERSION_ID:-}") in
        debian12) postgres=15 ;;
        debian13) postgres=17 ;;
        *) die "Chỉ chạy trên Debian 12 và 13." "Only Debian 12 and 13 are supported." ;;
    esac
}

check_source() {
    source=$(realpath -e "${source:-$here/../..}")
    if [ -z "$name" ]; then
        name=$(basename "$source")
        name=${name%.tar.gz}
    fi
    if [[ ! $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]]; then
        die "Tên bản phát hành không dùng được: $name" "No name for a release: $name"
    fi
    release_name=$name release=$opt/releases/$name
    if [ ! -e "$env_file" ] && [ -z "$hosts" ]; then
        die "Lần đầu cần tên miền: --host cchc.example.vn" "The first time needs a host name: --host reform.example.org"
    fi
}

# --- The machine ----------------------------------------------------------------------------------------------------

make_user() {
    [ -z "$root" ] || return 0
    if ! id reform >/dev/null 2>&1; then
        say "Tạo người dùng hệ thống reform" "Making the system user reform"
        useradd --system --user-group --home-dir /var/lib/reform --no-create-home --shell /usr/sbin/nologin reform
    fi
}

has_own_postgres() { [[ $(setting DATABASE_URL postgres://reform@//var/run/postgresql/reform) == *@*//var/run/postgresql/* ]]; }
has_own_redis() { [[ $(setting REDIS_URL redis://127.0.0.1/0) =~ ^redis://(127\.0\.0\.1|localhost)[:/] ]]; }

install_packages() {
    [ -z "$root" ] || return 0
    local wanted=(python3 python3-venv nginx openssl ca-certificates "postgresql-client-$postgres") missing=() package
    # Where the settings name servers elsewhere, this machine needs none of its own.
    if has_own_postgres; then wanted+=("postgresql-$postgres"); fi
    if has_own_redis; then wanted+=(redis-server); fi
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Cài các gói: ${missing[*]}" "Installing packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
}

make_folders() {
    mkdir -p "$opt/releases" "$etc/tls" "$var"
    if [ -z "$root" ]; then
        chown root:reform "$etc"
        chown reform:reform "$var"
        chmod 0700 "$etc/tls"
    fi
    chmod 0750 "$etc" "$var"
}

secret() { # number of bytes
    od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}

make_settings() {
    [ ! -e "$env_file" ] || return 0
    local database=postgres://reform@//var/run/postgresql/reform port
    if [ -n "$root" ]; then
        database=sqlite:///$var/trial.sqlite3
    else
        port=$(pg_lsclusters --no-header | awk -v version="$postgres" '$1 == version && $2 == "main" {print $3}')
        if [ "${port:-5432}" != 5432 ]; then database=postgres://reform@:$port//var/run/postgresql/reform; fi
    fi
    say "Tạo $env_file với các khóa ngẫu nhiên" "Writing $env_file with random keys"
    (
        umask 077
        cat >"$env_file.new" <<END
# Settings of this installation; .env.example of the release explains each. One NAME=value a line, without quotes and
# without a dollar sign at the beginning. It is made once and then left alone. After a change:
#     sudo systemctl restart reform.target        (UPLOAD_REQUEST_MB, ALLOWED_HOSTS: run install.sh again)
ENVIRONMENT=production
SECRET_KEY=$(secret 48)
ALLOWED_HOSTS=$hosts
SITE_URL=https://${hosts%%,*}
DATABASE_URL=$database
REDIS_URL=redis://127.0.0.1:6379/0
TLS_PROXY=X-Forwarded-Proto
MAIL_MARKER=$(secret 12)
# Mail leaves after EMAIL_URL, DEFAULT_FROM_EMAIL, MAIL_ENABLED=on and: sudo reform-manage allow_mail
MAIL_ENABLED=off
CONSOLE_LANGUAGE=$language
END
    )
    if [ -z "$root" ]; then chown root:reform "$env_file.new"; fi
    chmod 0640 "$env_file.new"
    mv "$env_file.new" "$env_file"
}

# --- The release ----------------------------------------------------------------------------------------------------

# Everything of a release runs as the program's user, with the settings file and nothing else of root's environment but
# how packages are fetched.
in_release() {
    local kept=() as_user=()
    mapfile -t kept < <(env | grep -E '^(PIP_[A-Z_]+|[A-Za-z]+_(proxy|PROXY)|SSL_CERT_FILE)=' || true)
    if [ -z "$root" ]; then as_user=(runuser -u reform --); fi
    (
        cd "$release"
        exec "${as_user[@]}" env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 HOME="$var" PYTHONDONTWRITEBYTECODE=1 \
            "${kept[@]}" CONSOLE_LANGUAGE="$language" ENV_FILE="$env_file" VAR_DIR="$var" STATIC_DIR=var "$@"
    )
}

digest_of() { # folder: the same for the same content, wherever and whenever it was unpacked
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u+rwX,go=rX -cf - -C "$1" . | sha256sum | cut -d ' ' -f 1
}

lay_out_release() {
    local staging content digest
    staging=$(mktemp -d "$opt/releases/.new.XXXXXX")
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$staging'" EXIT
    if [ -d "$source" ]; then
        tar -cf - -C "$source" --exclude=./.git --exclude=./.venv --exclude=./var --exclude=./.env --exclude=__pycache__ \
            --exclude='*.mo' --exclude='./.*_cache' --exclude=./.hypothesis . | tar -xf - -C "$staging" --no-same-owner
    else
        tar -xzf "$source" -C "$staging" --no-same-owner
    fi
    content=$(find "$staging" -maxdepth 2 -name manage.py -printf '%h\n' | head -n 1)
    [ -n "$content" ] || die "Không phải bản phát hành: $source" "Not a release: $source"
    digest=$(digest_of "$content")
    if [ -e "$release" ]; then
        if [ "$(cat "$release/.digest" 2>/dev/null)" = "$digest" ]; then
            say "Bản $release_name đã có sẵn" "Release $release_name is there already"
            return
        fi
        if [ -e "$release/.ready" ]; then
            die "Đã có bản $release_name với nội dung khác; đặt tên khác bằng --name." \
                "There is a release $release_name with other content; give another --name."
        fi
        rm -rf "$release"
    fi
    say "Chép bản $release_name vào $release" "Laying out release $release_name in $release"
    chmod 0755 "$content"
    mv "$content" "$release"
    printf '%s\n' "$digest" >"$release/.digest"
}

prepare_release() {
    [ ! -e "$release/.ready" ] || return 0
    local from=()
    mkdir -p "$release/var"
    if [ -n "$wheels" ]; then
        # A copy, because the program's user cannot look into root's folders.
        cp -rT "$wheels" "$release/var/wheels"
        from=(--no-index --find-links var/wheels)
    fi
    if [ -z "$root" ]; then chown -R reform:reform "$release"; fi
    say "Cài các gói Python (theo mã băm)" "Installing Python packages (by their hashes)"
    in_release sh deploy/venv.sh python3
    in_release .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location --no-cache-dir \
        --require-hashes "${from[@]}" -r requirements.txt
    rm -rf "$release/var/wheels"
    say "Tạo bản dịch, phông chữ, tệp tĩnh" "Making translations, fonts, static files"
    in_release .venv/bin/python -m deploy.setup files
    in_release .venv/bin/python -m compileall -q reform tasks_app deploy
    say "Kiểm tra cấu hình (check --deploy)" "Judging the settings (check --deploy)"
    in_release .venv/bin/python manage.py check --deploy --fail-level WARNING
    touch "$release/.ready"
}

# From here on the program cannot change its own code.
make_root_owner() {
    if [ -z "$root" ]; then chown -R --no-dereference root:root "$release"; fi
    chmod -R go-w "$release"
}

# --- The database ---------------------------------------------------------------------------------------------------

as_postgres() {
    (cd / && runuser -u postgres -- "$@")
}

prepare_database_server() {
    [ -z "$root" ] || return 0
    has_own_postgres || return 0
    if [ -d /run/systemd/system ]; then
        systemctl start postgresql
    elif ! pg_ctlcluster "$postgres" main status >/dev/null; then
        pg_ctlcluster "$postgres" main start
    fi
    # The role is that of the system's user of the same name, who comes through the socket: there is no password.
    local port
    port=$(pg_lsclusters --no-header | awk -v version="$postgres" '$1 == version && $2 == "main" {print $3}')
    if [ -z "$(as_postgres psql -p "$port" -tAc "SELECT 1 FROM pg_roles WHERE rolname = 'reform'")" ]; then
        say "Tạo vai trò reform trong PostgreSQL" "Making the role reform in PostgreSQL"
        as_postgres createuser -p "$port" reform
    fi
    if [ -z "$(as_postgres psql -p "$port" -tAc "SELECT 1 FROM pg_database WHERE datname = 'reform'")" ]; then
        say "Tạo cơ sở dữ liệu reform" "Making the database reform"
        as_postgres createdb -p "$port" -O reform -E UTF8 -T template0 --locale=C.UTF-8 reform
    fi
}

back_up() {
    [ "$backs_up" = yes ] && [ -n "$(release_at current)" ] || return 0
    say "Sao lưu trước khi cập nhật" "Backing up before the update"
    local folder=$root/var/lib/reform-backup
    mkdir -p "$folder"
    if [ -z "$root" ]; then chown reform:reform "$folder"; fi
    chmod 0700 "$folder"
    in_release .venv/bin/python manage.py backup "$folder" --keep 14
}

# --- Units and site -------------------------------------------------------------------------------------------------

install_units() {
    local units=$release/deploy/production/systemd to=$root/etc/systemd/system
    say "Đặt các đơn vị systemd" "Installing the systemd units"
    mkdir -p "$to/reform-.service.d" "$root/usr/local/sbin"
    install -m 0644 "$units"/*.{service,socket,timer,target} "$to/"
    install -m 0644 "$units/reform-.service.d/hardening.conf" "$to/reform-.service.d/"
    install -m 0755 "$release/deploy/production/reform-manage" "$root/usr/local/sbin/reform-manage"
    if [ "$starts" = yes ]; then systemctl daemon-reload; fi
    [ -z "$root" ] || return 0
    if command -v systemctl >/dev/null; then
        systemctl --quiet enable reform.target
    else
        say "Máy này chưa có systemd; khi có: systemctl enable reform.target" \
            "There is no systemd here yet; once there is: systemctl enable reform.target"
    fi
}

install_site() {
    local site=$root/etc/nginx/sites-available/reform.conf link=$root/etc/nginx/sites-enabled/reform.conf
    local names addresses=("") http='' https='' tls=ssl http2='' body address
    names=$(setting ALLOWED_HOSTS "$hosts" | tr ',' ' ' | tr -s ' ')
    body=$(($(setting UPLOAD_REQUEST_MB 20) + 10))
    # nginx of Debian 12 takes http2 with the address, that of Debian 13 as a line of its own.
    if nginx_is_at_least 1.25.1; then http2='http2 on;'; else tls='ssl http2'; fi
    if [ -e /proc/net/if_inet6 ]; then addresses+=("[::]:"); fi
    for address in "${addresses[@]}"; do
        http+="${http:+; listen }${address}80"
        https+="${https:+; listen }${address}443 $tls"
    done

    if [ ! -e "$etc/tls/fullchain.pem" ]; then
        say "CHƯA CÓ CHỨNG THƯ: tạo tạm chứng thư tự ký. Đặt chứng thư thật vào $etc/tls (fullchain.pem, privkey.pem)." \
            "NO CERTIFICATE YET: making a self-signed one. Put the true one into $etc/tls (fullchain.pem, privkey.pem)."
        (umask 077 && openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=${names%% *}" \
            -addext "subjectAltName=DNS:${names%% *}" -keyout "$etc/tls/privkey.pem" -out "$etc/tls/fullchain.pem" 2>/dev/null)
    fi

    say "Đặt cấu hình nginx" "Installing the nginx site"
    mkdir -p "$root/etc/nginx/sites-available" "$root/etc/nginx/sites-enabled" "$root/etc/nginx/reform.d"
    if [ -e "$site" ]; then cp -p "$site" "$site.before"; fi
    sed -e "s|\${REFORM_UPSTREAM}|unix:/run/reform/web.sock|" -e "s|\${REFORM_HTTP}|$http|" -e "s|\${REFORM_HTTPS}|$https|" \
        -e "s|\${REFORM_HTTP2}|$http2|" -e "s|\${REFORM_HOSTS}|$names|" -e "s|\${REFORM_TLS}|/etc/reform/tls|" \
        -e "s|\${REFORM_BODY_MB}|$body|" -e "s|\${REFORM_LOG}|/var/log/nginx/reform.log|" \
        "$release/deploy/production/nginx/reform.conf.template" >"$site"
    ln -sfn ../sites-available/reform.conf "$link"
    [ -z "$root" ] || return 0
    # Made here, or nginx would make it readable for everybody; logrotate keeps what it finds.
    if [ ! -e /var/log/nginx/reform.log ]; then install -m 0640 -o www-data -g adm /dev/null /var/log/nginx/reform.log; fi
    if ! nginx -q -t; then
        if [ -e "$site.before" ]; then mv "$site.before" "$site"; else rm -f "$link"; fi
        die "nginx không nhận cấu hình; cấu hình trước được giữ lại." "nginx refuses the site; the one before is kept."
    fi
}

nginx_is_at_least() {
    local version
    version=$(nginx -v 2>&1 | sed -n 's|.*/\([0-9.]*\).*|\1|p')
    [ "$(printf '%s\n%s\n' "$1" "${version:-0}" | sort -V | head -n 1)" = "$1" ]
}

# --- From one release to another ------------------------------------------------------------------------------------

release_at() { # current or previous: name of the release, or nothing
    if [ -L "$opt/$1" ]; then basename "$(readlink "$opt/$1")"; fi
}

point() { # current or previous, name of the release; in one step, so there is no moment without
    ln -sfn "releases/$2" "$opt/.$1.new"
    mv -T "$opt/.$1.new" "$opt/$1"
}

switch_to() {
    local now
    now=$(release_at current)
    if [ "$now" = "$1" ]; then return; fi
    if [ -n "$now" ]; then point previous "$now"; fi
    point current "$1"
}

runs_here() { [ "$(systemctl is-enabled "$1" 2>/dev/null)" != masked ]; }

# One after the other: pages first, jobs only when the pages answer.
restart_services() {
    say "Khởi động lại: trang web" "Restarting: pages"
    if runs_here reform-web.service; then
        systemctl start reform-web.socket
        systemctl restart reform-web.service || return 1
        if ! in_current -m deploy.health --socket /run/reform/web.sock --wait 60; then
            say "Trang web không trả lời" "The pages do not answer"
            return 1
        fi
        systemctl reload-or-restart nginx || return 1
    fi
    say "Khởi động lại: công việc nền (đợi việc đang làm xong)" "Restarting: jobs (those that were begun end first)"
    if runs_here reform-worker.service; then systemctl restart reform-worker.service || return 1; fi
    if runs_here reform-beat.service; then systemctl restart reform-beat.service || return 1; fi
    systemctl start reform.target
}

# Of root's: the socket is for nginx and for root.
in_current() {
    (
        cd "$opt/current"
        env -i PATH=/usr/bin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 CONSOLE_LANGUAGE="$language" ENV_FILE="$env_file" \
            VAR_DIR="$var" STATIC_DIR=var .venv/bin/python "$@"
    )
}

go_back_to() { # the release that ran until now, or nothing
    if [ -z "$1" ] || [ "$1" = "$release_name" ]; then
        die "Bản $release_name không chạy được: journalctl -u reform-web" \
            "Release $release_name does not run: journalctl -u reform-web"
    fi
    say "Bản $release_name không chạy được; quay lại bản $1" "Release $release_name does not run; going back to $1"
    point current "$1"
    if [ -n "$long_before" ]; then point previous "$long_before"; else rm -f "$opt/previous"; fi
    bring_units_of "$1"
    restart_services || die "Cả bản $1 cũng không chạy được: journalctl -u reform-web" \
        "Release $1 does not run either: journalctl -u reform-web"
}

bring_units_of() { # name of a release
    release=$opt/releases/$1
    install_units
    install_site
}

roll_back() {
    local now back
    now=$(release_at current) back=$(release_at previous)
    if [ -z "$back" ] || [ ! -e "$opt/releases/$back/.ready" ]; then
        die "Không có bản trước để quay lại." "There is no release before to go back to."
    fi
    # The database stays as it is: every migration works with the release before it.
    say "Quay lại từ $now về $back" "Going back from $now to $back"
    point current "$back"
    point previous "$now"
    bring_units_of "$back"
    if [ "$starts" = yes ]; then restart_services; fi
    say "Bản đang dùng: $back" "Release $back is the current one"
}

# This release and the one before stay.
tidy() {
    local folder
    for folder in "$opt/releases"/*/; do
        folder=$(basename "$folder")
        if [ "$folder" != "$(release_at current)" ] && [ "$folder" != "$(release_at previous)" ]; then
            say "Xóa bản cũ $folder" "Removing the old release $folder"
            rm -rf "${opt:?}/releases/$folder"
        fi
    done
}

report() {
    say "Bản đang dùng: $(release_at current); bản trước: $(release_at previous)" \
        "Current release: $(release_at current); the one before: $(release_at previous)"
    if [ "$starts" = no ]; then
        say "Chưa khởi động gì (--no-start)" "Nothing was started (--no-start)"
        return
    fi
    say "Tình trạng (ngay sau khi khởi động, bộ lập lịch có thể chưa kịp chạy):" \
        "Health (right after a start the planner may not have run yet):"
    in_current -m deploy.health --socket /run/reform/web.sock --all --wait 30 || true
    say "Địa chỉ: $(setting SITE_URL '')" "Address: $(setting SITE_URL '')"
}

main "$@"
