; The installer for Windows: for one person, without administrator rights. Built by packaging/build.py:
;   iscc /DVersion=1.2.3 /DRoot=C:\path\to\the\source /OFOLDER /FNAME strandline.iss
; Nobody has run this yet: it was written from Inno Setup's documentation.

[Setup]
AppId={{6F0C1E5B-52C4-4E9C-9E0F-7A4C0B4F7D11}
AppName=Strandline
AppVersion={#Version}
AppPublisher=The Strandline maintainers
DefaultDirName={autopf}\Strandline
DefaultGroupName=Strandline
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\icons\strandline.ico
UninstallDisplayIcon={app}\strandline-window.exe
UninstallDisplayName=Strandline
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "Put an icon on the desktop"; Flags: unchecked
Name: "path"; Description: "Let terminals find the command strandline"; Flags: unchecked

[Files]
Source: "{#Root}\build\package\strandline\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

; What an older version had and this one has not would be loaded with it.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Strandline"; Filename: "{app}\strandline-window.exe"
Name: "{autodesktop}\Strandline"; Filename: "{app}\strandline-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.strandline"; ValueType: string; ValueData: "Strandline.Study"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.strandline"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.strandline"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Strandline.Study"; ValueType: string; ValueData: "Strandline study"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Strandline.Study\DefaultIcon"; ValueType: string; ValueData: "{app}\strandline-window.exe,0"
Root: HKA; Subkey: "Software\Classes\Strandline.Study\shell\open\command"; ValueType: string; ValueData: """{app}\strandline-window.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath

[Run]
Filename: "{app}\strandline-window.exe"; Description: "Start Strandline"; Flags: nowait postinstall skipifsilent

[Code]
function IsNotOnPath: Boolean;
var
  Before: string;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Before) then
    Before := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Before) + ';') = 0;
end;

procedure TakeOffPath;
var
  Before: string;
begin
  if RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Before) then
    if StringChangeEx(Before, ';' + ExpandConstant('{app}'), '', True) > 0 then
      RegWriteExpandStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Before);
end;

{ Nothing of the person is deleted: neither studies nor the registry's Software\Strandline with the settings. }
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usPostUninstall then
  begin
    TakeOffPath;
    if not UninstallSilent then
      MsgBox('Strandline is removed. Your studies, their restore points and your settings are left alone.' + #13#10 +
        'Settings: the registry, Software\Strandline; log and sample study: the folders Strandline in ' +
        ExpandConstant('{localappdata}') + '.', mbInformation, MB_OK);
  end;
end;
