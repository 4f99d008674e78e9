#!/bin/sh
# Builds Qt's plugin for fcitx, to be run inside the release root (installer/release.py) with its two sources in /build:
# fcitx.sh QT, where QT is the folder PySide6/Qt of the environment that is packed; the plugin joins the others in there.
# PySide6 brings plugins for ibus and dead keys only, and one of the system's own fits no other Qt than the system's.
#
# fcitx-qt5's Qt 6 plugin is taken as it is. It speaks to fcitx 4 by its own bus, and to fcitx 5 (and fcitx 4 from 4.2.9.5 on) by
# org.freedesktop.portal.Fcitx, which every fcitx 5 serves: one plugin for both, without a library of its own and without Wayland.
#
# An input context is private API of Qt: its headers come from Qt's source, older than the Qt of the wheel, because a plugin may
# be younger than neither. At the end its table of virtual functions must be as long as the one in the wheel.
set -e
qt=$1
cd /build
rm -rf qtbase qt-headers fcitx
mkdir qtbase qt-headers fcitx
tar xf qt6-base_*.orig.tar.xz -C qtbase --strip-components=1
tar xf fcitx-qt5_*.orig.tar.xz -C fcitx --strip-components=1

cd qt-headers
cmake -G Ninja ../qtbase -DCMAKE_BUILD_TYPE=Release -DQT_GENERATE_SBOM=OFF -DQT_BUILD_TESTS=OFF -DQT_BUILD_EXAMPLES=OFF \
    -DINPUT_opengl=no -DFEATURE_xcb=OFF -DFEATURE_glib=OFF -DFEATURE_icu=OFF -DFEATURE_sql=OFF -DFEATURE_network=OFF \
    -DFEATURE_testlib=OFF -DFEATURE_widgets=OFF > configured.log 2>&1 || { tail -30 configured.log; exit 1; }
ninja moc Core_sync_headers Gui_sync_headers DBus_sync_headers > made.log 2>&1 || { tail -30 made.log; exit 1; }
version=$(basename include/QtCore/6.*)
headers="-Iinclude"
for module in Core Gui DBus; do
    headers="$headers -Iinclude/Qt$module -Iinclude/Qt$module/$version -Iinclude/Qt$module/$version/Qt$module"
done

source=/build/fcitx/qt6/platforminputcontext
mkdir made
for name in InputContext InputContext1 InputMethod InputMethod1; do
    proxy=$(echo "$name" | tr A-Z a-z | sed 's/\(.*[a-z]\)\(1\{0,1\}\)$/\1\2proxy/')
    # Qt 5's tool writes what Qt 6's does, and Debian has it ready.
    (cd made && /usr/lib/qt5/bin/qdbusxml2cpp -i fcitxqtdbustypes.h -p "$proxy" "$source/org.fcitx.Fcitx.$name.xml")
done
for header in made/*.h $(grep -l Q_OBJECT "$source"/*.h); do
    libexec/moc $headers -I"$source" -DQT_NO_DEBUG "$header" -o "made/moc_$(basename "$header" .h).cpp"
done
for file in made/*.cpp "$source"/*.cpp; do
    g++ -std=c++17 -O2 -fPIC -fvisibility=hidden -fvisibility-inlines-hidden -DQT_NO_DEBUG -DQT_PLUGIN $headers \
        -Imade -I"$source" -c "$file" -o "made/$(basename "$file" .cpp).o"
done
g++ -shared -o plugin.so made/*.o -Wl,--no-undefined -Wl,--as-needed -Wl,-rpath,'$ORIGIN/../../lib' -Wl,-rpath-link,"$qt/lib" \
    -L"$qt/lib" -l:libQt6Gui.so.6 -l:libQt6DBus.so.6 -l:libQt6Core.so.6 -lxkbcommon

length() { nm -S "$@" | sed -n 's/^[0-9a-f]* \([0-9a-f]*\) [A-Za-z] _ZTV[0-9]*Q[A-Za-z]*PlatformInputContext\(@.*\)\{0,1\}$/\1/p'; }
ours=$(length plugin.so)
theirs=$(length -D "$qt/lib/libQt6Gui.so.6")
if [ -z "$ours" ] || [ "$ours" != "$theirs" ]; then
    echo "QPlatformInputContext is not the same in Qt $version and in $qt: table of $ours and $theirs bytes" >&2
    exit 1
fi
strip -o "$qt/plugins/platforminputcontexts/libfcitxplatforminputcontextplugin.so" plugin.so
cd /build
rm -rf qtbase qt-headers fcitx
