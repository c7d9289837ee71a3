package dev.poemcp.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Chromium or Chrome without windows and with an empty profile, driven over the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "google-chrome");

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI devTools;

    private Chromium(Process process, URI devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /** The installed program; empty if there is none. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder */
    static Chromium start(Path profile) throws IOException {
        var command = List.of(
                program()
                        .orElseThrow(() -> new AssertionError("Chromium is not installed"))
                        .toString(),
                "--headless",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                // The sandbox works neither for root nor on every CI machine. The tests open only their own pages.
                "--no-sandbox");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.log").toFile());
        // What it leaves there goes with the profile.
        List.of("HOME", "TMPDIR").forEach(name -> builder.environment().put(name, profile.toString()));
        var process = builder.start();
        Path port = profile.resolve("DevToolsActivePort");
        try {
            Waiting.until(
                    "Chromium writes its port",
                    () -> !process.isAlive() || linesOf(port).size() == 2);
            return new Chromium(
                    process, URI.create("http://127.0.0.1:" + linesOf(port).get(0)));
        } catch (AssertionError | IndexOutOfBoundsException e) {
            process.destroyForcibly();
            throw new AssertionError(Files.readString(profile.resolve("output.log")), e);
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new tab with this page, which may still be loading. */
    ChromiumTab open(URI page) throws IOException, InterruptedException {
        var opened = openEmpty();
        opened.navigate(page);
        return opened;
    }

    /** A new tab without a page. */
    ChromiumTab openEmpty() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(devTools.resolve("/json/new"))
                .PUT(BodyPublishers.noBody())
                .build();
        var tab = new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
        return ChromiumTab.attach(
                http, URI.create(tab.path("webSocketDebuggerUrl").asText()));
    }

    /**
     * The frame with a process of its own that was not there before, as soon as there is one.
     *
     * @param earlier {@link #frames()} then; a removed one may stay in the list
     */
    ChromiumTab newFrame(List<URI> earlier) {
        Waiting.until("there is a new frame", () -> !earlier.containsAll(frames()));
        return ChromiumTab.attach(
                http,
                frames().stream()
                        .filter(frame -> !earlier.contains(frame))
                        .findFirst()
                        .orElseThrow());
    }

    List<URI> frames() {
        try {
            var request = HttpRequest.newBuilder(devTools.resolve("/json/list")).build();
            var targets = new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
            return StreamSupport.stream(targets.spliterator(), false)
                    .filter(target -> target.path("type").asText().equals("iframe"))
                    .map(target ->
                            URI.create(target.path("webSocketDebuggerUrl").asText()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for the end of a browser that a tab has closed: a signal would interrupt it while it stores its cookies. */
    void awaitEnd() {
        Waiting.until("Chromium has ended", () -> !process.isAlive());
    }

    /** Waits for the end, since the profile cannot be deleted while it is written. */
    @Override
    public void close() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        for (var one : all) {
            try {
                one.onExit().get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                one.destroyForcibly();
                throw new AssertionError("Chromium's process " + one.pid() + " did not end", e);
            }
        }
    }
}
