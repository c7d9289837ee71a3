@echo off
rem Runs poe-mcp, and builds it first where its jar is missing. (After a change of the sources: mvn package.)
rem Standard output belongs to the protocol: whatever else there is to say goes to standard error.
setlocal
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%server\target\poe-mcp.jar"
set "NEW_JAR_NAME=poe-mcp-new.jar"
set "NEW_JAR=%HOME_DIR%server\target\%NEW_JAR_NAME%"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"

rem An unpacked release has the program and a Java runtime of its own, and nothing to build.
if exist "%HOME_DIR%runtime\bin\java.exe" (
    set "JAVA=%HOME_DIR%runtime\bin\java.exe"
    set "JAR=%HOME_DIR%lib\poe-mcp.jar"
)

rem Maven writes this jar under another name. It is renamed after the build, so an incomplete jar never runs.
if not exist "%JAR%" (
    echo poe-mcp: building ^(the first time fetches dependencies, which takes a while^) ... 1>&2
    pushd "%HOME_DIR%"
    call mvn -B -q -pl server -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true -Dstyle.color=never "-Dserver.jar.name=%NEW_JAR_NAME%" -Dserver.image.skip=true package 1>&2 <nul && move /y "%NEW_JAR%" "%JAR%" >nul
    popd
)
if not exist "%JAR%" (
    echo poe-mcp: the build failed; it needs a JDK 17 or newer and Maven 3.8 or newer. 1>&2
    exit /b 1
)

rem On stdio, fast start and low memory matter more than peak throughput; serve keeps the JVM's defaults.
set "QUICK=-XX:+UseSerialGC -XX:CompileThresholdScaling=2"
if "%~1"=="serve" set "QUICK="
if "%~1"=="--sandbox" if "%~2"=="serve" set "QUICK="
rem It waits for Poe nearly all of the time, so little memory is worth more than fast code.
if "%~1"=="export" set "QUICK=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m"
"%JAVA%" %QUICK% -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr "-Dpoe-mcp.launcher=%HOME_DIR%poe-mcp.cmd" -cp "%JAR%" dev.poemcp.server.Main %*
exit /b %ERRORLEVEL%
