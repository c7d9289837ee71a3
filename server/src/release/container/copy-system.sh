#!/bin/sh
# Copies what a Java runtime needs of this system into a new folder, which becomes the root of the container image: the
# shared libraries that it is linked with and their licences, the UTF-8 locale, and an account without rights.
#
# copy-system.sh RUNTIME ROOT
set -eu
runtime=$1
root=$2

copy() {
    mkdir -p "$root${1%/*}"
    cp -L "$1" "$root$1"
}

rm -rf "$root"
mkdir -p "$root/tmp" "$root/home/poe" "$root/etc"
ldd "$runtime"/bin/java "$runtime"/lib/*.so "$runtime"/lib/server/*.so |
    sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*/\1/p' | sort -u |
    while IFS= read -r library; do
        case $library in
            "$runtime"/*) ;;
            *) copy "$library" ;;
        esac
    done
for package in libc6 libgcc-s1 libstdc++6 zlib1g; do
    if [ -f "/usr/share/doc/$package/copyright" ]; then
        copy "/usr/share/doc/$package/copyright"
    fi
done
# Other C libraries than glibc need no file for it.
if [ -d /usr/lib/locale/C.utf8 ]; then
    mkdir -p "$root/usr/lib/locale"
    cp -R /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
fi
echo 'poe:x:10001:10001::/home/poe:/sbin/nologin' >"$root/etc/passwd"
