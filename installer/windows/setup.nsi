; Setup of 党群服务台 for one user of a Windows PC: no administrator, no network, nothing outside the user's own folders.
; installer/setup_exe.py calls makensis with BUNDLE, TARGET, VERSION, NUMBERS, KILOBYTES, LONGEST and, where the compiler has it,
; WIDE.
;
; Silent: setup.exe /S [/NODESKTOP] [/D=C:\folder]   (/D comes last, without quotes)
; Silent removal: uninstall.exe /S
; Exit codes: 0 done, 2 given up or could not be written, 3 the program or a setup is running, 4 Windows is too old, 5 a newer
; version is installed, 6 the folder cannot be used. After anything but 0 the program is as it was before.
;
; All files are unpacked beside the present ones; only when every one is on the disk do they change places, by renaming.
;
; The clerk's data lies in a folder of its own (%LOCALAPPDATA%\dangqun-desk, or where the clerk put it). No line here touches it.

Unicode true
!ifdef WIDE
  Target amd64-unicode
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true

!define ID "dangqun-desk"
!define TITLE "党群服务台"
!define PROGRAM "${ID}.exe"
!define DATA "$LOCALAPPDATA\${ID}"
!define SETTINGS "Software\${ID}"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define FIRST_BUILD 17763 ; Windows 10 1809: the oldest that Qt 6.9 names as supported
!define FAILED 2
!define RUNNING 3
!define TOO_OLD 4
!define NEWER 5
!define UNFIT 6
!define FRESH "$INSTDIR\${ID}.new" ; what is being unpacked
!define FORMER "$INSTDIR\${ID}.old" ; what it takes the place of
!define /math LONGEST_FOLDER 259 - ${LONGEST} ; Windows opens paths of 259 characters
!define ALREADY_EXISTS 183

Name "${TITLE}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "${SETTINGS}" "Folder"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBERS}"

Var Bad ; why it cannot be done, in the clerk's words; "" as long as all is well

!include LogicLib.nsh
!include x64.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include MUI2.nsh

!define MUI_ICON "..\icons\app.ico"
!define MUI_UNICON "..\icons\app.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

; The page's name goes into the title of the window, which the taskbar shows and a screen reader reads.
!macro NamePage NAME WORDS
  Function ${NAME}
    SendMessage $HWNDPARENT ${WM_SETTEXT} 0 "STR:${TITLE} ${WORDS}"
  FunctionEnd
!macroend
!insertmacro NamePage NameNotice "安装 · 安装前请知"
!insertmacro NamePage NameFolder "安装 · 装在哪里"
!insertmacro NamePage NameProgress "安装 · 正在安装"
!insertmacro NamePage NameDone "安装 · 装好了"
!insertmacro NamePage un.NameConfirm "卸载 · 先说清楚"
!insertmacro NamePage un.NameProgress "卸载 · 正在卸载"
!insertmacro NamePage un.NameDone "卸载 · 已卸载"

!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameNotice
!define MUI_PAGE_HEADER_TEXT "安装前请知"
!define MUI_PAGE_HEADER_SUBTEXT "是什么，装在哪里，资料由谁保管，按什么许可使用。"
!define MUI_LICENSEPAGE_TEXT_TOP "请先读一读下面的说明。"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "都清楚了，点“我接受”继续。"
!insertmacro MUI_PAGE_LICENSE "licence.txt"

!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameFolder
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolder
!define MUI_PAGE_HEADER_TEXT "装在哪里"
!define MUI_PAGE_HEADER_SUBTEXT "一般不用改，直接点“安装”。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装到下面的文件夹。资料不放在这里，另有一处。"
!insertmacro MUI_PAGE_DIRECTORY

!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameProgress
!define MUI_PAGE_HEADER_TEXT "正在安装"
!define MUI_PAGE_HEADER_SUBTEXT "一两分钟，请不要关机。原来的程序到最后一步才换下。"
!insertmacro MUI_PAGE_INSTFILES

!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameDone
!define MUI_FINISHPAGE_TITLE "${TITLE}装好了"
!define MUI_FINISHPAGE_TEXT "${VERSION} 版。以后从桌面或开始菜单里的“${TITLE}”打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.NameConfirm
!define MUI_PAGE_HEADER_TEXT "卸载${TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT "只卸载程序，资料都留着。"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "资料不会删除。请先关掉${TITLE}，再点“卸载”。"
!insertmacro MUI_UNPAGE_CONFIRM

