package dev.poemcp.server.assembly;

import dev.poemcp.poe.Lazy;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.web.PublicAddresses;
import dev.poemcp.poe.web.PublicWebFiles;
import dev.poemcp.poe.web.WebLimits;
import dev.poemcp.poe.web.WebPictures;
import dev.poemcp.server.export.ArchiveUpdater;
import dev.poemcp.server.export.AttachmentArchive;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.jsonrpc.CallThreads;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.points.AccountLedger;
import dev.poemcp.server.policy.points.Budget;
import dev.poemcp.server.policy.points.CostSubscription;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.prompts.Prompts;
import dev.poemcp.server.protocol.CompletionMethod;
import dev.poemcp.server.protocol.PoeMethods;
import dev.poemcp.server.protocol.PromptMethods;
import dev.poemcp.server.protocol.ResourceMethods;
import dev.poemcp.server.protocol.ResultContent;
import dev.poemcp.server.protocol.ToolListing;
import dev.poemcp.server.protocol.ToolMethods;
import dev.poemcp.server.protocol.stateless.CacheHints;
import dev.poemcp.server.protocol.stateless.StateSigner;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.protocol.tasks.ReplyTasks;
import dev.poemcp.server.resources.Completions;
import dev.poemcp.server.resources.ResourceCatalog;
import dev.poemcp.server.resources.ResourceReader;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.TransportMode;
import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.server.transport.AccountServer;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services of one account, wired by plain constructors. Creating it loads almost nothing: Poe's client, its sockets
 * and the handlers are created by the first call that needs them.
 */
