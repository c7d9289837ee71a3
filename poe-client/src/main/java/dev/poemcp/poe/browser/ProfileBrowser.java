package dev.poemcp.poe.browser;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.poe.http.Http;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser of the profile. A browser serves a profile alone, so if one runs already, for another server of the same
 * user, this one uses it, too, with a tab of its own; when that browser ends, it starts one itself.
 */
public final class ProfileBrowser implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProfileBrowser.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 50;

    private final Http http;
    private final BrowserProfile profile;
    private final Path program;
    private final List<String> arguments;
    private final Duration closeLimit;
    private @Nullable DevTools devTools;
    private volatile @Nullable BrowserProcess process;
    private volatile boolean closed;

    /**
     * @param http must reach loopback directly
     * @param closeLimit time to store cookies at the end
     */
    public ProfileBrowser(
            Http http, BrowserProfile profile, Path program, List<String> arguments, Duration closeLimit) {
        this.http = http;
        this.profile = profile;
        this.program = program;
        this.arguments = arguments;
        this.closeLimit = closeLimit;
    }

    /** The connection to the running browser. Not for several threads at once. */
    public DevTools devTools() throws BrowserException, InterruptedException {
        var known = devTools;
        if (known != null && known.isOpen()) {
            return known;
        }
        var running = profile.endpoint().flatMap(this::connect);
        var connected = running.isPresent() ? running.get() : start();
        devTools = connected;
        if (closed) {
            close();
            throw new BrowserException("The program is ending.");
        }
        return connected;
    }

    private DevTools start() throws BrowserException, InterruptedException {
        endProcess();
        // An old file stays until the browser overwrites it, so only another content counts.
        var old = profile.endpoint();
        log.debug("Starting {}", program);
        var started = BrowserProcess.start(program, arguments);
        process = started;
        long startedAt = System.nanoTime();
        while (!closed && System.nanoTime() - startedAt < START_LIMIT.toNanos()) {
            boolean isRunning = started.isRunning();
            var endpoint = profile.endpoint();
            // Without a browser of ours, the one that another server has started in the meantime.
            if (!endpoint.equals(old) || !isRunning) {
                var connected = endpoint.flatMap(this::connect);
                if (connected.isPresent()) {
                    return connected.get();
                }
            }
            if (!isRunning) {
                process = null;
                throw new BrowserException(
                        started.end() + " It may be that another browser uses the profile " + profile.folder() + ".");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        endProcess();
        throw new BrowserException("The browser " + program + " does not answer.");
    }

    private Optional<DevTools> connect(URI endpoint) {
        try {
            return Optional.of(DevTools.connect(http, endpoint, CONNECT_LIMIT));
        } catch (BrowserException nobody) {
            log.debug("No browser answers on port {}", endpoint.getPort());
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void endProcess() {
        var own = process;
        process = null;
        if (own != null) {
            own.end(closeLimit);
        }
    }

    /** Ends a browser that was started here, and only leaves another one. Takes little more than the limit. */
    @Override
    public void close() {
        closed = true;
        var connected = devTools;
        var own = process;
        if (connected != null) {
            if (own != null && own.isRunning() && connected.isOpen()) {
                // So that it stores its cookies.
                askToClose(connected);
                own.awaitEnd(closeLimit);
            }
            connected.close();
        }
        endProcess();
    }

    private void askToClose(DevTools connected) {
        try {
            connected.call(null, "Browser.close", JsonNodeFactory.instance.objectNode(), closeLimit);
        } catch (BrowserException gone) {
            log.debug("The browser does not close itself: {}", gone.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