!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.NameProgress
!define MUI_PAGE_HEADER_TEXT "正在卸载"
!define MUI_PAGE_HEADER_SUBTEXT "只卸载程序，资料都留着。"
!insertmacro MUI_UNPAGE_INSTFILES

!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.NameDone
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_TITLE "程序已卸载，资料还在"
!define MUI_FINISHPAGE_TEXT "居民、户、纠纷、会议等资料和设置都没有删除。$\r$\n$\r$\n没有另选过位置的，资料在：$\r$\n${DATA}$\r$\n另选过位置的，还在所选的文件夹里。$\r$\n$\r$\n再装一次，就能接着用。"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"

VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "${TITLE}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "${TITLE}安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "CompanyName" "${TITLE}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "Apache-2.0"

; Gives up with a code for scripts.
!macro GiveUp CODE
  SetErrorLevel ${CODE}
  Quit
!macroend

; Everything that a setup brings; nothing else in the folder is ever moved or deleted.
!macro EachPart DEED
  !insertmacro ${DEED} "${PROGRAM}"
  !insertmacro ${DEED} "_internal"
  !insertmacro ${DEED} "licences"
  !insertmacro ${DEED} "LICENSE"
  !insertmacro ${DEED} "THIRD_PARTY.md"
  !insertmacro ${DEED} "uninstall.exe"
!macroend

; Asks after the other files of an unknown folder: they belong to another program.
!macro FindForeign PART
  ${If} ${FileExists} "$INSTDIR\${PART}"
    StrCpy $Bad "$INSTDIR$\r$\n里面已有别的程序（${PART}）。请换一个空文件夹。"
  ${EndIf}
!macroend

; Why the program cannot come into $INSTDIR, in $Bad.
Function LookAtFolder
  StrCpy $Bad ""
  StrLen $0 $INSTDIR
  ${If} $0 > ${LONGEST_FOLDER}
    StrCpy $Bad "这个位置的路径有 $0 个字，太长，Windows 打不开里面的文件，最多 ${LONGEST_FOLDER} 个字。请换一个短一点的位置。"
  ${ElseIf} ${FileExists} "$INSTDIR\centre.db"
  ${OrIf} $INSTDIR == "${DATA}"
    StrCpy $Bad "$INSTDIR$\r$\n是放资料的文件夹，程序要另放一处。请换一个空文件夹。"
  ${ElseIfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
  ${AndIfNot} ${FileExists} "${FORMER}"
    !insertmacro EachPart FindForeign
  ${EndIf}
FunctionEnd

Function LeaveFolder
  Call LookAtFolder
  ${If} $Bad != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Bad"
    Abort
  ${EndIf}
FunctionEnd

; Renames $0 to $1. A virus scanner may hold what has just been written, so it is tried for five seconds.
Function Move
  StrCpy $2 0
  ${Do}
    ClearErrors
    Rename $0 $1
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${If} $2 = 20
      StrCpy $Bad "$0$\r$\n正被别的程序用着，换不下来。请关掉它，或重启电脑，再装一次。"
      ${ExitDo}
    ${EndIf}
    Sleep 250
    IntOp $2 $2 + 1
  ${Loop}
FunctionEnd

!macro MovePart FROM TO
  ${If} $Bad == ""
  ${AndIf} ${FileExists} "${FROM}"
    StrCpy $0 "${FROM}"
    StrCpy $1 "${TO}"
    Call Move
  ${EndIf}
!macroend
!macro SetAside PART
  !insertmacro MovePart "$INSTDIR\${PART}" "${FORMER}\${PART}"
!macroend
!macro PutIn PART
  !insertmacro MovePart "${FRESH}\${PART}" "$INSTDIR\${PART}"
!macroend
!macro GiveBack PART
  ${If} ${FileExists} "${FORMER}\${PART}"
    Rename "$INSTDIR\${PART}" "${FRESH}\${PART}" ; where the new one has come in already
    Rename "${FORMER}\${PART}" "$INSTDIR\${PART}"
  ${EndIf}
!macroend

; Makes the folder as it was before; also after a power cut amid the renaming.
Function RollBack
  SetOutPath "$TEMP" ; nobody can delete the folder that somebody stands in
  ${If} ${FileExists} "${FRESH}" ; without it everything had come in
    !insertmacro EachPart GiveBack
  ${EndIf}
  RMDir /r "${FRESH}"
  RMDir /r "${FORMER}"
  RMDir "$INSTDIR"
FunctionEnd

; Also called when a file could not be written to its end, after Windows' own words for that.
Function .onInstFailed
  Call RollBack
  ${If} $Bad == ""
    StrCpy $Bad "文件写不进去，多半是盘满了。请腾出地方，或换一个位置，再装一次。"
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "没有装成。$\r$\n$\r$\n$Bad$\r$\n$\r$\n原来装着的程序没有动，资料也没有动。" /SD IDOK
  SetErrorLevel ${FAILED}
FunctionEnd

; A running program keeps its own file from being written to; that needs no look at other people's processes.
!macro WaitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${IfNot} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}还开着。$\r$\n$\r$\n请先关掉它的窗口，再点“重试”。打了一半的字会自动留作草稿。" /SD IDCANCEL IDRETRY`
      !insertmacro GiveUp ${RUNNING}
    ${EndIf}
  ${Loop}
