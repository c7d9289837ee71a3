@echo off
rem Runs poe-mcp, and builds it first where its jar is missing. (After a change of the sources: mvn package.)
rem Standard output belongs to the protocol: whatever else there is to say goes to standard error.
setlocal
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%server\target\poe-mcp.jar"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"

if not exist "%JAR%" (
    echo poe-mcp: building ^(the first time fetches dependencies, which takes a while^) ... 1>&2
    pushd "%HOME_DIR%"
    call mvn -B -q -pl server -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true -Dstyle.color=never package 1>&2 <nul
    popd
)
if not exist "%JAR%" (
    echo poe-mcp: the build failed; it needs a JDK 17 or newer and Maven 3.8 or newer. 1>&2
    exit /b 1
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -jar "%JAR%" %*
exit /b %ERRORLEVEL%
