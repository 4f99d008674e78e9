#!/bin/sh
# Builds CPython 3.11 into /opt/python, to be run inside the release root (installer/release.py) with its sources in /build.
# No symbol above glibc 2.28 may come in although the root has 2.31; installer/elf.py checks that it has not.
set -e
cd /build
rm -rf src
mkdir src
tar xf python3.11_*.orig.tar.gz -C src --strip-components=1
tar xf python3.11_*.debian.tar.xz
cd src
# Debian's corrections of faults from here on; the patches before rearrange folders for Debian's own packages.
sed -n '/^shutdown-deadlock/,$p' ../debian/patches/series | while read -r patch; do
    patch -s -p1 < "../debian/patches/$patch"
done
# One of them uses an internal header; Debian compiles the module as part of the interpreter.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
# These functions of libm got a new version in 2.29; the old one only sets errno otherwise, and Python asks for errno itself.
for name in exp exp2 log log2 pow; do
    echo "__asm__(\".symver $name,$name@GLIBC_2.2.5\");"
done > /build/old_libm.h
# sem_clockwait came with 2.30. No OpenSSL: the program never goes online, and its keys come from other libraries.
./configure -q --prefix=/opt/python --enable-shared --without-ensurepip --with-system-expat --with-system-ffi \
    --disable-test-modules --without-doc-strings --without-static-libpython ac_cv_func_sem_clockwait=no \
    CFLAGS="-include /build/old_libm.h" LDFLAGS="-Wl,-rpath,/opt/python/lib"
make -s -j"$(nproc)"
make -s install
cd /build
rm -rf src debian
/opt/python/bin/python3.11 -c "import bz2, ctypes, lzma, math, pyexpat, xml.etree.ElementTree, zlib, _codecs_cn"