!macroend

Function .onInit
  ; Unpacking takes a while to begin, and a second double click comes easily.
  System::Call 'kernel32::CreateMutexW(p 0, i 1, w "${ID}-setup") p .r0 ?e'
  Pop $0
  ${If} $0 = ${ALREADY_EXISTS}
    MessageBox MB_OK|MB_ICONINFORMATION "${TITLE}的安装程序已经开着，请到任务栏里找它。" /SD IDOK
    !insertmacro GiveUp ${RUNNING}
  ${EndIf}
  ; The registry tells the build that is installed; the functions for it tell what the compatibility mode pretends.
  ReadRegStr $1 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ReadRegStr $2 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "ProductName"
  ${IfNot} ${RunningX64}
  ${OrIf} $1 U< ${FIRST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "${TITLE}装不到这台电脑上。$\r$\n$\r$\n这台电脑是 $2（内部版本 $1）。需要 64 位的 Windows 10 的 1809 版（2018 年 10 月）或更新的版本。Windows 7 和 8 不能用，也没有给它们的安装程序。" /SD IDOK
    !insertmacro GiveUp ${TOO_OLD}
  ${EndIf}
  ReadRegStr $1 HKCU "${SETTINGS}" "Version"
  ${If} $1 != ""
    ${VersionCompare} $1 "${VERSION}" $2
    ${If} $2 == 1
      ${IfNot} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "已经装着较新的 $1 版。换成 ${VERSION} 版后，新版存过的资料旧版可能打不开。$\r$\n$\r$\n仍要装旧版吗？" /SD IDNO IDYES`
        !insertmacro GiveUp ${NEWER}
      ${EndIf}
    ${EndIf}
  ${EndIf}
  ${If} ${Silent}
    Call LookAtFolder
    ${If} $Bad != ""
      !insertmacro GiveUp ${UNFIT}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro WaitUntilClosed
  Call RollBack ; for what a setup left that was killed
  StrCpy $Bad ""
  ClearErrors
  SetOutPath "${FRESH}"
  File /r "${BUNDLE}/*"
  WriteUninstaller "${FRESH}\uninstall.exe"
  ${If} ${Errors}
    Abort
  ${EndIf}
  SetOutPath "$INSTDIR"
  CreateDirectory "${FORMER}"
  !insertmacro EachPart SetAside
  !insertmacro EachPart PutIn
  ${If} $Bad != ""
    Abort
  ${EndIf}
  RMDir "${FRESH}" ; from here on there is no way back, and none is needed
  RMDir /r "${FORMER}" ; with it goes what the version before brought and this one does not

  ; A desktop shortcut that the clerk threw away stays away.
  ReadRegStr $1 HKCU "${SETTINGS}" "Folder"
  ${GetParameters} $2
  ClearErrors
  ${GetOptions} $2 "/NODESKTOP" $3
  ${If} ${Errors}
    ${If} $1 == ""
    ${OrIf} ${FileExists} "$DESKTOP\${TITLE}.lnk"
      CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"
    ${EndIf}
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${SETTINGS}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${SETTINGS}" "Version" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${TITLE}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed
  RMDir /r "${FRESH}"
  RMDir /r "${FORMER}"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\THIRD_PARTY.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing of the clerk's is in it
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "${SETTINGS}"
  DetailPrint "资料没有删除，还在 ${DATA}，或您另选的文件夹里。"
SectionEnd
