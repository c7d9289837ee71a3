package dev.poemcp.emulator;

import dev.poemcp.emulator.api.PoeApi;
import dev.poemcp.emulator.channel.Realtime;
import dev.poemcp.emulator.connection.Connections;
import dev.poemcp.emulator.connection.TlsListener;
import dev.poemcp.emulator.connection.TrackedConnector;
import dev.poemcp.emulator.connection.Trust;
import dev.poemcp.emulator.control.Account;
import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiKeys;
import dev.poemcp.emulator.control.ApiQuery;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Faults;
import dev.poemcp.emulator.control.HeldResponses;
import dev.poemcp.emulator.control.PersistedQueries;
import dev.poemcp.emulator.control.RequestLog;
import dev.poemcp.emulator.control.RequestSigning;
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
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A Poe on loopback that runs until it is closed. The seed in its options determines every id, code and text.
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
    private final PoeApi api;
    private final URI url;

    private PoeEmulator(EmulatorOptions options) throws Exception {
        ledger = new Ledger(options.balancePoints());
        var threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("poe-emulator");
        threads.setDaemon(true);
        server = new Server(threads);
        // HTTP/2 is not in the product's jar, so its classes are loaded only with TLS.
        var tls = options.tls() ? TlsListener.of(server, connections) : null;
        trust = tls == null ? null : tls.trust();
        var connector =
                tls == null ? new TrackedConnector(server, connections, new HttpConnectionFactory()) : tls.connector();
        connector.setPort(options.port());
        server.addConnector(connector);
        // Closing must not wait for an exchange that never gets a response.
        server.setStopTimeout(0);
        connector.open();
        url = url(options, connector.getLocalPort());
        var announced = options.announcedPort() == 0 ? url : url(options, options.announcedPort());

        // One thread keeps tasks that are due at the same time in order; more would wait for the world's monitor
        // anyway.
        clock = new ScheduledThreadPoolExecutor(1, PoeEmulator::daemon, new ThreadPoolExecutor.DiscardPolicy());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        site = new PoeSite(options, server, announced, clock, ledger, controls);
        api = new PoeApi(
                options.seed(), announced, clock, site.world(), ledger, site.files(), site.uploads(), controls);
        server.setHandler(new Handler.Sequence(api.handler(), site.handler()));
        server.start();
    }

    private static URI url(EmulatorOptions options, int port) {
        return URI.create((options.tls() ? "https" : "http") + "://127.0.0.1:" + port);
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

    /** The address of the official API: the site's. */
    public URI apiUrl() {
        return url;
    }

    /** A key of the same account that is accepted from the start; {@link #apiKeys()} has more. */
    public String apiKey() {
        return api.firstKey();
    }

    /** Adds, revokes and expires keys. */
    public ApiKeys apiKeys() {
        return api.keys();
    }

    /** Settings for how the official API behaves. */
    public ApiBehavior api() {
        return controls.api();
    }

    /** The questions that the official API accepted and charged, in order. */
    public List<ApiQuery> apiQueries() {
        return api.queries();
    }

    /**
     * The certificate that a client must trust.
     *
     * @throws IllegalStateException without TLS
     */
    public Trust trust() {
        if (trust == null) {
            throw new IllegalStateException("This emulator has no TLS; start it with EmulatorOptions.withTls()");
        }
        return trust;
    }

    /** The TCP connections to the emulator, to count, reset or silence them. */
    public Connections connections() {
        return connections;
    }

    /** The credentials that a client must present now. */
    public Account account() {
        return site.session().account();
    }

    /** Signs in to the same account in another browser and returns the credentials of that browser. */
    public Account anotherBrowser() {
        return site.session().anotherBrowser();
    }

    /** Gives the bot with this handle a new, empty script; an unknown handle creates a community bot. */
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

    /** Settings for how strict and complete the site is. */
    public SiteBehavior behavior() {
        return controls.behavior();
    }

    /** Changes the signatures and headers that the site requires. */
    public RequestSigning signing() {
        return controls.signing();
    }

    /** Makes the site forget query hashes. */
    public PersistedQueries persistedQueries() {
        return controls.queries();
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Holds the site's responses back, to see what is requested without them. */
    public HeldResponses responses() {
        return controls.responses();
    }

    public Realtime channel() {
        return site.channels();
    }

    /** The human messages that were created, in order. */
    public List<SentMessage> sentMessages() {
        return site.sent();
    }

    /** Files uploaded with any message, in order. */
    public List<UploadedFile> uploads() {
        return site.uploads().received();
    }

    /** Another client of the same account, e.g. its browser. */
    public OtherClient otherClient() {
        return new OtherClient(site.world(), site.replyRunner());
    }

    /** The account's chats: reads all of them, and adds many at once. */
    public AccountHistory history() {
        return new AccountHistory(site.world(), site.files());
    }

    /** Ends the session: its cookies are no longer accepted. */
    public void endSession() {
        site.session().end();
    }

    /** Replaces the formkey that the site accepts and its page yields. */
    public void rotateFormkey() {
        site.session().rotateFormkey();
    }

    /**
     * Sets the status of a post with a wrong formkey or signature; initially 400. Public clients of 2026 see all three
     * (docs/poe-protocol.md §3.3).
     *
     * @param status 400 (the site's JSON), 401 or 403 (both plain text)
     */
    public void refuseFormkeyWith(int status) {
        if (status != 400 && status != 401 && status != 403) {
            throw new IllegalArgumentException("status must be 400, 401 or 403, not " + status);
        }
        site.session().refuseFormkeyWith(status);
    }

    /** From now on the page's script yields well-formed keys that the site does not accept. */
    public void pageYieldsDecoys() {
        site.session().yieldDecoys(true);
    }

    /** Ends {@link #pageYieldsDecoys()}. */
    public void pageYieldsFormkey() {
        site.session().yieldDecoys(false);
    }

    /** Stops immediately; open connections break. */
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
