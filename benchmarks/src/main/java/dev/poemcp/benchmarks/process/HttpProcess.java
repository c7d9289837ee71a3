package dev.poemcp.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that serves HTTP, and prints its address on standard error. */
public final class HttpProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("serving MCP at (http://\\S+)");
    private static final long EXIT_SECONDS = 5;

    private final Process process;
    private final URI address;

    private HttpProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** @throws IOException when it ends without printing an address */
    public static HttpProcess start(Command command) throws IOException {
        Process process = command.start(ProcessBuilder.Redirect.PIPE);
        var errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        var seen = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                discard(process.getErrorStream());
                return new HttpProcess(process, URI.create(address.group(1)));
            }
            seen.append(line).append('\n');
        }
        throw new IOException("The server ended:\n" + seen);
    }

    /** Of MCP, with its path. */
    public URI address() {
        return address;
    }

    public ProcessFigures figures() throws IOException {
        return ProcessFigures.of(process);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A full pipe would block the server. */
    private static void discard(InputStream errors) {
        var thread = new Thread(
                () -> {
                    try {
                        errors.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // The server has ended.
                    }
                },
                "standard error");
        thread.setDaemon(true);
        thread.start();
    }
}