public final class AccountServices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountServices.class);

    /** A reply does not wait long for its pictures; a link replaces a missing one. */
    private static final WebLimits PICTURE_LIMITS = new WebLimits(Duration.ofSeconds(10), Duration.ofSeconds(15), 5);

    /** Tools, prompts and templates change only with an update of the program. */
    private static final Duration SURFACE_TTL = Duration.ofHours(1);

    private final Settings settings;
    private final boolean sandbox;
    private final boolean localFiles;
    private final Runnable onClose;
    private volatile boolean closed;
    private final Lazy<PoeClient> poe;
    private final Lazy<ExecutorService> workers = new Lazy<>(CallThreads::open);
    private final Lazy<CostSubscription> costs;
    private final @Nullable ChatArchive archive;
    private @Nullable ArchiveUpdater updater;
    private final Lazy<List<BoundTool<?, ?>>> tools;

    /**
     * @param sandbox whether Poe is the embedded emulator; results and instructions then say so
     * @param attachments shared by all accounts, so that their downloads have a common limit
     * @param points of all accounts; this account's part outlives this object
     * @param onClose run when this object is closed
     */
    public AccountServices(
            Settings settings,
            boolean sandbox,
            AttachmentOpener attachments,
            PointsLedger points,
            Supplier<PoeClient> poe,
            Runnable onClose) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.localFiles = attachments.allowsLocalFiles();
        this.onClose = onClose;
        this.poe = new Lazy<>(poe);
        this.archive = settings.archive() == null ? null : new ChatArchive(settings.archive());
        // Its key is computed by the first call that needs it, not at start-up.
        var ledger = new Lazy<>(() -> points.of(settings.credentials()));
        this.costs = new Lazy<>(() -> new CostSubscription(this.poe, ledger.get()));
        this.tools = new Lazy<>(() -> AllTools.all(dependencies(attachments, ledger.get())));
    }

    private WebPictures pictures() {
        return new WebPictures(settings.baseUrl(), new PublicAddresses(), PICTURE_LIMITS, settings.proxy());
    }

    /** Attachments of the account's chats, also from the site's own host. */
    public AttachmentArchive attachmentArchive() {
        return new AttachmentArchive(new PublicWebFiles(settings.baseUrl(), settings.proxy()));
    }

    private ToolDependencies dependencies(AttachmentOpener attachments, AccountLedger ledger) {
        return new ToolDependencies(
                poe,
                settings.replyWait(),
                new DeletionConfirmation(settings.confirm()),
                new Budget(settings.maxPointsPerMessage(), settings.maxPoints(), ledger),
                costs.get(),
                attachments,
                archive,
                workers.get(),
                System::nanoTime);
    }

    public PoeClient poe() {
        return poe.get();
    }

    /**
     * Opens the way to Poe on another thread, so that the first message finds it open; only with the cookies of
     * an account and without a browser, which would start for every host. For a host that has just initialized.
     */
    public void prepare() {
        if (arePrepared(settings)) {
            try {
                workers.get().execute(this::prepareNow);
            } catch (RejectedExecutionException ended) {
                log.debug("Poe's client is not prepared any more", ended);
            }
        }
    }

    /** Keeps the archive up until this is closed, if one is configured. For a server that has begun to serve. */
    public synchronized void keepArchive() {
        if (settings.archive() != null && updater == null && !closed) {
            // Without the account, and where a browser would have to be started, only its index.
            updater = ArchiveUpdater.start(settings.archive(), arePrepared(settings) ? poe : null);
        }
    }

    /** Whether {@link #prepare} has anything to do. */
    static boolean arePrepared(Settings settings) {
        return settings.credentials().hasAccount() && settings.transport() == TransportMode.DIRECT;
    }

    private void prepareNow() {
        try {
            PoeClient client = poe.get();
            if (closed) {
                client.close();
            } else {
                client.prepare();
            }
        } catch (RuntimeException failed) {
            // The first call meets the same failure and reports it.
            log.debug("Poe's client was not prepared", failed);
        }
    }

    /** The handler of a tool, whether the tool is enabled or not. */
    public <A extends Record, R extends Record> ToolHandler<A, R> handler(ToolDefinition<A, R> definition) {
        return BoundTool.handler(tools.get(), definition);
    }

    /** Which tools the user has enabled and has the credentials for. */
    public ToolFilter toolFilter() {
        return ToolFilter.of(settings);
    }

    /** How the tools are described under these settings. */
    public ToolListing toolListing() {
        return new ToolListing(localFiles, settings.replyWait());
    }

    /**
     * The server for any transport.
     *
     * @param sameForAll whether all callers see the same tools
     */
    public AccountServer server(boolean sameForAll) {
        return server(sameForAll, Version.current());
    }

    AccountServer server(boolean sameForAll, String version) {
        var adapter = new ToolMethods(
                ToolCatalog.all(),
                toolFilter(),
                toolListing(),
                tools,
                new ArgumentValidator(),
                new ResultContent(new Lazy<>(this::pictures), workers),
                sandbox);
        var resources = new ResourceCatalog(poe, settings.credentials().isOnlyApiKey(), archive != null);
        var prompts = new PromptMethods(Prompts.all());
        var table = PoeMethods.table(
                version,
                sandbox,
                poe,
                adapter,
                new ResourceMethods(resources, new ResourceReader(poe, archive)),
                prompts,
                new CompletionMethod(prompts, resources, new Completions(poe)));
        var stateless = new Lazy<>(() -> new StatelessServer(
                table,
                signer(),
                new CacheHints(sameForAll, SURFACE_TTL),
                InstantSource.system(),
                new ReplyTasks(ToolCatalog.all(), adapter::callForTask)));
        return new AccountServer(table, stateless, adapter::accepted, this::close);
    }

    private StateSigner signer() {
        var credentials = settings.credentials();
        var secret = credentials.hasAccount() ? credentials.pB() : credentials.apiKey();
        // Derived from what identifies the user, the key lets signed state outlive a restart and every replica verify
        // it.
        return secret == null ? StateSigner.random() : StateSigner.of(secret.reveal());
    }

    /** Closes Poe's client, so that cancelled calls are cancelled at Poe, too. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            if (updater != null) {
                updater.close();
            }
            if (archive != null) {
                archive.close();
            }
            workers.ifCreated().ifPresent(ExecutorService::shutdownNow);
            costs.ifCreated().ifPresent(CostSubscription::close);
            poe.ifCreated().ifPresent(PoeClient::close);
        } finally {
            onClose.run();
        }
    }
}
