#!/bin/bash
# Types nihao and a space into the search field of the program under an input method: try_input.sh METHOD, inside the root,
# on a session bus, as an ordinary user. Pictures go to /trial; the last line printed is what stands in the field.
method=$1
export DISPLAY=:9 XDG_RUNTIME_DIR=$HOME/run
mkdir -p "$XDG_RUNTIME_DIR" "$HOME/.config/fcitx" "$HOME/.config/fcitx5" /tmp/.X11-unix
chmod 700 "$XDG_RUNTIME_DIR"
Xvfb :9 -screen 0 1366x768x24 > /dev/null 2>&1 &
until xdpyinfo > /dev/null 2>&1; do sleep 0.2; done
openbox > /dev/null 2>&1 &
owned() { dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner "string:$1"; }
case $method in
    fcitx5)
        cat > "$HOME/.config/fcitx5/profile" <<END
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us

[Groups/0/Items/1]
Name=pinyin

[GroupOrder]
0=Default
END
        fcitx5 -d > /trial/method.log 2>&1
        switch_on() { fcitx5-remote -o; }
        is_ready() { owned org.freedesktop.portal.Fcitx; }
        ;;
    fcitx4)
        printf '[Profile]\nEnabledIMList=fcitx-keyboard-us:True,googlepinyin:True\n' > "$HOME/.config/fcitx/profile"
        fcitx -d > /trial/method.log 2>&1
        switch_on() { fcitx-remote -o; }
        is_ready() { owned org.fcitx.Fcitx-9; }
        ;;
    ibus)
        ibus-daemon --daemonize --replace --xim > /trial/method.log 2>&1
        switch_on() { ibus engine libpinyin; }
        is_ready() { ibus list-engine; }
        ;;
esac
until is_ready > /dev/null 2>&1; do sleep 0.5; done
/opt/desk/dangqun-desk --practice > /trial/program.log 2>&1 &
until window=$(xdotool search --onlyvisible --name 党群服务台 2> /dev/null | tail -1) && [ -n "$window" ]; do sleep 0.5; done
sleep 5
xdotool windowactivate --sync "$window" key ctrl+k
sleep 2
switch_on
sleep 2
xdotool type --delay 250 nihao
sleep 3
scrot -o /trial/1_typing.png
xdotool key space
sleep 2
scrot -o /trial/2_committed.png
xdotool key ctrl+a
sleep 1
xdotool key ctrl+c
sleep 2
xclip -o -selection clipboard
