package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher builds the program: one build at a time, with bounded waits, and never a broken jar. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./poe-mcp is a POSIX script")
final class LauncherBuildIT {
    /** Far more than any of these tests takes. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LauncherClone clone;

    LauncherBuildIT(@TempDir Path folder) throws IOException {
        clone = new LauncherClone(folder);
    }

    @AfterEach
    void end() throws IOException {
        clone.close();
    }

    @Test
    void missingJar_isBuiltOnce() throws Exception {
        assertStarted(clone.start());
        assertStarted(clone.start());

        assertEquals(1, clone.builds().size());
        assertEquals("whole\n", Files.readString(clone.jar()));
        assertFalse(Files.exists(clone.lock()));
    }

    @Test
    void build_usesJavaHomeThatJvmReports() throws Exception {
        assertStarted(clone.start());

        assertEquals(LauncherClone.JAVA_HOME, clone.buildsJavaHome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "--sandbox serve", "--toolsets chats serve --http"})
    void serveCommand_getsJvmFlagsOfServer(String commandLine) throws Exception {
        String output = started(clone.withFreshJar().start(commandLine.split(" ")));

        assertFalse(output.contains("CompileThresholdScaling"), output);
    }

    @Test
    void exportCommand_getsJvmFlagsOfLittleMemory() throws Exception {
        String output = started(clone.withFreshJar().start("--sandbox", "export", "chats"));

        assertTrue(output.contains("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m"), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sandbox", "tools --json"})
    void otherCommands_getJvmFlagsOfQuickStart(String commandLine) throws Exception {
        String output = started(clone.withFreshJar().start(commandLine.split(" ")));

        assertTrue(output.contains("-XX:CompileThresholdScaling=2"), output);
    }

    @Test
    void missingArchive_isNamedForTheServerToMake() throws Exception {
        String output = started(clone.withFreshJar().withCache().start());

        assertTrue(output.contains("-Dpoe-mcp.archive=" + clone.archiveInCache()), output);
        assertFalse(output.contains("-XX:SharedArchiveFile"), output);
    }

    @Test
    void archiveInCache_isUsed() throws Exception {
        String output =
                started(clone.withFreshJar().withCache().withArchiveInCache().start());

        assertTrue(output.contains("-XX:SharedArchiveFile=" + clone.archiveInCache()), output);
        assertTrue(output.contains("-XX:ArchiveRelocationMode=0"), output);
    }

    @Test
    void archiveOfTheBuild_isPreferred() throws Exception {
        clone.withFreshJar().withCache().withArchiveInCache();
        Path archive = clone.withArchiveOfBuild();

        String output = started(clone.start());

        assertTrue(output.contains("-XX:SharedArchiveFile=" + archive), output);
    }

    @Test
    void archiveOfEarlierBuild_isNamedForTheServerToReplace() throws Exception {
        Path archive = clone.withFreshJar().withArchiveOfBuild();
        Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));

        String output = started(clone.start());

        assertTrue(output.contains("-Dpoe-mcp.archive=" + archive), output);
        assertFalse(output.contains("-XX:SharedArchiveFile"), output);
    }

    @Test
    void build_isFollowedByTraining() throws Exception {
        ServerProcess process = clone.withCache().start();

        assertStarted(process);
        assertTrue(process.stderr().contains("ArchiveTraining " + clone.archiveInCache()), process::stderr);
    }

    @Test
    void freshJar_startsWithoutLockOrBuild() throws Exception {
        clone.withFreshJar().lockFor(ProcessHandle.current().pid(), "");

        assertStarted(clone.start());

        assertEquals(0, clone.builds().size());
    }

    @Test
    void unwritableClone_runsEarlierJarWithWarning() throws Exception {
        clone.withStaleJar().program("mkdir", "echo 'mkdir: Read-only file system' >&2; exit 1");

        ServerProcess process = clone.start();

        assertStarted(process);
        assertTrue(process.stderr().contains("cannot write to"), process::stderr);
        assertTrue(process.stderr().contains("older than its sources"), process::stderr);
    }

    @Test
    void unwritableCloneWithoutJar_fails() throws Exception {
        clone.program("mkdir", "exit 1");

        ServerProcess process = clone.start();

        assertEquals(1, process.awaitExit(LIMIT).code(), process::stderr);
        assertTrue(process.stderr().contains("cannot write to"), process::stderr);
    }

    @Test
    void lockWhosePidIsAnotherProcessNow_isRemoved() throws Exception {
        clone.lockFor(ProcessHandle.current().pid(), "another start");

        assertStarted(clone.start());

        assertEquals(1, clone.builds().size());
    }

    @Test
    void secondStart_saysThatItWaitsAndUsesFirstsJar() throws Exception {
        clone.maven("hold; write_jar");
        ServerProcess first = clone.start();
        Waiting.until("Maven runs", () -> clone.builds().size() == 1);
        ServerProcess second = clone.start();
        Waiting.until(
                "the second waits",
                () -> second.stderr()
                        .contains("waiting for another build (process "
                                + clone.builds().get(0) + ")"));

        clone.continueBuilds();

        assertStarted(first);
        assertStarted(second);
        assertEquals(1, clone.builds().size());
    }

    @Test
    void buildThatNeverEnds_isWaitedForWithinBound() throws Exception {
        clone.maven("hold; write_jar");
        ServerProcess first = clone.start();
        Waiting.until("Maven runs", () -> clone.builds().size() == 1);
        clone.program("sleep", "exit 0");

        ServerProcess second = clone.start();

        assertEquals(1, second.awaitExit(LIMIT).code(), second::stderr);
        assertTrue(second.stderr().contains("did not end within 900 seconds"), second::stderr);
        assertTrue(second.stderr().contains(clone.lock().toString()), second::stderr);
        clone.continueBuilds();
        assertStarted(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "trap '' TERM; hold"})
    void terminatedBuild_leavesNothingRunning(String maven) throws Exception {
        clone.maven(maven);
        ServerProcess process = clone.start();
        Waiting.until("Maven runs", () -> clone.builds().size() == 1);
        long builder = clone.builds().get(0);

        process.terminate();

        assertEquals(143, process.awaitExit(LIMIT).code(), process::stderr);
        assertFalse(ProcessHandle.of(builder).isPresent(), "Maven has ended");
        assertFalse(Files.exists(clone.lock()));
    }

    @Test
    void killedLauncher_nextStartWaitsForItsMaven() throws Exception {
        clone.maven("hold");
        ServerProcess first = clone.start();
        Waiting.until("Maven runs", () -> clone.builds().size() == 1);
        first.kill();
        Waiting.until("the launcher is killed", () -> !first.isAlive());
        long orphan = clone.builds().get(0);

        ServerProcess second = clone.start();
        Waiting.until("the second waits or builds", () -> second.stderr().contains("build"));

        assertTrue(second.stderr().contains("waiting for another build (process " + orphan + ")"), second::stderr);
        assertEquals(1, clone.builds().size());
        clone.maven("write_jar");
        clone.continueBuilds();
        assertStarted(second);
        assertEquals(2, clone.builds().size());
    }

    @Test
    void brokenJarOfKilledBuild_isNotUsed() throws Exception {
        clone.maven("printf br >\"$root/server/target/$jar\"; kill -KILL $$");
        ServerProcess first = clone.start();
        assertEquals(1, first.awaitExit(LIMIT).code(), first::stderr);
        clone.maven("write_jar");

        assertStarted(clone.start());

        assertEquals("whole\n", Files.readString(clone.jar()));
        assertEquals(2, clone.builds().size());
    }

    @Test
    void failedBuild_isReportedAndKeepsEarlierJar() throws Exception {
        clone.withStaleJar().maven("printf br >\"$root/server/target/$jar\"; exit 1");

        ServerProcess process = clone.start();

        assertEquals(1, process.awaitExit(LIMIT).code(), process::stderr);
        assertTrue(process.stderr().contains("the build failed"), process::stderr);
        assertEquals("earlier", Files.readString(clone.jar()));
        assertFalse(Files.exists(clone.lock()));
    }

    private static void assertStarted(ServerProcess process) throws InterruptedException {
        started(process);
    }

    /** The output of the clone's {@code java}. */
    private static String started(ServerProcess process) throws InterruptedException {
        assertEquals(0, process.awaitExit(LIMIT).code(), process::stderr);
        String output = process.stdout();
        assertTrue(output.contains("/server/target/poe-mcp.jar dev.poemcp.server.Main"), output);
        return output;
    }
}
