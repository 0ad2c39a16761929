@echo off
rem Starts Runtree: builds it when it is not built, then runs the window or a command.
rem "runtree" beside it is the same for Linux and macOS; keep the two alike.
setlocal EnableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "target=%root%\target"
set "jar=%target%\runtree-run.jar"
set "cache=%target%\commands.aot"
set "window_cache=%target%\window.aot"

rem A JDK 25 or newer.
set "java_home="
for %%d in ("%RUNTREE_JAVA_HOME%" "%JAVA_HOME%") do if not defined java_home call :try "%%~d"
if not defined java_home for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk*" "%ProgramFiles%\Java\jdk*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\zulu*" "%USERPROFILE%\.jdks\*") do if not defined java_home call :try "%%~d"
if not defined java_home for /f "delims=" %%j in ('where java 2^>nul') do if not defined java_home call :try "%%~dpj.."
if not defined java_home (
    echo Runtree needs a JDK 25 or newer. Install one from https://adoptium.net, or set RUNTREE_JAVA_HOME to its folder.>&2
    exit /b 1
)

rem Built, and newer than its sources?
set "stale=yes"
if exist "%jar%" for /f %%r in ('powershell -NoProfile -Command "$t=(Get-Item -LiteralPath $env:jar).LastWriteTime; $n=Get-ChildItem -Recurse -File -LiteralPath ($env:root+'\pom.xml'),($env:root+'\src\main'),($env:root+'\fxml'),($env:root+'\styles') | Where-Object { $_.LastWriteTime -gt $t } | Select-Object -First 1; if ($n) { 'yes' } else { 'no' }"') do set "stale=%%r"
if "%stale%"=="yes" call :build || exit /b 1

rem Commands run without JavaFX; everything else may open the window.
set "kind=window"
for %%w in (%*) do for %%c in (ls show replay diff check run serve import export approvals targets watch hooks sql db --help -h --version -V) do if "%%~w"=="%%c" set "kind=command"

set "quiet=--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xlog:disable"
rem What runs long is worth compiling well.
set "compiler=-XX:TieredStopAtLevel=1"
if "%~1"=="serve" set "compiler=-Xmn144m"
if "%kind%"=="command" (
    set "aot="
    if exist "%cache%" set "aot=-XX:AOTCache=%cache%"
    if defined aot (
        "%java_home%\bin\java.exe" %quiet% -XX:+UseSerialGC %compiler% -XX:+UseCompactObjectHeaders "!aot!" -cp "%jar%" dev.runtree.Main %*
    ) else (
        "%java_home%\bin\java.exe" %quiet% -XX:+UseSerialGC %compiler% -XX:+UseCompactObjectHeaders -cp "%jar%" dev.runtree.Main %*
    )
    exit /b !errorlevel!
)
call :modules
rem Without a cache an option stands twice: an empty one would be taken for a class.
set "aot=-XX:+UseSerialGC"
if exist "%window_cache%" set "aot=-XX:AOTCache=%window_cache%"
"%java_home%\bin\java.exe" %quiet% --enable-native-access=javafx.graphics -XX:+UseSerialGC -XX:+UseCompactObjectHeaders "%aot%" --module-path "%modules:~1%" --add-modules javafx.controls,javafx.fxml -cp "%jar%" dev.runtree.Main %*
exit /b %errorlevel%

:try
if "%~1"=="" exit /b 1
if not exist "%~1\bin\java.exe" exit /b 1
if not exist "%~1\release" exit /b 1
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "delims=." %%n in (%%v) do if %%~n GEQ 25 set "java_home=%~1"
exit /b 0

:build
where mvn >nul 2>nul || (
    echo Runtree has to be built first, which needs Maven 3.8 or newer: there is no mvn on the PATH.>&2
    exit /b 1
)
if not exist "%target%" mkdir "%target%"
echo Building Runtree, which takes one to three minutes the first time ...>&2
del /q "%target%\lib\javafx-*.jar" "%target%\lib\jfx-*.jar" 2>nul
pushd "%root%"
set "JAVA25_HOME=%java_home%"
if not defined JAVA_HOME set "JAVA_HOME=%java_home%"
call mvn -B -Dmaven.test.skip=true package >"%target%\build.log" 2>&1
set "failed=%errorlevel%"
popd
if not "%failed%"=="0" (
    findstr /b "[ERROR]" "%target%\build.log" >&2
    echo Runtree could not be built. The whole log: %target%\build.log>&2
    exit /b 1
)
copy /y "%target%\runtree.jar" "%jar%" >nul
del /q "%cache%" "%window_cache%" 2>nul
set "RUNTREE_HOME_BEFORE=%RUNTREE_HOME%"
set "RUNTREE_HOME=%target%\training-home"
"%java_home%\bin\java.exe" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders "-XX:AOTCacheOutput=%cache%" -cp "%jar%" dev.runtree.cli.Training >>"%target%\build.log" 2>&1
rem The window is drawn without a display, with what the commands have stored.
call :modules
"%java_home%\bin\java.exe" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xlog:disable --enable-native-access=javafx.graphics -XX:+UseSerialGC -XX:+UseCompactObjectHeaders "-XX:AOTCacheOutput=%window_cache%" --module-path "%modules:~1%" --add-modules javafx.controls,javafx.fxml -cp "%jar%" dev.runtree.WindowTraining "%target%\training.png" >>"%target%\build.log" 2>&1
set "RUNTREE_HOME=%RUNTREE_HOME_BEFORE%"
exit /b 0

:modules
set "modules="
for %%m in ("%target%\lib\javafx-*.jar") do set "modules=!modules!;%%~m"
exit /b 0
