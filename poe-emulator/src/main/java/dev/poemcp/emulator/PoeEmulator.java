package dev.poemcp.emulator;

import dev.poemcp.emulator.channel.Realtime;
import dev.poemcp.emulator.connection.Connections;
import dev.poemcp.emulator.connection.TlsListener;
import dev.poemcp.emulator.connection.TrackedConnector;
import dev.poemcp.emulator.connection.Trust;
import dev.poemcp.emulator.control.Account;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Faults;
import dev.poemcp.emulator.control.PersistedQueries;
import dev.poemcp.emulator.control.RequestLog;
import dev.poemcp.emulator.control.SentMessage;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.emulator.script.BotScript;
import dev.poemcp.emulator.site.PoeSite;
import dev.poemcp.emulator.world.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A running Poe on loopback. Everything in it is decided by the seed of its options; it lives until it is closed.
 *
 * <pre>{@code
 * try (PoeEmulator poe = PoeEmulator.start()) {
 *     poe.bot("Haiku").says("old pond ", "frog leaps in");
 *     client(poe.url(), poe.account()).send("Haiku", "hi");
 *     assertEquals(1, poe.sentMessages().size());
 * }
 * }</pre>
 */
public final class PoeEmulator implements AutoCloseable {
    private static final int MAX_THREADS = 48;

    private final Controls controls = Controls.create();
    private final Ledger ledger;
    private final Connections connections = new Connections();
    private final @Nullable Trust trust;
    private final Server server;
    private final ScheduledThreadPoolExecutor clock;
    private final PoeSite site;
    private final URI url;

    private PoeEmulator(EmulatorOptions options) throws Exception {
        ledger = new Ledger(options.balancePoints());
        var threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("poe-emulator");
        threads.setDaemon(true);
        server = new Server(threads);
        // HTTP/2 is not in the product's jar, so its classes are touched only where TLS is asked for.
        var tls = options.tls() ? TlsListener.of(server, connections) : null;
        trust = tls == null ? null : tls.trust();
        var connector =
                tls == null ? new TrackedConnector(server, connections, new HttpConnectionFactory()) : tls.connector();
        connector.setPort(options.port());
        server.addConnector(connector);
        // Closing must not wait for an exchange whose fault is silence.
        server.setStopTimeout(0);
        connector.open();
        url = URI.create((options.tls() ? "https" : "http") + "://127.0.0.1:" + connector.getLocalPort());

        // One thread keeps what is due at the same moment in its order; the world's monitor would serialize more
        // anyway.
        clock = new ScheduledThreadPoolExecutor(1, PoeEmulator::daemon, new ThreadPoolExecutor.DiscardPolicy());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        site = new PoeSite(options, server, url, clock, ledger, controls);
        server.start();
    }

    public static PoeEmulator start() {
        return start(EmulatorOptions.defaults());
    }

    /**
     * Starts the emulator.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static PoeEmulator start(EmulatorOptions options) {
        try {
            return new PoeEmulator(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The emulator did not start", e);
        }
    }

    /** {@code http://127.0.0.1:PORT}, or {@code https} with TLS. */
    public URI url() {
        return url;
    }

    /**
     * What a client must trust.
     *
     * @throws IllegalStateException without TLS
     */
    public Trust trust() {
        if (trust == null) {
            throw new IllegalStateException("This emulator speaks no TLS; start it with EmulatorOptions.withTls()");
        }
        return trust;
    }

    /** The TCP connections to the emulator: count them, reset them, turn them into black holes. */
    public Connections connections() {
        return connections;
    }

    /** What a client must present at this moment. */
    public Account account() {
        return site.session().account();
    }

    /** What a client must present that has signed in to the same account in another browser. */
    public Account anotherBrowser() {
        return site.session().anotherBrowser();
    }

    /** Gives the bot of that handle a new, empty script; a handle that no bot has becomes a new community bot. */
    public BotScript bot(String handle) {
        var script = new BotScript();
        synchronized (site.world()) {
            site.world().script(handle, script);
        }
        return script;
    }

    public Faults faults() {
        return controls.faults();
    }

    public RequestLog requests() {
        return controls.requests();
    }

    /** How strict and complete the site is. */
    public SiteBehavior behavior() {
        return controls.behavior();
    }

    /** Which query hashes the site still knows. */
    public PersistedQueries persistedQueries() {
        return controls.queries();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Realtime channel() {
        return site.channels();
    }

    /** The human messages that really were created, in order. */
    public List<SentMessage> sentMessages() {
        return site.sent();
    }

    /** Files uploaded with any message, in order. */
    public List<UploadedFile> uploads() {
        return site.uploads().received();
    }

    /** Another client of the same account, e.g. its browser. */
    public OtherClient otherClient() {
        return new OtherClient(site.world(), site.stage());
    }

    /** Ends the session: its cookies are no longer taken. */
    public void endSession() {
        site.session().end();
    }

    /** The site takes another formkey from now on, which its page yields. */
    public void rotateFormkey() {
        site.session().rotateFormkey();
    }

    /**
     * How a post with another formkey or signature is refused from now on; 400 at the start. Public clients of 2026 see
     * all three (docs/poe-protocol.md §3.3).
     *
     * @param status 400 (the site's JSON), 401 or 403 (both plain text)
     */
    public void refuseFormkeyWith(int status) {
        if (status != 400 && status != 401 && status != 403) {
            throw new IllegalArgumentException("status must be 400, 401 or 403, not " + status);
        }
        site.session().refuseFormkeyWith(status);
    }

    /** From now on the page yields keys that look right and are not, whoever runs its script. */
    public void pageYieldsDecoys() {
        site.session().yieldDecoys();
    }

    /** Ends everything at once; open connections break. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The emulator did not stop", e);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "poe-emulator-clock");
        thread.setDaemon(true);
        return thread;
    }
}
