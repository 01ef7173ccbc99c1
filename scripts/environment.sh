#!/bin/sh
# Makes .venv from a lock with hashes. Usage: scripts/environment.sh LOCK
# Needs only Python 3.11 or newer; pip takes its packages from wherever this machine's own settings say.
set -eu
lock=$1

give_up() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

# The system's own first: a distribution builds its Python with what a profile taught the compiler. With one built by
# hand on the same machine the rooms' tests took a tenth more, a bare loop a third.
find_python() {
    for name in ${PYTHON:-/usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$name" >/dev/null && is_new_enough "$name" && "$name" -c "$1" 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

if ! { is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    [ -n "$(find_python 'pass')" ] || give_up \
        "Python 3.11 to 3.14 is needed and was not found: please install it, then run make again." \
        "Cần Python từ 3.11 đến 3.14 mà máy chưa có: xin cài Python rồi chạy lại make."
    python=$(find_python 'import ensurepip, venv')
    [ -n "$python" ] || give_up \
        "Python's venv module is missing: please run 'apt-get install python3-venv' as root, then make again." \
        "Python trên máy thiếu phần venv: xin chạy 'apt-get install python3-venv' bằng quyền quản trị rồi chạy lại make."
    echo "Đang tạo môi trường Python…"
    "$python" -m venv --clear .venv
fi

echo "Đang cài thư viện theo $lock (chỉ lần đầu)…"
pip() {
    .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet "$@"
}
# What is used is compiled when it is first used: of all that is installed a ninth.
pip install --no-compile --require-hashes -r "$lock"
# The build backend is in the lock too, so nothing unpinned is fetched; it must be on the path.
PATH="$PWD/.venv/bin:$PATH" pip install --no-deps --no-build-isolation --editable .
