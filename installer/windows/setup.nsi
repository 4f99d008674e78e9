; Setup of 党群服务台 for one user of a Windows PC: no administrator, no network, nothing outside the user's own folders.
; installer/setup_exe.py calls makensis with BUNDLE, TARGET, VERSION, NUMBERS, KILOBYTES and, where the compiler has it, WIDE.
;
; Silent: setup.exe /S [/NODESKTOP] [/D=C:\folder]   (/D comes last, without quotes)
; Silent removal: uninstall.exe /S
; Exit codes: 0 done, 2 given up, 3 the program is running, 4 Windows is too old, 5 a newer version is installed.
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
!define RUNNING 3
!define TOO_OLD 4
!define NEWER 5

Name "${TITLE}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "${SETTINGS}" "Folder"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBERS}"

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
!define MUI_PAGE_HEADER_TEXT "安装前请知"
!define MUI_PAGE_HEADER_SUBTEXT "是什么，装在哪里，资料由谁保管，按什么许可使用。"
!define MUI_LICENSEPAGE_TEXT_TOP "请先读一读下面的说明。"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "都清楚了，点“我接受”继续。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只卸载程序，资料不会删除。请先关掉${TITLE}，再点“卸载”。"
!define MUI_FINISHPAGE_TEXT_LARGE
!insertmacro MUI_PAGE_LICENSE "licence.txt"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装到下面的文件夹，一般不用改。资料不放在这里，另有一处。"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
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
FunctionEnd

Section
  !insertmacro WaitUntilClosed
  SetOutPath "$INSTDIR"
  ; What the version before brought and this one does not would be loaded all the same.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

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
